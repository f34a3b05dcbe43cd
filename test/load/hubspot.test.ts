import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

describe("HubSpot", () => {
  test("several pipelines of one file keep their own stages, and names may hold commas and brackets", async () => {
    const file = await loadText(
      'Record ID,Deal Name,Pipeline,Deal Stage,Create Date,Amount,Merged object IDs,Associated Contact IDs,"Date entered ""Új, nagy (EU) (Eladás)""","Date entered ""Új (Partner)""","Date entered ""Closed won (Partner)""",Date entered current stage\n' +
        '101,x,Eladás,"Új, nagy (EU)",2026-01-05 09:07,"$37,000",90;91,501;502,2026-01-05 09:07,,,2026-01-05 09:07\n' +
        "102,x,Partner,Closed won,2026-01-05 09:07,500.5,,,,2026-01-06 10:00,2026-01-07 11:00,2026-01-07 11:00\n",
    );
    expect(file).toMatchObject({ connector: "hubspot", loaded: 2, skipped: 1, quarantined: 0 });
    expect(
      file.rows["stage_changes"]?.map((row) => [
        row["record_id"],
        row["pipeline"],
        row["to_stage"],
        row["changed_at"],
      ]),
    ).toEqual([
      ["101", "Eladás", "Új, nagy (EU)", "2026-01-05 09:07:00"],
      ["102", "Partner", "Új", "2026-01-06 10:00:00"],
      ["102", "Partner", "Closed won", "2026-01-07 11:00:00"],
    ]);
    expect(file.rows["opportunities"]).toMatchObject([
      { amount: "37000.00", merged_ids: "90;91", lead_id: "501" },
      { amount: "500.50", lead_id: null },
    ]);
  });

  test("an export of values names stages by id, number or GUID, and the older generation is not counted beside", async () => {
    const file = await loadText(
      "hs_object_id,dealname,pipeline,dealstage,amount,createdate,hs_v2_date_entered_1234567,hs_date_entered_1234567,hs_v2_date_entered_0a1b2c3d_0000_4000_8000_00000000000f,hs_date_entered_closedwon,hs_v2_date_entered_current_stage\n" +
        "101,x,default,closedwon,10,2026-01-05 09:07,2026-01-05 09:07,2026-01-04 00:00,2026-01-06 09:07,2026-01-07 09:07,2026-01-07 09:07\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      { opportunity_id: "101", stage: "closedwon", pipeline: "default" },
    ]);
    expect(file.rows["stage_changes"]?.map((row) => [row["to_stage"], row["changed_at"]])).toEqual([
      ["1234567", "2026-01-05 09:07:00"],
      ["0a1b2c3d-0000-4000-8000-00000000000f", "2026-01-06 09:07:00"],
      ["closedwon", "2026-01-07 09:07:00"],
    ]);
  });

  test("a stage renamed since is not counted under its old name as well", async () => {
    const file = await loadText(
      'Record ID,Pipeline,Deal Stage,"Date entered ""Ajánlat (Eladás)""",Date entered \'Árajánlat (Eladás)\',Date entered \'Régi (Archív)\'\n' +
        "101,Eladás,Ajánlat,2026-01-05 09:07,2026-01-05 09:07,\n102,Archív,Régi,,,2025-01-05 09:07\n",
    );
    expect(file.rows["stage_changes"]?.map((row) => row["to_stage"])).toEqual(["Ajánlat", "Régi"]);
    expect(file.rows["stage_changes"]?.every((row) => row["is_column"] === true)).toBe(true);
  });

  test("a contact is a lead with its lifecycle stages, linked to its first deal, and its merged ids", async () => {
    const file = await loadText(
      'Record ID,First Name,Email,Phone Number,Lifecycle Stage,Create Date,Associated Deal IDs,Merged contact IDs,"Date entered ""Lead (Lifecycle Stage Pipeline)"""\n' +
        "501,Anna,a@minta.example,+36305550101,Lead,2026-01-05 09:07,101;102,77,2026-01-05 09:07\n502,Béla,,,Subscriber,2026-01-05 09:07,,,\n",
    );
    expect(file).toMatchObject({ loaded: 2 });
    expect(file.rows["leads"]).toMatchObject([
      { lead_id: "501", stage: "Lead", converted_opportunity_id: "101", merged_ids: "77" },
      { lead_id: "502", converted_opportunity_id: null },
    ]);
    expect(file.rows["contacts"]).toHaveLength(2);
    expect(file.rows["stage_changes"]).toMatchObject([
      { record_type: "lead", record_id: "501", to_stage: "Lead" },
    ]);
    expect(JSON.stringify(file.rows)).not.toMatch(/minta\.example|5550101|Anna/);
  });

  test("amounts with a decimal comma are read when the settings say so, and else the message says what was expected", async () => {
    const text =
      "Record ID;Deal Name;Pipeline;Deal Stage;Create Date;Amount\n101;x;Sales;New;2026-01-05 09:07;1250000,50\n";
    expect((await loadText(text)).reason).toMatch(/line 2, Amount: expected a number with a decimal point/);
    const declared = await loadText(text, { "hubspot.decimal_mark": "comma" });
    expect(declared.rows["opportunities"]).toMatchObject([{ amount: "1250000.50" }]);
  });

  test("amounts without a currency column are in the one that the settings say, else in the base currency, which is an issue", async () => {
    const text =
      "Record ID,Pipeline,Deal Stage,Create Date,Amount\n1,Sales,New,2026-01-05,500\n2,Sales,New,2026-01-05,CHF 10\n";
    const presumed = await loadText(text);
    expect(presumed.issues).toEqual([
      {
        kind: "presumed_currency",
        detail:
          "Amount: nothing says the currency of 1 of 2 amounts ($ alone does not), which are taken for the base currency; add the line hubspot.currency,<code> to reference/settings.csv",
      },
    ]);
    const loaded = await loadText(text, { "hubspot.currency": "EUR" });
    expect(loaded.issues).toEqual([]);
    expect(loaded.rows["opportunities"]).toMatchObject([{ currency: "EUR" }, { currency: "CHF" }]);
  });

  test("the same address in other letters is the same person", async () => {
    const file = await loadText(
      "Record ID,Email,Lifecycle Stage\n501,Anna@Minta.example,Lead\n502,anna@minta.example,Lead\n",
    );
    const keys = file.rows["leads"]?.map((row) => row["email_key"]);
    expect(keys?.[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys?.[1]).toBe(keys?.[0]);
  });

  test("companies are accounts", async () => {
    const file = await loadText(
      "Record ID,Company name,Lifecycle Stage,Industry,Number of Employees,Country/Region\n7,Minta,Customer,Energy,12,HU\n",
    );
    expect(file.rows["accounts"]).toMatchObject([{ account_id: "7", employee_count: "12", country: "HU" }]);
  });

  test.each([
    [
      "call",
      "Record ID,Call Title,Activity date,Activity assigned to,Associated Deal IDs\n1,x,2026-01-05 09:07,Anna,101;102\n",
      { kind: "call", record_type: "opportunity", record_id: "101", occurred_at: "2026-01-05 09:07:00" },
    ],
    [
      "meeting",
      "Record ID,Meeting name,Meeting start time,Associated Contact IDs\n1,x,2026-01-05 09:07,501\n",
      { kind: "meeting", record_type: "lead", record_id: "501" },
    ],
    [
      "email",
      "hs_object_id,hs_email_subject,hs_timestamp\n1,x,2026-01-05 09:07\n",
      { kind: "email", record_id: null, record_type: null },
    ],
    [
      "email without its subject",
      "Record ID,Email direction,Activity date\n1,INCOMING_EMAIL,2026-01-05 09:07\n",
      { kind: "email" },
    ],
    [
      "call without its title",
      "Record ID,Call outcome,Activity date\n1,Connected,2026-01-05 09:07\n",
      { kind: "call" },
    ],
    [
      "open task",
      "Record ID,Task Title,Task Status,Due date\n1,x,Not started,2027-01-05 09:07\n",
      { kind: "task", is_done: false, occurred_at: null, due_at: "2027-01-05 09:07:00" },
    ],
    [
      "done task",
      "Record ID,Task Title,Task Status,Due date,Completed at\n1,x,Completed,2026-01-05 09:07,2026-01-04 08:00\n",
      { is_done: true, occurred_at: "2026-01-04 08:00:00" },
    ],
  ])("an export of a %s is an activity", async (_, text, row) => {
    expect((await loadText(text)).rows["activities"]).toMatchObject([row]);
  });

  test("the pairs of a property history stand in any number and order", async () => {
    const file = await loadText(
      '"101","x","B","2019-05-30 10:00","A","2019-05-01 08:00"\n"102","y","A","2019-05-02 08:00"\n',
    );
    expect(file).toMatchObject({ loaded: 2, skipped: 0, quarantined: 0 });
    expect(file.rows["stage_changes"]).toHaveLength(3);
  });

  test.each([
    ["the newest first", '"C","2019-05-30 10:00","B","2019-05-30 10:00","A","2019-05-01 08:00"', "ABC"],
    ["the oldest first", '"A","2019-05-01 08:00","B","2019-05-30 10:00","C","2019-05-30 10:00"', "ABC"],
    ["all in one minute", '"B","2019-05-30 10:00","A","2019-05-30 10:00"', "AB"],
  ])("pairs of one minute follow each other as they stand: %s", async (_, pairs, order) => {
    const rows = (await loadText(`"101","x",${pairs}\n`)).rows["stage_changes"] ?? [];
    const sorted = rows.toSorted((left, right) => Number(left["sequence"]) - Number(right["sequence"]));
    expect(sorted.map((row) => row["to_stage"]).join("")).toBe(order);
  });

  test("deals that people edited by hand load as they mean, and what means nothing is set aside", async () => {
    const row = (id: number, stage: string, amount: string, close: string) =>
      `${id},x,Eladás,${stage},2026-01-05,${amount},${close}\n`;
    const file = await loadText(
      "Record ID,Deal Name,Pipeline,Deal Stage,Create Date,Amount,Close Date\n" +
        row(1, "closed won ", '"$37,000"', "2026-02-01") +
        row(1, "closed won ", '"$37,000"', "2026-02-01") +
        row(2, "Closed Won", "37k", "2099-12-31") +
        row(3, "Closed Won", "", "2026-02-01") +
        row(4, "Closed Won", "12.5 K", "2026-02-01") +
        row(5, "Closed Won", "1", "2026-02-01") +
        row(6, "Closed Won", "10", "TBD"),
    );
    expect(file).toMatchObject({ loaded: 5, deduplicated: 1, quarantined: 1, skipped: 1 });
    expect(file.reason).toMatch(/^line 8, Close Date: expected a date/);
    expect(file.rows["opportunities"]?.map((deal) => [deal["stage"], deal["amount"]])).toEqual([
      ["closed won", "37000.00"],
      ["Closed Won", "37000.00"],
      ["Closed Won", null],
      ["Closed Won", "12500.00"],
      ["Closed Won", "1.00"],
    ]);
  });

  test("deals without their stage or pipeline are named as such, with the columns to add", async () => {
    const file = await loadText("Record ID,Deal Name,Pipeline,Phase,Amount\n1,x,Sales,New,5\n");
    expect(file.reason).toBe(
      'they are HubSpot deals without Deal Stage; add that column to the export, or describe it in a mapping.json beside it; its columns are "Record ID", "Deal Name", "Pipeline", "Phase", "Amount"',
    );
    const both = await loadText("Record ID,Deal Name,Amount\n1,x,5\n");
    expect(both.reason).toContain("without Deal Stage and Pipeline; add those columns");
  });

  test.each(["Merged Deal IDs", "Merged object IDs", "Merged record IDs"])(
    "deals that were merged into one are listed under %s, and two dashes are no value",
    async (name) => {
      const file = await loadText(
        `Record ID,Pipeline,Deal Stage,${name},Amount,Close Date\n1,Sales,New,90;91,--,--\n`,
      );
      expect(file).toMatchObject({ loaded: 1, quarantined: 0 });
      expect(file.rows["opportunities"]).toMatchObject([
        { merged_ids: "90;91", amount: null, closed_at: null },
      ]);
    },
  );

  test("a contact list by lead status is leads, known by their mobile phones too", async () => {
    const file = await loadText(
      "Record ID,Email,Mobile Phone Number,Lead Status\n501,,06 30 555 0101,Connected\n",
    );
    expect(file.rows["leads"]).toMatchObject([
      { lead_id: "501", stage: "Connected", phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
    ]);
  });

  test("a time of a property history that names no stage is set aside, and a history with a time too few is refused", async () => {
    const rows = [1, 2, 3, 4, 5].map((id) => `"${id}","x","A","2019-05-01 08:00"\n`).join("");
    const file = await loadText(`${rows}"6","y","A","2019-05-02 08:00","","2019-05-03 08:00"\n`);
    expect(file).toMatchObject({ loaded: 5, quarantined: 1 });
    expect(file.reason).toMatch(/^line 6, column 5: expected a value \(to_stage\), found nothing/);
    expect((await loadText('"1","x","A","2019-05-01 08:00","B"\n')).status).toBe("refused");
  });

  test("what HubSpot says of winning beside the stage is read, and a probability in percent or not is a fraction", async () => {
    const labels = await loadText(
      "Record ID,Pipeline,Deal Stage,Is Closed Won,Is closed lost,Deal probability,Create Date\n1,S,A,true,false,100%,\n2,S,B,false,true,0,\n3,S,C,false,false,0.4,\n4,S,C,false,false,40 %,\n5,S,C,false,false,0.125,\n",
    );
    expect(
      labels.rows["opportunities"]?.map((row) => [row["is_closed"], row["is_won"], row["probability"]]),
    ).toEqual([
      [true, true, "1.0000"],
      [true, false, "0.0000"],
      [false, false, "0.4000"],
      [false, false, "0.4000"],
      [false, false, "0.1250"],
    ]);
    const names = await loadText(
      "hs_object_id,pipeline,dealstage,hs_is_closed_won,hs_is_closed,hs_deal_stage_probability,createdate\n1,S,A,true,true,1,\n2,S,B,false,false,0.25,\n",
    );
    expect(names.rows["opportunities"]).toMatchObject([
      { is_closed: true, is_won: true, probability: "1.0000" },
      { is_closed: false, is_won: false, probability: "0.2500" },
    ]);
    const half = await loadText(
      "Record ID,Pipeline,Deal Stage,Is Closed Won,Create Date\n1,S,A,true,\n2,S,B,false,\n",
    );
    expect(half.rows["opportunities"]).toMatchObject([
      { is_closed: true, is_won: true },
      { is_closed: null, is_won: false },
    ]);
  });

  test("when a deal entered its current stage is known where the export has that column alone", async () => {
    const file = await loadText(
      "Record ID,Pipeline,Deal Stage,Create Date,Date entered current stage\n1,Sales,New,2026-01-05,2026-01-09 10:00\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([{ stage_changed_at: "2026-01-09 10:00:00" }]);
  });

  describe("what its interface for programs answers", () => {
    const deal = (id: string, stage: string, history: [string, string][]) => ({
      id,
      properties: {
        amount: "1500.50",
        closedate: "2026-01-20T10:00:00Z",
        createdate: "2026-01-05T08:07:00.123Z",
        dealname: "Minta",
        dealstage: stage,
        hs_lastmodifieddate: "2026-01-21T10:00:00Z",
        hs_object_id: id,
        pipeline: "default",
      },
      propertiesWithHistory: {
        dealstage: history.map(([value, timestamp]) => ({
          value,
          timestamp,
          sourceType: "CRM_UI",
          sourceId: "u:1",
        })),
      },
      createdAt: "2026-01-05T08:07:00.123Z",
      updatedAt: "2026-01-21T10:00:00Z",
      archived: false,
      associations: {
        contacts: {
          results: [
            { id: "301", type: "deal_to_contact" },
            { id: "302", type: "deal_to_contact" },
          ],
        },
        companies: { results: [{ id: "7", type: "deal_to_company" }] },
      },
    });

    test("deals with the whole history of their stages, of any length, newest first", async () => {
      const first = deal("1", "closedwon", [
        ["closedwon", "2026-01-20T10:00:00Z"],
        ["qualifiedtobuy", "2026-01-09T10:00:00Z"],
        ["appointmentscheduled", "2026-01-05T08:07:00.123Z"],
      ]);
      const second = deal("2", "qualifiedtobuy", [["qualifiedtobuy", "2026-01-05T08:07:00Z"]]);
      const file = await loadText(
        JSON.stringify({ results: [first, second], paging: { next: { after: "2" } } }),
      );
      expect(file).toMatchObject({ connector: "hubspot", status: "loaded", loaded: 2, delivery: "delta" });
      expect(file.rows["opportunities"]).toMatchObject([
        {
          opportunity_id: "1",
          pipeline: "default",
          stage: "closedwon",
          amount: "1500.50",
          created_at: "2026-01-05 09:07:00.123",
          closed_at: "2026-01-20 11:00:00",
          updated_at: "2026-01-21 11:00:00",
          lead_id: "301",
          account_id: "7",
          is_deleted: false,
        },
        { opportunity_id: "2", stage: "qualifiedtobuy" },
      ]);
      expect(
        file.rows["stage_changes"]?.map((change) => [
          change["record_id"],
          change["to_stage"],
          change["changed_at"],
          change["sequence"],
        ]),
      ).toEqual([
        ["1", "closedwon", "2026-01-20 11:00:00", "0"],
        ["2", "qualifiedtobuy", "2026-01-05 09:07:00", "0"],
        ["1", "qualifiedtobuy", "2026-01-09 11:00:00", "-1"],
        ["1", "appointmentscheduled", "2026-01-05 09:07:00.123", "-2"],
      ]);
    });

    test("its first version writes values with their versions, and times as milliseconds", async () => {
      const created = String(Date.UTC(2026, 0, 5, 8, 7));
      const won = Date.UTC(2026, 0, 20, 10);
      const value = (text: string, ...versions: [string, number][]) => ({
        value: text,
        timestamp: won,
        versions: versions.map(([each, timestamp]) => ({ name: "x", value: each, timestamp })),
      });
      const file = await loadText(
        JSON.stringify({
          deals: [
            {
              portalId: 1,
              dealId: 17,
              isDeleted: false,
              associations: { associatedVids: [301], associatedCompanyIds: [7] },
              properties: {
                dealstage: value("closedwon", ["closedwon", won], ["new", Number(created)]),
                pipeline: value("default"),
                createdate: value(created),
                amount: value("5"),
              },
            },
          ],
          hasMore: false,
        }),
      );
      expect(file.rows["opportunities"]).toMatchObject([
        {
          opportunity_id: "17",
          stage: "closedwon",
          created_at: "2026-01-05 09:07:00",
          amount: "5.00",
          lead_id: "301",
          account_id: "7",
        },
      ]);
      expect(file.rows["stage_changes"]).toMatchObject([
        { to_stage: "closedwon", changed_at: "2026-01-20 11:00:00" },
        { to_stage: "new", changed_at: "2026-01-05 09:07:00" },
      ]);
    });

    test("contacts are leads with the history of their lifecycle; that of their lead status is no stage", async () => {
      const file = await loadText(
        JSON.stringify({
          results: [
            {
              id: "301",
              properties: {
                createdate: "2026-01-05T08:07:00Z",
                email: "a@minta.example",
                lifecyclestage: "opportunity",
                lastmodifieddate: "2026-01-06T08:07:00Z",
              },
              propertiesWithHistory: {
                lifecyclestage: [
                  { value: "opportunity", timestamp: "2026-01-06T08:07:00Z" },
                  { value: "lead", timestamp: "2026-01-05T08:07:00Z" },
                ],
                hs_lead_status: [
                  { value: "UNQUALIFIED", timestamp: "2026-01-05T12:00:00Z" },
                  { value: "NEW", timestamp: "2026-01-05T08:07:00Z" },
                ],
              },
              archived: false,
            },
          ],
        }),
      );
      expect(file.rows["leads"]).toMatchObject([
        { lead_id: "301", stage: "opportunity", created_at: "2026-01-05 09:07:00" },
      ]);
      expect(file.rows["stage_changes"]).toMatchObject([
        { record_type: "lead", record_id: "301", to_stage: "opportunity" },
        { to_stage: "lead", changed_at: "2026-01-05 09:07:00" },
      ]);
      expect(JSON.stringify(file.rows)).not.toContain("minta.example");
    });

    test("the pipelines give the order, the probabilities and the outcomes of stages, by id and by label", async () => {
      const stage = (
        id: string,
        label: string,
        displayOrder: number,
        probability: string,
        isClosed: string,
      ) => ({ id, label, displayOrder, metadata: { isClosed, probability }, archived: false });
      const file = await loadText(
        JSON.stringify({
          results: [
            {
              id: "default",
              label: "Sales Pipeline",
              displayOrder: 0,
              stages: [
                stage("17", "Offer", 0, "0.4", "false"),
                stage("closedwon", "Closed Won", 1, "1.0", "true"),
                stage("18", "Gone", 2, "0.0", "true"),
              ],
            },
          ],
        }),
      );
      expect(file).toMatchObject({ connector: "hubspot", loaded: 1 });
      expect(
        file.rows["stage_definitions"]?.map((row) => [
          row["pipeline"],
          row["pipeline_name"],
          row["stage"],
          row["name"],
          String(row["ordinal"]),
          row["is_closed"],
          row["is_won"],
          row["probability"],
        ]),
      ).toEqual([
        ["default", "Sales Pipeline", "17", "Offer", "0", false, false, "0.4000"],
        ["default", "Sales Pipeline", "closedwon", "Closed Won", "1", true, true, "1.0000"],
        ["default", "Sales Pipeline", "18", "Gone", "2", true, false, "0.0000"],
      ]);
    });

    test("deals without their stage are refused with the property to ask for", async () => {
      const file = await loadText(
        JSON.stringify({
          results: [
            {
              id: "1",
              properties: { dealname: "Minta", pipeline: "default", closedate: "2026-01-20T10:00:00Z" },
            },
          ],
        }),
      );
      expect(file.reason).toMatch(/they are HubSpot deals without Deal Stage/);
    });
  });
});
