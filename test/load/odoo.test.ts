import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const header =
  "External ID,Opportunity,Contact Name,Company Name,Email,Salesperson,Expected Revenue,Stage,Created on,Last Stage Update,Closed Date,Expected Closing,Active,Probability,Lost Reason\n";
const row = (id: number, stage: string, closed: string, active: string, probability: number, reason = "") =>
  `__export__.crm_lead_${id}_ab,Minta ${id},Anna,Minta Kft.,a${id}@minta.example,Béla,1500.5,${stage},2026-01-05 09:07:00,2026-01-20 10:00:00,${closed},2026-03-01,${active},${probability}.0,${reason}\n`;

describe("Odoo", () => {
  test("a lost opportunity is archived in its stage, a won one is certain, and the expected closing closes nothing", async () => {
    const file = await loadText(
      header +
        row(1, "Signed", "2026-01-20 10:00:00", "True", 100) +
        row(2, "Proposition", "2026-01-21 10:00:00", "False", 0, "Too expensive") +
        row(3, "New", "", "True", 35),
    );
    expect(file).toMatchObject({ connector: "odoo", status: "loaded", loaded: 3, delivery: "presumed_full" });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "__export__.crm_lead_1_ab",
        stage: "Signed",
        is_closed: true,
        is_won: true,
        closed_at: "2026-01-20 10:00:00",
        amount: "1500.50",
        account_id: "Minta Kft.",
        owner_id: "Béla",
        probability: "1.0000",
      },
      {
        stage: "Lost",
        last_stage: "Proposition",
        is_closed: true,
        is_won: false,
        closed_at: "2026-01-21 10:00:00",
        lost_reason: "Too expensive",
      },
      {
        stage: "New",
        is_closed: false,
        is_won: false,
        closed_at: null,
        stage_changed_at: "2026-01-20 10:00:00",
        probability: "0.3500",
      },
    ]);
    expect(JSON.stringify(file.rows)).not.toContain("minta.example");
  });

  test("without the column Active a reason tells a loss, and nothing tells that a record is open", async () => {
    const file = await loadText(
      "External ID,Opportunity,Stage,Expected Revenue,Salesperson,Created on,Lost Reason\nx1,Minta,New,5,Béla,2026-01-05,Price\nx2,Minta,New,5,Béla,2026-01-05,\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      { stage: "Lost", last_stage: "New", is_closed: true },
      { stage: "New", last_stage: null, is_closed: null },
    ]);
  });

  test("leads are told apart from the opportunities that they become", async () => {
    const file = await loadText(
      "ID,Opportunity,Type,Stage,Salesperson,Sales Team,Created on,Active,Source,Phone\n1,Minta,Lead,New,Béla,Web,2026-01-05,True,Search engine,06 30 555 0101\n2,Minta,Opportunity,New,Béla,Web,2026-01-05,True,,\n3,Minta,Lead,New,Béla,Web,2026-01-05,False,,\n",
    );
    expect(file.rows["leads"]).toMatchObject([
      {
        lead_id: "1",
        stage: "Lead",
        lead_source: "Search engine",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
      { lead_id: "3", stage: "Lost" },
    ]);
    expect(file.rows["opportunities"]).toMatchObject([{ opportunity_id: "2", lead_id: "2" }]);
  });

  test("an export in Hungarian, and one by technical names, are read as well", async () => {
    const hungarian = await loadText(
      "Külső azonosító,Lehetőség,Szakasz,Várható árbevétel,Értékesítő,Létrehozva,Lezárás dátuma,Aktív,Elvesztés oka\nx1,Minta,Javaslat,5,Béla,2026-01-05 09:07:00,2026-01-06 09:07:00,Hamis,Drága\n",
    );
    expect(hungarian.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "x1",
        stage: "Lost",
        last_stage: "Javaslat",
        closed_at: "2026-01-06 09:07:00",
        lost_reason: "Drága",
      },
    ]);
    const record = {
      id: 12,
      name: "Minta",
      type: "opportunity",
      partner_id: [7, "Minta Kft."],
      email_from: "a@minta.example",
      expected_revenue: 1500.5,
      probability: 35,
      stage_id: [4, "Proposition"],
      user_id: [2, "Béla"],
      date_deadline: "2026-03-01",
      create_date: "2026-01-05 09:07:00",
      write_date: "2026-01-20 10:00:00",
      date_closed: false,
      active: true,
      lost_reason_id: false,
    };
    const lost = {
      ...record,
      id: 13,
      active: false,
      date_closed: "2026-01-20 10:00:00",
      lost_reason_id: [1, "Too expensive"],
      probability: 0,
    };
    const technical = await loadText(JSON.stringify({ jsonrpc: "2.0", id: 1, result: [record, lost] }));
    expect(technical.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "12",
        stage: "Proposition",
        account_id: "Minta Kft.",
        owner_id: "Béla",
        is_closed: false,
        closed_at: null,
        lost_reason: null,
      },
      {
        opportunity_id: "13",
        stage: "Lost",
        last_stage: "Proposition",
        is_won: false,
        closed_at: "2026-01-20 10:00:00",
        lost_reason: "Too expensive",
      },
    ]);
  });

  test("an export without the id or the stage is refused with what it has", async () => {
    expect(
      (
        await loadText(
          "Opportunity,Stage,Expected Revenue,Salesperson,Created on\nMinta,New,5,Béla,2026-01-05\n",
        )
      ).reason,
    ).toMatch(/opportunities of Odoo without External ID; add that column.*"Expected Revenue"/);
    expect(
      (
        await loadText(
          "External ID,Opportunity,Expected Revenue,Salesperson,Created on\nx,Minta,5,Béla,2026-01-05\n",
        )
      ).reason,
    ).toMatch(/without Stage/);
  });
});
