import { beforeAll, describe, expect, test } from "vitest";
import { describeProbe, probeSource } from "../../pipelines/extract/dry-run.ts";
import { chosenSources } from "../../pipelines/extract/extract.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { pipelines } from "../../tools/simulate/company.ts";
import { isoMinute } from "../../tools/simulate/wall-time.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { drawWorld, recordsOf, type World } from "../vendors/hubspot/world.ts";
import { ask } from "../load/exports-home.ts";
import { loadText } from "../load/load-texts.ts";
import { account } from "./account.ts";
import { builtFrom, factsIn, truthOfWorld, type Facts } from "./nights.ts";

cleanedUp();
const hour = 3_600_000;

describe("a HubSpot account, night after night", () => {
  let world: World;
  let facts: Facts;
  const found: Record<string, Facts["visits"]> = {};
  const truth = () => truthOfWorld(world);

  beforeAll(async () => {
    world = drawWorld({ seed: 4, deals: 220, people: 60 });
    const fetched = await account({ world });
    const { home, clock, effects, fetch, fake } = fetched;
    // the account goes on from the days before the end, between the nights and while it is read
    const nights = [-150, -60, -30, -6, 24].map((hours) => world.until + hours * hour);
    const time = clock as unknown as { time: number };
    for (const night of nights) {
      time.time = night;
      await fetch();
    }
    expect(fake.refused()).toBe(0);
    const calls = fake.calls();
    const warehouse = await builtFrom(home, effects);
    expect(fake.calls()).toBe(calls);
    const ask = async (name: string, sql: string) => (found[name] = await warehouse.rows(sql));
    const sold = "pipeline in ('sales', 'partner')";
    facts = await factsIn(warehouse);
    await ask(
      "activities",
      "select kind, count(*)::double as n, count(journey_id)::double as placed from core.fct_activity group by kind order by kind",
    );
    await ask("merges", "select merged_id, surviving_id from core.bridge_merge order by all");
    await ask(
      "roles",
      `select count(*)::double as n from core.bridge_journey_contact as contact
       join core.fct_journey as journey on journey.journey_id = contact.journey_id and ${sold}
       where role = 'decision_maker'`,
    );
    await ask(
      "owners",
      `select count(distinct owner_id)::double as n from core.fct_stage_visit where ${sold}`,
    );
    warehouse.close();
  });

  test("no record is lost, none is invented", () => {
    expect(facts.accounting).toEqual(truth().accounting);
  });

  test("its journeys and their outcomes are those that happened", () => {
    expect(facts.journeys).toEqual(truth().journeys);
  });

  test("every stage was reached, passed, skipped and lost from as often as it was", () => {
    expect(facts.reach).toEqual(truth().reach);
  });

  test("every stay at a stage is one, those that came back too", () => {
    expect(facts.visits).toEqual(truth().visits);
    const looped = [...world.deals.values()].filter(
      ({ moves }) => new Set(moves.map(({ to }) => to)).size < moves.length,
    );
    expect(looped.length).toBeGreaterThan(3);
  });

  test("every contact came to each stage of its lifecycle when it did, those that came back too", () => {
    expect(facts.lifecycles).toEqual(truth().lifecycles);
    expect(facts.lifecycles.filter(({ n }) => Number(n) > 2).length).toBeGreaterThan(5);
  });

  test("every activity is there, and on its deal, though it was linked later; none that was deleted is", () => {
    const end = world.until + 24 * hour;
    const expected = ["call", "email", "meeting", "note", "task"].map((kind) => {
      const there = recordsOf(world, `${kind}s`).filter(
        ({ createdAt, archivedAt = Infinity, deletedAt = Infinity }) =>
          createdAt <= end && archivedAt > end && deletedAt > end,
      );
      const linked = there.filter(({ links }) => links.some(({ at }) => at <= end));
      return { kind, n: there.length, placed: linked.length };
    });
    expect(found["activities"]).toEqual(expected);
  });

  test("what was put into the recycle bin, or is gone for good, is deleted and still counted", () => {
    expect(truth().deleted.length).toBeGreaterThan(3);
    expect(facts.deleted).toEqual(truth().deleted);
  });

  test("merges in chains lead to the deal that is left", () => {
    const chains = recordsOf(world, "deals").filter(
      ({ id, merged }) => world.deals.has(id) && merged.length > 0,
    );
    expect(chains.length).toBeGreaterThan(5);
    const expected = chains.flatMap(({ id }) => [1, 2].map((number) => [String(id + number), String(id)]));
    expect(found["merges"]?.map((row) => [row["merged_id"], row["surviving_id"]])).toEqual(expected.sort());
  });

  test("labels of associations are parts in the decision", () => {
    expect(Number(found["roles"]?.[0]?.["n"])).toBeGreaterThan(50);
  });

  test("who owned a deal at each stage is known", () => {
    expect(found["owners"]).toEqual([{ n: world.owners.length }]);
  });
});

