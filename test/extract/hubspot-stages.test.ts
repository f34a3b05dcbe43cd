import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { drawWorld, recordsOf, type Stage, type StageVersion, type World } from "../vendors/hubspot/world.ts";
import { account, key, keyForms } from "./account.ts";
import { placesOf } from "./sweep.ts";

cleanedUp();
const day = 86_400_000;
type Rows = Record<string, unknown>[];

/** From an instant on a stage is something else than it was before. */
function change({ versions }: Stage, at: number, to: Partial<StageVersion>): void {
  const last = versions.at(-1);
  if (last !== undefined) versions.push({ ...last, at, ...to });
}

describe("what people made of their pipelines before the first night", () => {
  let world: World;
  const found: Record<string, Rows> = {};
  let leaks: string[] = [];

  beforeAll(async () => {
    world = drawWorld({ seed: 6, deals: 60, disturbed: false, leads: true });
    const renamed = world.until - 90 * day;
    const [, contacted, qualified, presentation, proposal] = world.pipelines[0]?.stages ?? [];
    const partner = world.pipelines[1]?.stages ?? [];
    const [agreement, lost] = [partner[2], partner.at(-1)];
    if (contacted && qualified && presentation && proposal && agreement && lost) {
      change(contacted, renamed, { label: "First talk" });
      // the name that it had is another stage's since then
      change(qualified, renamed + day, { label: "Contacted" });
      // deals were at it, and it is in no list of stages any more
      presentation.removedAt = world.until - day;
      // what a deal was lost by is a stage since then, and the name is the same
      change(lost, world.until - day, { kind: "open" });
    }
    // people write anything into a field
    for (const [index, record] of recordsOf(world, "deals").entries())
      record.properties["closed_lost_reason"] = `?k=${key} ${keyForms[index % keyForms.length] ?? ""}`;
    const { home, fetch, effects, lines } = await account({ world });
    await fetch();
    const made = new Date(renamed - 2 * day).toISOString().slice(0, 10);
    mkdirSync(join(home.exports, "hubspot"), { recursive: true });
    writeFileSync(
      join(home.exports, "hubspot", `hubspot-crm-exports-all-deals-${made}.csv`),
      `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,"Date entered ""Contacted (Sales Pipeline)"""
77,x,Contacted,Sales Pipeline,${made} 09:07,${made} 10:00
`,
    );
    await refresh({ home, site: true, fetch: false }, effects);
    leaks = await placesOf(key, home.root, lines);
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
      readOnly: true,
      threads: 1,
    });
    const ask = async (name: string, sql: string) => (found[name] = await warehouse.rows(sql));
    await ask(
      "map",
      "select source_stage, kind, stage, valid_from, valid_to from reference.stage_map where valid_from is not null or valid_to is not null order by all",
    );
    await ask(
      "visits",
      `select stage, count(*)::double as visits from core.fct_stage_visit join core.fct_journey using (journey_id)
       where opportunity_id <> '77' group by all`,
    );
    await ask(
      "outcomes",
      `select outcome, count(*)::double as journeys from core.fct_journey where opportunity_id <> '77' group by all order by all`,
    );
    await ask(
      "by_hand",
      "select stage from core.fct_stage_visit join core.fct_journey using (journey_id) where opportunity_id = '77'",
    );
    await ask("unknown", "select * from ops.issue where kind = 'unmapped_stage'");
    await ask(
      "leads",
      `select outcome, count(*)::double as n, count(*) filter (where is_deleted)::double as deleted
       from core.fct_journey where opportunity_id is null group by all`,
    );
    await ask(
      "worked",
      "select count(distinct journey_id)::double as n from core.fct_stage_visit where stage = 'attempting'",
    );
    await ask(
      "campaigns",
      "select campaign, start_date, cost::varchar as cost, currency from core.fct_campaign order by 1",
    );
    await ask("reasons", "select count(*)::double as n from core.fct_journey where lost_reason like '%***%'");
    warehouse.close();
  });

  const visitsOf = (id: string) =>
    recordsOf(world, "deals")
      .flatMap(({ history }) => history["dealstage"] ?? [])
      .filter(({ value }) => value === id).length;
  const visits = (stage: string) => found["visits"]?.find((row) => row["stage"] === stage)?.["visits"];

  test("a stage that was renamed is one stage, and the name that it had before means it until then", () => {
    expect(visits("first_talk")).toBe(visitsOf("2020"));
    expect(visits("contacted")).toBe(visitsOf("2030"));
    expect(found["by_hand"]).toEqual([{ stage: "first_talk" }]);
    expect(found["map"]).toMatchObject([
      { source_stage: "Qualified To Buy", stage: "contacted", valid_from: null },
    ]);
    expect(String(found["map"]?.[0]?.["valid_to"])).toMatch(/^2026-08-/);
  });

  test("a stage that is in no list any more has its name, and the deals that were at it", () => {
    expect(visits("presentation_scheduled")).toBe(visitsOf("2040"));
    expect(visits("presentation_scheduled")).toBeGreaterThan(5);
    expect(found["unknown"]).toEqual([]);
  });

  test("what closed a deal before the stage was made an open one still closed it", () => {
    const lost = [...world.deals.values()].filter(({ moves }) => moves.at(-1)?.to === "lost").length;
    const won = [...world.deals.values()].filter(({ moves }) => moves.at(-1)?.to === "won").length;
    expect(found["outcomes"]).toContainEqual({ outcome: "lost", journeys: lost });
    expect(found["outcomes"]).toContainEqual({ outcome: "won", journeys: won });
  });

  test("HubSpot's Leads are work on their contacts: one way with the deal, and none is counted twice", () => {
    const leads = recordsOf(world, "leads");
    expect(found["worked"]).toEqual([{ n: leads.length }]);
    expect(found["leads"]).toEqual([
      { outcome: "lost", n: leads.filter(({ links }) => links.length === 1).length, deleted: 0 },
    ]);
  });

  test("the key that records repeat stands in no form in manifests, loads, warehouse and site", () => {
    expect(leaks).toEqual([]);
    expect(found["reasons"]?.[0]?.["n"]).toBeGreaterThan(10);
  });

  test("campaigns cost what was spent on them, to the cent", () => {
    expect(found["campaigns"]).toMatchObject([
      { campaign: "Spring fair", cost: "12345678901.07", currency: "EUR" },
      { campaign: "Őszi levél", cost: "150000.00", currency: "HUF" },
    ]);
  });
});
