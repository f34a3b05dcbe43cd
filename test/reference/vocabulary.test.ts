import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programRoot } from "../../pipelines/contract/home.ts";
import { readFunctions } from "../../pipelines/transform/model.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";

const at = (name: string) => join(programRoot, "data", name);
const table = (name: string) => `read_csv('${at(`${name}.csv`)}', header = true, all_varchar = true)`;
const names = ["benchmarks", "lead_source_words", "stage_words", "vendor_stages"];
const leadSources =
  "event inbound_web organic other outbound paid_search paid_social partner purchased_list referral unknown".split(
    " ",
  );

const model = readFileSync(join(programRoot, "models", "reference", "_name_meaning.sql"), "utf8");
let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:", { threads: 1 });
  for (const { sql } of readFunctions()) await warehouse.run(sql);
  await warehouse.run(
    `create schema reference; create table reference.stage_words as from ${table("defaults/stage_words")};
     create table reference._undecided as select 'crm' as source, '' as source_pipeline, true as is_pipeline`,
  );
});
afterAll(() => {
  warehouse.close();
});

/** What each name of a relation tells, by the model that reads the words. */
async function meaningsOf(relation: string): Promise<{ name: string; meaning: string }[]> {
  await warehouse.run(
    `create or replace table reference._written_stage as select 'crm' as source, '' as source_pipeline, name as stage from ${relation}`,
  );
  return warehouse.rows(
    `select stage as name, coalesce(meaning.outcome, meaning.role, 'nothing') as meaning
     from reference._written_stage left join (${model}) as meaning on meaning.folded = fold_name(stage) order by name`,
  );
}