test("the interface tells loops that a list exported by hand has lost", async () => {
  const { world, home, fetch, effects } = await account({
    deals: 220,
    seed: 4,
    entry: { streams: ["deals"] },
  });
  await fetch();
  const gone = recordsOf(world, "deals").flatMap(({ id, deletedAt }) =>
    deletedAt === undefined ? [] : [id],
  );
  const looped = [...world.deals].filter(
    ([id, { moves }]) => !gone.includes(id) && new Set(moves.map(({ to }) => to)).size < moves.length,
  );
  const stages = pipelines.sales.stages;
  const header = `Record ID,Pipeline,Deal Stage,Create Date,${stages.map(({ hubspot }) => `"Date entered ""${hubspot} (Sales Pipeline)"""`).join(",")}`;
  const rows = looped
    .filter(([, { pipeline }]) => pipeline === "sales")
    .map(([id, { moves }]) => {
      const last = new Map(moves.map(({ to, at }) => [to, isoMinute(at)]));
      return `${id},Sales Pipeline,New Lead,${isoMinute(moves[0]?.at ?? 0)},${stages.map((_, index) => last.get(index + 1) ?? "").join(",")}`;
    });
  const byHand = await loadText(`${header}\n${rows.join("\n")}\n`);
  const entries = looped
    .filter(([, { pipeline }]) => pipeline === "sales")
    .flatMap(([, { moves }]) => moves)
    .filter(({ to }) => typeof to === "number").length;
  expect(byHand.rows["stage_changes"]?.length).toBeLessThan(entries);
  const [fetched] = await loadExports(home, new Map(), effects);
  const path = fetched?.streams.find(({ stream }) => stream === "stage_changes")?.path ?? "";
  const ids = looped.filter(([, { pipeline }]) => pipeline === "sales").map(([id]) => `'${id}'`);
  const told = await ask(
    `select count(*)::double as n from read_parquet('${path}') where record_id in (${ids.join(", ")}) and not starts_with(to_stage, 'closed')`,
  );
  expect(told).toEqual([{ n: entries }]);
});

test("deals whose history HubSpot did not keep from their creation on are counted", async () => {
  const world = drawWorld({ seed: 4, deals: 60 });
  const { fetch, clock } = await account({ world, entry: { streams: ["deals"] } });
  expect((await fetch()).streams[0]?.message).toBeUndefined();
  world.keptVersions = 2;
  clock.pass(hour);
  const cut = recordsOf(world, "deals").filter(({ createdAt, history, deletedAt }) => {
    const kept = (history["dealstage"] ?? []).slice(-2);
    return deletedAt === undefined && (kept[0]?.at ?? 0) - createdAt > hour;
  });
  expect(cut.length).toBeGreaterThan(5);
  expect((await fetch()).streams[0]?.message).toMatch(
    new RegExp(`^the history of ${cut.length} deals begins after their creation`),
  );
});

describe("a dry run", () => {
  test("names what the key may read, what is missing, and what a night costs", async () => {
    const { home, fake } = await account({
      deals: 220,
      forbidden: { "/deals": "crm.objects.deals.read", "/emails": "sales-email-read" },
    });
    const [source] = await chosenSources(home);
    if (source === undefined) throw new Error("no source");
    const lines = describeProbe(await probeSource(home, source));
    expect(lines).toContain("hubspot: HubSpot accepts the key");
    // each reason once, with what it keeps from being read
    expect(lines.filter((line) => line.startsWith("  MISSING:"))).toEqual([
      expect.stringMatching(
        /MISSING: deal_pipelines, deals, deal_contacts: the key may not read this \(status 403, MISSING_SCOPES crm\.objects\.deals\.read\); it needs crm\.schemas\.deals\.read, crm\.objects\.deals\.read$/,
      ),
    ]);
    expect(lines.filter((line) => line.startsWith("  left out:")).join()).toMatch(
      /emails: .*sales-email-read/,
    );
    expect(lines.find((line) => line.startsWith("  contacts:"))).toBe("  contacts: about 5 calls");
    expect(lines.at(-1)).toMatch(
      /^ {2}a night: about \d+ calls, 0\.0 % of the 650 000 of a day; the job may use 50 %$/,
    );
    expect(fake.calls()).toBeLessThan(20);
  });
});

test("a stream that the key may not read fails alone, with the scope; one that most accounts lack is left out", async () => {
  const { fetch } = await account({
    forbidden: { "/companies": "crm.objects.companies.read", "/emails": "sales-email-read" },
  });
  const { streams } = await fetch();
  const outcomes = Object.fromEntries(streams.map(({ stream, outcome }) => [stream, outcome]));
  expect(outcomes).toMatchObject({
    deals: "fetched",
    companies: "failed",
    emails: "absent",
    tasks: "fetched",
  });
  expect(streams.find(({ stream }) => stream === "companies")?.message).toMatch(
    /crm\.objects\.companies\.read/,
  );
});
