import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const record = {
  id: "oppo_1",
  lead_id: "lead_1",
  lead_name: "Minta Kft.",
  status_id: "stat_1",
  status_type: "won",
  status_label: "Signed",
  pipeline_name: "Sales",
  confidence: 100,
  value: 150050,
  value_currency: "EUR",
  value_period: "one_time",
  user_name: "Béla",
  note: "x",
  date_created: "2026-01-05T09:07:00.123000+00:00",
  date_updated: "2026-01-20T10:00:00+00:00",
  date_won: "2026-01-20",
  date_lost: null,
};

describe("Close", () => {
  test("values are cents, and the date of winning is an estimate while an opportunity is active", async () => {
    const active = {
      ...record,
      id: "oppo_2",
      status_type: "active",
      status_label: "Offer",
      confidence: 40,
      date_won: "2026-06-01",
    };
    const lost = {
      ...record,
      id: "oppo_3",
      status_type: "lost",
      status_label: "Gone",
      date_won: null,
      date_lost: "2026-01-19",
    };
    const file = await loadText(JSON.stringify({ has_more: false, data: [record, active, lost] }));
    expect(file).toMatchObject({ connector: "close", status: "loaded", loaded: 3 });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "oppo_1",
        lead_id: "lead_1",
        pipeline: "Sales",
        stage: "Signed",
        is_closed: true,
        is_won: true,
        amount: "1500.50",
        currency: "EUR",
        closed_at: "2026-01-20 00:00:00",
        created_at: "2026-01-05 10:07:00.123",
        probability: "1.0000",
      },
      { stage: "Offer", is_closed: false, is_won: false, closed_at: null, probability: "0.4000" },
      { stage: "Gone", is_closed: true, is_won: false, closed_at: "2026-01-19 00:00:00" },
    ]);
  });

  test("an export as CSV is read alike", async () => {
    const file = await loadText(
      "id,lead_name,status_type,status_label,confidence,user_name,value,value_period,note,date_created,date_updated,date_won\noppo_1,Minta Kft.,won,Signed,100,Béla,150050,one_time,x,2026-01-05T09:07:00,2026-01-20T10:00:00,2026-01-20\n",
    );
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "oppo_1",
        amount: "1500.50",
        closed_at: "2026-01-20 00:00:00",
        account_id: "Minta Kft.",
      },
    ]);
    const lacking = await loadText(
      "lead_name,status_type,status_label,value,value_period\nMinta,won,Signed,1,one_time\n",
    );
    expect(lacking.reason).toMatch(/opportunities of Close without id/);
  });

  test("the changes of the status are the history, and say what each status means", async () => {
    const change = {
      _type: "OpportunityStatusChange",
      id: "acti_1",
      opportunity_id: "oppo_1",
      lead_id: "lead_1",
      old_status_label: "Offer",
      old_status_type: "active",
      new_status_label: "Signed",
      new_status_type: "won",
      date_created: "2026-01-20T10:00:00+00:00",
      user_name: "Béla",
    };
    const file = await loadText(JSON.stringify({ data: [change], has_more: false }));
    expect(file.rows["stage_changes"]).toMatchObject([
      {
        record_type: "opportunity",
        record_id: "oppo_1",
        from_stage: "Offer",
        to_stage: "Signed",
        changed_at: "2026-01-20 11:00:00",
      },
    ]);
    expect(file.rows["stage_definitions"]).toMatchObject([
      { stage: "Signed", is_closed: true, is_won: true },
    ]);
  });
});
