import { describe, expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

const header =
  "Opportunity Name,Contact Name,phone,email,pipeline,stage,Lead Value,source,assigned,Created on,Updated on,lost reason ID,lost reason name,Followers,Notes,tags,Engagement Score,status,Opportunity ID,Contact ID,Pipeline Stage ID,Pipeline ID,Days Since Last Stage Change Date \n";
const row = (id: string, stage: string, status: string, reason = "") =>
  `Minta,Anna,+36 30 555 0101,a@minta.example,Sales,${stage},1500.5,Facebook,Béla,2026-01-05T09:07:00.000Z,2026-01-20T10:00:00.000Z,,${reason},,,,,${status},${id},c-${id},s1,p1, 5 Days \n`;

describe("GoHighLevel", () => {
  test("won, lost and abandoned stand beside the stage, which is kept", async () => {
    const file = await loadText(
      header +
        row("1", "Offer", "won") +
        row("2", "Call", "lost", "Price") +
        row("3", "Call", "abandoned") +
        row("4", "New", "open"),
    );
    expect(file).toMatchObject({
      connector: "gohighlevel",
      status: "loaded",
      loaded: 4,
      delivery: "presumed_full",
    });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "1",
        pipeline: "Sales",
        stage: "Won",
        last_stage: "Offer",
        is_closed: true,
        is_won: true,
        amount: "1500.50",
        lead_id: "c-1",
        owner_id: "Béla",
        lead_source: "Facebook",
        created_at: "2026-01-05 10:07:00",
        phone_key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
      { stage: "Lost", last_stage: "Call", is_won: false, lost_reason: "Price" },
      { stage: "Lost", last_stage: "Call", is_closed: true },
      { stage: "New", is_closed: false, updated_at: "2026-01-20 11:00:00" },
    ]);
    expect(JSON.stringify(file.rows)).not.toMatch(/555|minta\.example/);
  });

  test("an export without the status, the stage or the id is refused with what it has", async () => {
    const file = await loadText(
      "Opportunity Name,Contact Name,pipeline,stage,Lead Value,Created on,Opportunity ID\nMinta,Anna,Sales,New,5,2026-01-05,1\n",
    );
    expect(file.reason).toMatch(/opportunities of GoHighLevel without status; add that column.*"Lead Value"/);
  });

  test("an answer to a program says when the status changed, and pipelines give the order of stages", async () => {
    const record = {
      id: "o1",
      name: "Minta",
      monetaryValue: 120,
      pipelineId: "p1",
      pipelineStageId: "s2",
      status: "lost",
      source: null,
      lastStatusChangeAt: "2026-01-30T10:00:00.000Z",
      lastStageChangeAt: "2026-01-20T10:00:00.000Z",
      createdAt: "2026-01-05T10:00:00.000Z",
      updatedAt: "2026-02-05T10:00:00.000Z",
      contactId: "c1",
      contact: { id: "c1", name: "Anna", email: "a@minta.example", tags: [] },
    };
    const file = await loadText(
      JSON.stringify({
        opportunities: [record, { ...record, id: "o2", status: "open" }],
        meta: { total: 2 },
      }),
    );
    expect(file).toMatchObject({ delivery: "delta" });
    expect(file.rows["opportunities"]).toMatchObject([
      {
        opportunity_id: "o1",
        stage: "Lost",
        last_stage: "s2",
        pipeline: "p1",
        closed_at: "2026-01-30 11:00:00",
        stage_changed_at: "2026-01-20 11:00:00",
        lead_id: "c1",
      },
      { opportunity_id: "o2", stage: "s2", closed_at: null },
    ]);
    const pipelines = await loadText(
      JSON.stringify({
        pipelines: [
          {
            id: "p1",
            name: "Sales",
            stages: [
              { id: "s1", name: "New", position: 0 },
              { id: "s2", name: "Offer", position: 1 },
            ],
          },
        ],
      }),
    );
    expect(
      pipelines.rows["stage_definitions"]?.map((each) => [
        each["pipeline"],
        each["pipeline_name"],
        each["stage"],
        each["name"],
        each["ordinal"],
      ]),
    ).toEqual([
      ["p1", "Sales", "s1", "New", "0"],
      ["p1", "Sales", "s2", "Offer", "1"],
    ]);
  });
});
