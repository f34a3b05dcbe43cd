import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sampleHome } from "../../pipelines/contract/home.ts";
import { extract } from "../../pipelines/extract/extract.ts";
import { fetchedFiles, newestFile } from "../../pipelines/extract/files/newest.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { pipelines, type Pipeline } from "../../tools/simulate/company.ts";
import { Truth } from "../../tools/simulate/truth.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { homeWith, leftovers, listening } from "../vendors/home.ts";
import { drawPipedrive } from "../vendors/pipedrive/company.ts";
import { servePipedrive, type PipedriveOptions } from "../vendors/pipedrive/pipedrive.ts";

cleanedUp();
process.env["TEST_PIPEDRIVE_KEY"] = "key";

async function companyOf(options: Partial<PipedriveOptions> & { deals?: number; entry?: object } = {}) {
  const { deals = 140, entry = {}, ...more } = options;
  const company = options.company ?? drawPipedrive(8, deals);
  const clock = new VirtualClock(company.until + 3_600_000);
  const fake = await servePipedrive({ company, clock, ...more });
  leftovers.servers.push(fake);
  const home = homeWith({
    pipedrive: { kind: "pipedrive", token: "env:TEST_PIPEDRIVE_KEY", url: fake.url, ...entry },
  });
  const heard = listening(() => clock.now());
  return {
    company,
    clock,
    fake,
    home,
    ...heard,
    fetch: async () => {
      const [outcome] = await extract({ home, clock }, heard.effects);
      return outcome?.streams ?? [];
    },
  };
}

const sold = ["sales", "partner"] as Pipeline[];