describe("the words of a stage name", () => {
  test("tell an outcome, a role or nothing, in any language, with any case and accents", async () => {
    const expected = `read_csv('${join(import.meta.dirname, "stage_names.csv")}', header = true, all_varchar = true)`;
    expect(await meaningsOf(expected)).toEqual(
      await warehouse.rows(`select name, meaning from ${expected} order by name`),
    );
  });

  test("are written as the engine folds them", async () => {
    const off = await warehouse.rows(
      `select * from ${table("defaults/stage_words")} where fold_name(rtrim(word, '*')) || if(ends_with(word, '*'), '*', '') <> word`,
    );
    expect(off).toEqual([]);
  });

  test("keep the letters that have no accent to strip", async () => {
    const [row] = await warehouse.rows(`select fold_name('  Straße_Łódź/ĐAK – Ørsted İı Ћ ') as text`);
    expect(row).toEqual({ text: "straße łodz đak ørsted iı ћ" });
  });

  test("mean one thing each, in every language", async () => {
    const ambiguous = await warehouse.rows(
      `select word from ${table("defaults/stage_words")} group by word having count(distinct meaning) > 1`,
    );
    expect(ambiguous).toEqual([]);
  });

  test("have a word for a win, a loss, a negation and the ordinary stages in every language", async () => {
    const missing = await warehouse.rows(
      `select language, meaning
       from (select distinct language from ${table("defaults/stage_words")})
       cross join (select unnest(['lost', 'won', 'not', 'meeting', 'presentation', 'negotiation', 'contract']) as meaning)
       anti join ${table("defaults/stage_words")} using (language, meaning)`,
    );
    expect(missing).toEqual([]);
    const unknown = await warehouse.rows(
      `select distinct meaning from ${table("defaults/stage_words")} where meaning not in
         ('lost', 'won', 'not', 'lead', 'contacted', 'qualified', 'meeting', 'presentation', 'proposal', 'negotiation', 'contract')`,
    );
    expect(unknown).toEqual([]);
  });

  test("tell no default stage of a vendor another outcome than the vendor's own", async () => {
    const stages = `(select distinct value as name, kind from ${table("defaults/vendor_stages")} where kind <> 'ignore')`;
    const kinds = new Map(
      (await warehouse.rows<{ name: string; kind: string }>(`from ${stages}`)).map((row) => [
        row.name,
        row.kind,
      ]),
    );
    const outcomes = (await meaningsOf(stages)).filter(({ meaning }) => ["won", "lost"].includes(meaning));
    expect(outcomes.filter((row) => kinds.get(row.name) !== row.meaning)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(30);
  });
});

describe("the default stages of the vendors", () => {
  test("have one meaning per vendor and record type, however they are written", async () => {
    const doubled = await warehouse.rows(
      `select vendor, record_type, fold_name(value) as value from ${table("defaults/vendor_stages")} group by all having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  });

  test("are numbered from 1 without a gap, and an outcome has no number", async () => {
    const off = await warehouse.rows(
      `select vendor, record_type, list_sort(list(distinct ordinal::integer)) as ordinals
       from ${table("defaults/vendor_stages")} where kind in ('stage', 'deal') group by all
       having min(ordinal::integer) <> 1 or max(ordinal::integer) <> count(distinct ordinal)`,
    );
    expect(off).toEqual([]);
    const misplaced = await warehouse.rows(
      `select * from ${table("defaults/vendor_stages")}
       where kind not in ('stage', 'deal', 'won', 'lost', 'ignore') or record_type not in ('opportunity', 'lead')
         or (kind in ('stage', 'deal')) <> (ordinal is not null)`,
    );
    expect(misplaced).toEqual([]);
  });

  test("end in a win and a loss for the opportunities of every vendor", async () => {
    const rows = await warehouse.rows<{ vendor: string; kinds: string }>(
      `select vendor, string_agg(distinct kind, ' ' order by kind) as kinds from ${table("defaults/vendor_stages")}
       where record_type = 'opportunity' group by vendor order by vendor`,
    );
    expect(rows).toEqual(
      ["bitrix24", "dynamics365", "hubspot", "kommo", "pipedrive", "salesforce", "zoho"].map((vendor) => ({
        vendor,
        kinds: "lost stage won",
      })),
    );
  });
});

describe("the words of lead sources", () => {
  test("each mean one canonical source per vendor, however they are written", async () => {
    const doubled = await warehouse.rows(
      `select vendor, fold_name(value) as value from ${table("defaults/lead_source_words")} group by all having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
    const rows = await warehouse.rows<{ lead_source: string }>(
      `select distinct lead_source from ${table("defaults/lead_source_words")}`,
    );
    expect(rows.map((row) => row.lead_source).toSorted()).toEqual(leadSources);
  });

  test("never guess a paid source: a bare network, an advertisement or an offline source is other", async () => {
    const rows = await warehouse.rows<{ value: string; lead_source: string }>(
      `select value, lead_source from ${table("defaults/lead_source_words")}
       where fold_name(value) in ('social', 'social media', 'facebook', 'linkedin', 'google', 'advertisement', 'hirdetes', 'display', 'offline', 'offline sources')
         and not (vendor = 'hubspot' and value = 'SOCIAL_MEDIA')`,
    );
    expect(rows.filter((row) => row.lead_source !== "other")).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  test("agree with the shipped map but where that decides for its company", async () => {
    const rows = await warehouse.rows<{ value: string }>(
      `select shipped.value from ${table("sample/reference/source_map")} as shipped
       left join ${table("defaults/lead_source_words")} as words
         on words.vendor = shipped.source and fold_name(words.value) = fold_name(shipped.value)
       where words.lead_source is distinct from shipped.lead_source order by shipped.value`,
    );
    expect(rows.map((row) => row.value)).toEqual(["Advertisement", "Offline Sources", "Social"]);
  });
});

test("the default benchmarks are those of the shipped stages", async () => {
  const rows = await warehouse.rows(
    `select low, high, source from ${table("defaults/benchmarks")}
     except select benchmark_low, benchmark_high, benchmark_source from ${table("sample/reference/stages")}`,
  );
  expect(rows).toEqual([]);
  const untold = await warehouse.rows(
    `select source from ${table("defaults/benchmarks")} where coalesce(source_hu, source) = source`,
  );
  expect(untold, "each shipped source has its Hungarian text").toEqual([]);
  const roles = await warehouse.rows(`select role from ${table("defaults/benchmarks")} order by role`);
  expect(roles).toEqual([{ role: "closing" }, { role: "presentation" }]);
});

test.each(names)("%s.csv is sorted, without a row twice, in UTF-8 with LF", (name) => {
  const bytes = readFileSync(at(`defaults/${name}.csv`));
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const rows = text.split("\n").slice(1, -1);
  expect(text).not.toContain("\r");
  expect(text.endsWith("\n")).toBe(true);
  expect(rows).not.toContain("");
  expect(new Set(rows).size).toBe(rows.length);
  const fields = rows.map((row) => Buffer.from(row.replaceAll(",", "\0")));
  expect(fields.toSorted((left, right) => Buffer.compare(left, right))).toEqual(fields);
});
