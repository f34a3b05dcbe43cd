import { describe, expect, test } from "vitest";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { loadText } from "./load-texts.ts";

const header =
  "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Potential Customer,Status,Status Reason,Pipeline Phase,Est. Close Date,Actual Close Date,Actual Revenue,Est. Revenue,Owner,Created On,Modified On\n";
const id = "0A1B2C3D-0000-4000-8000-00000000000";

describe("Dynamics 365", () => {
  test("an id in braces and one without are the same, and the status says won and lost", async () => {
    const file = await loadText(
      `${header}{${id}1},x=,2026-01-05 09:07:00,x,Minta Kft.,Open,In Progress,2-Propose,2026-12-30,,,"3,522.00",Anna,2026-01-02 08:00:00,2026-01-05 09:07:00\n` +
        `${id.toLowerCase()}2,x=,2026-01-06 09:07:00,x,Minta Kft.,Lost,Price,2-Propose,2026-12-30,2026-01-06,,,Anna,2026-01-02 08:00:00,\n`,
    );
    expect(file).toMatchObject({
      connector: "dynamics365",
      loaded: 2,
      skipped: 1,
      newestEvent: "2026-01-06 09:07:00",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: `${id.toLowerCase()}1`,
        stage: "2-Propose",
        amount: "3522.00",
        closed_at: null,
        lost_reason: null,
      },
      {
        opportunity_id: `${id.toLowerCase()}2`,
        stage: "Lost",
        last_stage: "2-Propose",
        closed_at: "2026-01-06 00:00:00",
        closed_at_precision: "day",
        lost_reason: "Price",
      },
    ]);
  });

  test("a spreadsheet's day number is a date", async () => {
    const file = await loadText(`${header}${id}1,x=,45631.5,x,Minta,Won,Won,x,,45631,10,,Anna,45600.25,\n`);
    expect(file.rows["opportunities"]).toMatchObject([
      {
        closed_at: "2024-12-05 00:00:00",
        closed_at_precision: "day",
        updated_at: "2024-12-05 12:00:00",
        created_at: "2024-11-04 06:00:00",
      },
    ]);
  });

  test("a worksheet's dates are dates whatever its cells show, its own id column counts, and the checksum is not read", async () => {
    const serial = (at: string, days: number, style: number) =>
      `<c r="${at}" s="${style}"><v>${days}</v></c>`;
    const words = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const titles = header
      .trim()
      .split(",")
      .map((title, at) => words(`${String.fromCharCode(65 + at)}1`, title))
      .join("");
    const row = [
      words("A2", `{${id}1}`),
      words("B2", "x=="),
      serial("C2", 45631.5, 1),
      words("D2", "Topic"),
      words("E2", "Minta Kft."),
      words("F2", "Won"),
      words("G2", "Won"),
      words("H2", "3-Close"),
      serial("J2", 45631, 2),
      `<c r="K2"><v>3522.5</v></c>`,
      serial("N2", 45600.25, 1),
      serial("O2", 45600, 0),
    ].join("");
    const file = await loadText(
      buildWorkbook({
        sheets: [{ name: "All Opportunities", rows: `<row r="1">${titles}</row><row r="2">${row}</row>` }],
        formats: [0, 22, "d\\.\\ mmmm\\ yyyy"],
      }),
    );
    expect(file).toMatchObject({ connector: "dynamics365", loaded: 1, quarantined: 0, skipped: 1 });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: `${id.toLowerCase()}1`,
        stage: "Won",
        amount: "3522.50",
        updated_at: "2024-12-05 12:00:00",
        closed_at: "2024-12-05 00:00:00",
        created_at: "2024-11-04 06:00:00",
      },
    ]);
    expect(JSON.stringify(file.rows)).not.toContain("x==");
  });

  test("the header alone is an empty export, and leads, contacts and accounts are read", async () => {
    expect(await loadText(header)).toMatchObject({ status: "loaded", loaded: 0 });
    const marks = "(Do Not Modify) Row Checksum,(Do Not Modify) Modified On";
    const lead = await loadText(
      `(Do Not Modify) Lead,${marks},Status,Status Reason,Company Name,Email\n{${id}3},x,2026-01-05,Open,New,Minta,a@minta.example\n`,
    );
    expect(lead.rows["leads"]).toMatchObject([{ lead_id: `${id.toLowerCase()}3`, stage: "New" }]);
    const contact = await loadText(
      `(Do Not Modify) Contact,${marks},Full Name,Business Phone\n{${id}4},x,2026-01-05,x,06 1 555 0101\n`,
    );
    expect(contact.rows["contacts"]).toMatchObject([{ contact_id: `${id.toLowerCase()}4` }]);
    const account = await loadText(
      `(Do Not Modify) Account,${marks},Account Name,Industry\n{${id}5},x,2026-01-05,Minta,Energy\n`,
    );
    expect(account.rows["accounts"]).toMatchObject([{ account_id: "Minta", industry: "Energy" }]);
  });

  test("the actual revenue counts before the estimate, in the currency and for the campaign that the row names", async () => {
    const row = (actual: string, closed: string) =>
      `${id}1,x,Won,3-Close,${actual},500,Euro,Tavasz,${closed}\n`;
    const names =
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,Status,Pipeline Phase,Actual Revenue,Est. Revenue,Currency,Source Campaign,Actual Close Date\n";
    const file = await loadText(names + row("450", "2026-01-30"));
    expect(file.rows["opportunities"]).toMatchObject([
      { amount: "450.00", currency: "Euro", campaign_id: "Tavasz" },
    ]);
    expect((await loadText(names + row("450", "03/04/2026"))).reason).toMatch(
      /dynamics365\.date_order,mdy \(or dmy\)/,
    );
  });

  test("the status says that a deal is closed and won, and the probability is in percent", async () => {
    const file = await loadText(
      "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,Topic,Status,Pipeline Phase,Probability\nA1,x,x,Won,Close,100\nA2,x,x,Lost,Develop,20\nA3,x,x,Open,Develop,20\n",
    );
    expect(
      file.rows["opportunities"]?.map((row) => [row["is_closed"], row["is_won"], row["probability"]]),
    ).toEqual([
      [true, true, "1.0000"],
      [true, false, "0.2000"],
      [false, false, "0.2000"],
    ]);
  });
});