describe("Pipedrive", () => {
  test("its journeys, stages and stays are those that happened, with closings and reopenings beside the stages", async () => {
    const { company, home, fetch, effects } = await companyOf({ plan: randomPlan(2, 5), changesOfPage: 3 });
    expect((await fetch()).filter(({ outcome }) => outcome === "failed")).toEqual([]);
    cpSync(sampleHome.reference, home.reference, { recursive: true });
    const map = sold.flatMap((pipeline) => [
      ...pipelines[pipeline].stages.map(
        ({ hubspot, stage }) =>
          `pipedrive,${pipelines[pipeline].hubspot},${hubspot},stage,${pipeline},${stage},,`,
      ),
      ...["Won,won", "Lost,lost"].map(
        (outcome) => `pipedrive,${pipelines[pipeline].hubspot},${outcome},${pipeline},,,`,
      ),
    ]);
    writeFileSync(
      join(home.reference, "stage_map.csv"),
      `source,pipeline,source_stage,kind,target_pipeline,stage,valid_from,valid_to\n${map.join("\n")}\n`,
    );
    await refresh({ home, site: false, fetch: false }, effects);
    const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
      readOnly: true,
      threads: 1,
    });
    try {
      const truth = new Truth();
      for (const { deal } of company.deals) truth.add(deal);
      const counts = (pipeline: Pipeline) => truth.pipelines[pipeline]["with_lists"];
      expect(
        await warehouse.rows(
          `select pipeline, count(*)::double as started, count(*) filter (where outcome = 'won')::double as won,
             count(*) filter (where outcome = 'lost')::double as lost, count(*) filter (where outcome = 'open')::double as open
           from core.fct_journey group by pipeline order by pipeline desc`,
        ),
      ).toEqual(
        sold.map((pipeline) => {
          const { started, won, lost, open } = counts(pipeline) ?? {};
          return { pipeline, started, won, lost, open };
        }),
      );
      expect(
        await warehouse.rows(
          `select pipeline, stage, stage_ordinal::double as ordinal, count(*)::double as reached,
             count(*) filter (where status = 'advanced')::double as advanced, count(*) filter (where status = 'lost')::double as lost,
             count(*) filter (where status = 'open')::double as open, count(*) filter (where reached_by = 'skip')::double as skipped,
             count(*) filter (where reached_by = 'birth')::double as births
           from core.fct_stage_reach group by all order by pipeline desc, ordinal`,
        ),
      ).toEqual(
        sold.flatMap((pipeline) => (counts(pipeline)?.stages ?? []).map((stage) => ({ pipeline, ...stage }))),
      );
      expect(
        await warehouse.rows(
          "select pipeline, stage, count(*)::double as visits from core.fct_stage_visit group by all order by pipeline desc, min(stage_ordinal)",
        ),
      ).toEqual(
        sold.flatMap((pipeline) =>
          pipelines[pipeline].stages.map(({ stage }, place) => ({
            pipeline,
            stage,
            visits: company.deals
              .filter((deal) => deal.pipeline === pipeline)
              .flatMap(({ deal }) => deal.moves)
              .filter(({ to, correction }) => to === place + 1 && correction !== true).length,
          })),
        ),
      );
      expect(
        await warehouse.rows(
          "select sum(records_in - loaded - quarantined - deduplicated - skipped)::double as missing, sum(quarantined)::double as quarantined from ops.file",
        ),
      ).toEqual([{ missing: 0, quarantined: 0 }]);
      expect(
        await warehouse.rows(
          "select count(*)::double as n, count(journey_id)::double as placed from core.fct_activity",
        ),
      ).toEqual([{ n: company.deals.length, placed: company.deals.length }]);
    } finally {
      warehouse.close();
    }
  });

  test("histories are fetched over the nights that the tokens take, those that changed last first, each once", async () => {
    const { company, fetch, fake, clock, lines, home } = await companyOf({ tokens: 3000 });
    let nights = 0;
    for (; nights < 12; nights++) {
      const streams = await fetch();
      expect(fake.mostOfADay()).toBeLessThanOrEqual(1500);
      if (streams.at(-1)?.outcome === "nothing") break;
      clock.pass(86_400_000);
    }
    expect(nights).toBeGreaterThan(2);
    expect(new Set(fake.asked).size).toBe(company.deals.length);
    expect(fake.asked.length).toBe(company.deals.length);
    const changed = (id: number) => {
      const deal = company.deals.find((each) => each.id === id);
      return deal?.changes.at(-1)?.at ?? deal?.createdAt ?? 0;
    };
    const [firstNight] = fetchedFiles(join(home.exports, "pipedrive")).filter(
      ({ manifest }) => manifest.stream === "deal_changelogs",
    );
    const asked = (firstNight?.manifest.cursor as { asked: number[] }).asked;
    const others = company.deals.filter(({ id }) => !asked.includes(id)).map(({ id }) => changed(id));
    expect(Math.min(...asked.map(changed))).toBeGreaterThanOrEqual(Math.max(...others));
    expect(lines.join("\n")).toMatch(
      /\d+ of \d+ deal_changelogs: \d+ records, \d+ % of the day's quota left/,
    );
  });

  test("the history of a deal that changed is asked for again, and of one whose file was deleted", async () => {
    const { company, fetch, fake, clock, home } = await companyOf({ deals: 30 });
    await fetch();
    expect(fake.asked.length).toBe(30);
    clock.pass(86_400_000);
    company.deals[4]?.changes.push({ at: clock.now(), field: "value", before: "1", after: "2" });
    clock.pass(60_000);
    await fetch();
    expect(fake.asked.slice(30)).toEqual([5]);
    clock.pass(86_400_000);
    rmSync(newestFile(join(home.exports, "pipedrive"), "deal_changelogs")?.path ?? "");
    await fetch();
    expect(fake.asked.slice(31)).toEqual([5]);
  });

  test("how many deals have no history yet is said", async () => {
    const { fetch } = await companyOf({ tokens: 3000 });
    const streams = await fetch();
    expect(streams.at(-1)?.message).toMatch(
      /^\d+ deals have no history yet, or a newer one; later nights fetch it$/,
    );
  });

  test("a changelog that gives its first page for ever is an error, and no endless night", async () => {
    const { fetch } = await companyOf({ isStuck: true, changesOfPage: 3, deals: 40 });
    expect((await fetch()).at(-1)).toMatchObject({
      outcome: "failed",
      code: "source_down",
      message: expect.stringMatching(/it is the page before once more/) as string,
    });
  });

  test("whoever has used up the company's tokens is waited for until the next night", async () => {
    const { fetch, fake } = await companyOf({ tokens: 5 });
    expect(await fetch()).toMatchObject([{ outcome: "paused", code: "source_quota" }]);
    expect(fake.calls()).toBe(1);
  });
});
