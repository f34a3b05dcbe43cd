import { describe, expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { loadText } from "./load-texts.ts";

const header =
  "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization ID,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Update time,Deal - Last stage change,Deal - Won time,Deal - Lost time,Deal - Expected close date\n";
const deal = (id: number, status: string, created: string, value = "100", closed = ",") =>
  `${id},Minta,"${value}",HUF,7,Eladás,Ajánlat,${status},${created},${created},${created},${closed},2026-12-30\n`;

describe("Pipedrive", () => {
  test("a won deal keeps the stage it was won in; an expected close date is none", async () => {
    const file = await loadText(
      header +
        deal(1, "Open", "2026-01-05 09:07:00") +
        deal(2, "Won", "2026-01-06 09:07:00", "1500.5", "2026-01-09 10:00:00,") +
        deal(3, "Lost", "2026-01-07 09:07:00", "", ",2026-01-10 11:00:00") +
        deal(4, "", "2026-01-07 09:07:00", "", ",2026-01-10 11:00:00"),
    );
    expect(file).toMatchObject({
      connector: "pipedrive",
      loaded: 4,
      skipped: 1,
      newestEvent: "2026-01-07 09:07:00",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        stage: "Ajánlat",
        last_stage: "Ajánlat",
        closed_at: null,
        amount: "100.00",
        pipeline: "Eladás",
      },
      {
        stage: "Won",
        last_stage: "Ajánlat",
        closed_at: "2026-01-09 10:00:00",
        amount: "1500.50",
        account_id: "7",
      },
      { stage: "Lost", last_stage: "Ajánlat", closed_at: "2026-01-10 11:00:00", amount: null },
      { stage: "Lost" },
    ]);
  });

  test("a list without the update time was changed when a deal was won or lost, so it is known until then", async () => {
    const list =
      "Deal - ID,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time\n";
    const file = await loadText(`${list}1,Ajánlat,Lost,2026-01-05 09:07:00,,2026-02-10 11:00:00\n`);
    expect(file.newestEvent).toBe("2026-02-10 11:00:00");
    expect(file.rows["opportunities"]).toMatchObject([{ updated_at: "2026-02-10 11:00:00" }]);
  });

  test("the header alone is an empty export", async () => {
    expect(await loadText(header)).toMatchObject({ status: "loaded", loaded: 0, skipped: 1 });
  });

  test("the values of the file show whether the day or the month comes first", async () => {
    const day = await loadText(header + deal(1, "Open", "03/02/2026") + deal(2, "Open", "29/02/2024"));
    expect(day.rows["opportunities"]?.map((row) => row["created_at"])).toEqual([
      "2026-02-03 00:00:00",
      "2024-02-29 00:00:00",
    ]);
    const month = await loadText(header + deal(1, "Open", "03/02/2026") + deal(2, "Open", "02/29/2024"));
    expect(month.rows["opportunities"]?.[0]?.["created_at"]).toBe("2026-03-02 00:00:00");
  });

  test("a file whose dates can be read two ways is refused with both and the setting to make", async () => {
    const text = header + deal(1, "Open", "03/02/2026");
    expect((await loadText(text)).reason).toBe(
      "line 2, Deal - Deal created: the date can be read as 2026-03-02 (month first) or as 2026-02-03 (day first), and no other value of the file decides; add the line pipedrive.date_order,mdy (or dmy) to reference/settings.csv",
    );
    const loaded = await loadText(text, { "pipedrive.date_order": "dmy" });
    expect(loaded.rows["opportunities"]?.[0]?.["created_at"]).toBe("2026-02-03 00:00:00");
  });

  test("a decimal comma is told by the values, or by the setting", async () => {
    const file = await loadText(
      header + deal(1, "Open", "2026-01-05", "1,234") + deal(2, "Open", "2026-01-05", "1,0"),
    );
    expect(file.rows["opportunities"]?.map((row) => row["amount"])).toEqual(["1.23", "1.00"]);
    const text = header + deal(1, "Open", "2026-01-05", "1,234");
    expect((await loadText(text)).reason).toMatch(
      /a decimal point or with a decimal comma.*pipedrive\.decimal_mark,point/,
    );
    const loaded = await loadText(text, { "pipedrive.decimal_mark": "point" });
    expect(loaded.rows["opportunities"]?.[0]?.["amount"]).toBe("1234.00");
  });

  test("a list without the id column is refused with the column to show", async () => {
    expect((await loadText("Deal - Title,Deal - Stage,Person - ID\na,b,1\n")).reason).toMatch(
      /without the column "Deal - ID"/,
    );
  });

  test("activities, leads, persons and organizations are read", async () => {
    const done = await loadText(
      "Activity - ID,Activity - Type,Activity - Done,Activity - Due date,Activity - Marked as done time,Activity - Add time,Activity - Deal ID\n1,Call,Done,2026-01-31,2026-01-30 10:00:00,2026-01-05 09:07:00,17\n2,Lunch,To do,2027-01-31,,2026-01-05 09:07:00,17\n",
    );
    expect(done.newestEvent).toBe("2026-01-05 09:07:00");
    expect(done.rows["activities"]).toMatchObject([
      {
        kind: "call",
        is_done: true,
        occurred_at: "2026-01-30 10:00:00",
        record_type: "opportunity",
        record_id: "17",
      },
      { kind: "meeting", is_done: false, occurred_at: null, due_at: "2027-01-31 00:00:00" },
    ]);
    const lead = await loadText(
      "Lead - ID,Lead - Title,Lead - Lead created,Person - Email\n8f-1,x,2026-01-05,a@minta.example\n",
    );
    expect(lead.rows["leads"]).toMatchObject([
      { lead_id: "8f-1", stage: "Lead", created_at: "2026-01-05 00:00:00" },
    ]);
    const person = await loadText(
      "Person - ID,Person - Name,Person - Phone - Work,Person - Phone - Mobile,Person - Organization ID\n5,x,,06 30 555 0101,7\n",
    );
    expect(person.rows["contacts"]).toMatchObject([
      { contact_id: "5", account_id: "7", phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    ]);
    const company = await loadText(
      "Organization - ID,Organization - Name,Organization - Industry\n7,Minta,Energy\n",
    );
    expect(company.rows["accounts"]).toMatchObject([{ account_id: "7", industry: "Energy" }]);
  });

  test("day numbers are dates, as a spreadsheet makes of them, in text and in a workbook", async () => {
    const text = await loadText(header + deal(1, "Won", "45631.0", "100", "45632.5,"));
    const cells = (row: string[], at: number) =>
      `<row r="${at}">${row.map((value, index) => `<c r="${String.fromCharCode(65 + index)}${at}" t="inlineStr"><is><t>${value}</t></is></c>`).join("")}</row>`;
    const names = ["Deal - ID", "Deal - Stage", "Deal - Status", "Deal - Deal created", "Deal - Won time"];
    const book = await loadText(
      buildWorkbook({
        formats: [0, 22],
        sheets: [
          {
            name: "Deals",
            rows:
              cells(names, 1) +
              cells(["1", "Ajánlat", "Won"], 2).replace(
                "</row>",
                '<c r="D2" s="1"><v>45631</v></c><c r="E2" s="1"><v>45632.5</v></c></row>',
              ),
          },
        ],
      }),
    );
    for (const file of [text, book])
      expect(file.rows["opportunities"]).toMatchObject([
        {
          opportunity_id: "1",
          stage: "Won",
          created_at: "2024-12-05 00:00:00",
          closed_at: "2024-12-06 12:00:00",
        },
      ]);
  });

  const outcome = (columns: string, ...rows: string[]) =>
    loadText(
      `Deal - ID,Deal - Stage,${columns}\n${rows.map((row, at) => `${at + 1},Ajánlat,${row}\n`).join("")}`,
    );

  test("a deleted deal is marked and was neither won nor lost; a reopened one keeps the stage it stands in", async () => {
    const file = await outcome(
      "Deal - Status,Deal - Won time,Deal - Lost time",
      "Deleted,2026-01-09 10:00:00,",
      "Open,,2026-01-09 10:00:00",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      { stage: "Ajánlat", is_deleted: true, closed_at: null },
      { stage: "Ajánlat", is_deleted: null, closed_at: null },
    ]);
  });

  test("a list without the status says by its times what was won and lost, and when", async () => {
    const times = await outcome(
      "Deal - Won time,Deal - Lost time,Deal - Currency",
      "2026-01-09 10:00:00,,EUR",
      ",2026-01-10 10:00:00,EUR",
      ",,EUR",
    );
    expect(times.rows["opportunities"]).toMatchObject([
      { stage: "Won", closed_at: "2026-01-09 10:00:00", currency: "EUR" },
      { stage: "Lost", closed_at: "2026-01-10 10:00:00" },
      { stage: "Ajánlat", closed_at: null },
    ]);
    const closed = await outcome(
      "Deal - Status,Deal - Deal closed on",
      "Won,2026-01-09 10:00:00",
      "Lost,2026-01-10 10:00:00",
    );
    expect(closed.rows["opportunities"]?.map((row) => row["closed_at"])).toEqual([
      "2026-01-09 10:00:00",
      "2026-01-10 10:00:00",
    ]);
  });

  test.each([
    ["True", true],
    ["yes", true],
    ["1", true],
    ["Done", true],
    ["To do", false],
    ["", null],
  ])("an activity whose Done says %j", async (said, isDone) => {
    const file = await loadText(
      `Activity - ID,Activity - Type,Activity - Done,Activity - Due date,Activity - Lead ID\n1,E-mail,${said},2026-01-05,8f-1\n`,
    );
    expect(file.rows["activities"]).toMatchObject([
      {
        kind: "email",
        is_done: isDone,
        record_type: "lead",
        record_id: "8f-1",
        occurred_at: isDone === true ? "2026-01-05 00:00:00" : null,
      },
    ]);
  });

  test("a lead says which deal it became", async () => {
    const file = await loadText("Lead - ID,Lead - Lead created,Lead - Deal ID\n8f-1,2026-01-05,17\n");
    expect(file.rows["leads"]).toMatchObject([{ converted_opportunity_id: "17" }]);
  });

  test("a deal of another CRM that is named like one of its columns does not make the file its own", async () => {
    const file = await loadText("Opportunity ID,Opportunity Name,Stage\n0065e00000MintA,Deal - Minta,Open\n");
    expect(file).toMatchObject({ connector: "salesforce", loaded: 1 });
  });

  test("the status says that a deal is closed and won, and the probability is in percent", async () => {
    const file = await loadText(
      "Deal - ID,Deal - Deal created,Deal - Stage,Deal - Status,Deal - Probability\n1,,Offer,Won,100\n2,,Offer,Lost,\n3,,Offer,Open,35\n",
    );
    expect(
      file.rows["opportunities"]?.map((row) => [row["is_closed"], row["is_won"], row["probability"]]),
    ).toEqual([
      [true, true, "1.0000"],
      [true, false, null],
      [false, false, "0.3500"],
    ]);
  });
});
