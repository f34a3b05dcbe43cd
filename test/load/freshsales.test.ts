import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const columns =
  "Deal Name,Deal Value,Type,Expected close date,Closed date,Product,Payment status,Probability,Owner,Deal Pipeline,Deal Stage,Account,Related Contacts,Source,Campaign,Created at\n";
const row = (name: string, stage: string, closed: string) =>
  `${name},1500.5,New,03/28/2026,${closed},Panel,Online,70%,Béla,Sales,${stage},Minta Kft.,Anna,Email,Webinar,01/25/2026\n`;

describe("Freshsales", () => {
  test("the closed date closes a deal, the expected one does not", async () => {
    const file = await loadText(
      `ID,${columns}1,${row("Minta", "Won", "01/26/2026")}2,${row("Minta", "Demo", "")}`,
    );
    expect(file).toMatchObject({
      connector: "freshsales",
      status: "loaded",
      loaded: 2,
      delivery: "presumed_full",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Sales",
        stage: "Won",
        amount: "1500.50",
        product: "Panel",
        lead_source: "Email",
        campaign_id: "Webinar",
        account_id: "Minta Kft.",
        owner_id: "Béla",
        created_at: "2026-01-25 00:00:00",
        closed_at: "2026-01-26 00:00:00",
        probability: "0.7000",
      },
      { opportunity_id: "2", stage: "Demo", closed_at: null },
    ]);
  });

  test("deals without an id are identified by their names, and refused where these do not do it", async () => {
    const named = await loadText(columns + row("Minta A", "Demo", "") + row("Minta B", "Demo", ""));
    expect(named.rows["opportunities"]).toMatchObject([
      { opportunity_id: "Minta A" },
      { opportunity_id: "Minta B" },
    ]);
    const alike = await loadText(columns + row("Minta", "Demo", "") + row("Minta", "Won", "01/26/2026"));
    expect(alike.reason).toMatch(/it has no ID, and 1 of its records have the same Deal Name as another/);
  });

  test("deals without their stage are refused, and those of another CRM are not taken", async () => {
    expect(
      (await loadText("Deal Name,Deal Value,Deal Pipeline,Expected close date\nMinta,5,Sales,03/28/2026\n"))
        .reason,
    ).toMatch(/deals of Freshsales without Deal Stage/);
    const hubspot = await loadText(
      "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Create Date\n1,Minta,Sales,New,5,2026-01-05\n",
    );
    expect(hubspot.connector).toBe("hubspot");
  });
});
