import { isDeepStrictEqual, parseArgs } from "node:util";
import { Random } from "../../tools/simulate/random.ts";
import { tablesOf } from "../../pipelines/transform/dependencies.ts";
import type { Model } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";
import { buildCase, caseNames, compareCase, expectedTables } from "./case.ts";
import { openFactsWarehouse, orderFacts } from "./facts-warehouse.ts";

/**
 * `npm run mutations -- --sample 150 --seed 1 [--model NAME]`: changes one condition of one core model at a time and runs the model cases.
 * A change that no case notices survives: an untested rule, or a change without effect.
 */
interface Mutation {
  model: Model;
  sql: string;
  says: string;
}

const swaps: Record<string, string> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "=": "<>",
  "<>": "=",
  "is null": "is not null",
  "is not null": "is null",
  "is distinct from": "is not distinct from",
  "is not distinct from": "is distinct from",
  "min(": "max(",
  "max(": "min(",
  "left join": "join",
  "nulls last": "nulls first",
  "nulls first": "nulls last",
  desc: "asc",
  "least(": "greatest(",
  "greatest(": "least(",
};
const swappable = new RegExp(
  `(?<=\\s)(${["<=", ">=", "<>", "<", ">", "="].join("|")})(?=\\s)|\\b(is not distinct from|is distinct from|is not null|is null|left join|nulls last|nulls first|desc)\\b|\\b(?:min|max|least|greatest)\\(`,
  "g",
);
/** Where a term of a condition ends: at the end of its brackets, or where another term or clause begins. */
const clause =
  /^(and|or|then|when|else|end|join|left|full|cross|where|group|having|window|qualify|order|partition|union|from|select|rows|limit|as)\b/;

/** Every change of one condition, constant or order in a query. Texts and comments are left alone. */
function mutationsOf(model: Model): Mutation[] {
  const { sql } = model;
  const masked = sql.replace(/'(?:[^']|'')*'|--.*$/gm, (text) => "~".repeat(text.length));
  const found: Mutation[] = [];
  const change = (from: number, to: number, by: string) => {
    const line = sql.slice(0, from).split("\n").length;
    const was = sql.slice(from, to).replace(/\s+/g, " ").trim();
    const around = sql.split("\n")[line - 1]?.trim() ?? "";
    found.push({
      model,
      sql: sql.slice(0, from) + by + sql.slice(to),
      says: `${model.file} query line ${line}: ${was} → ${by === "" ? "nothing" : by}   in: ${around}`,
    });
  };
  for (const match of masked.matchAll(swappable))
    change(match.index, match.index + match[0].length, swaps[match[0]] ?? "");
  for (const match of masked.matchAll(/(?<![\w.])\d+(?![\w.]|, \d+\)|\)\) as|\s+(?:preceding|following))/g))
    if (!/decimal\(\d*,? ?$/.test(masked.slice(0, match.index)))
      change(match.index, match.index + match[0].length, String(Number(match[0]) + 1));
  for (const match of masked.matchAll(
    /(?<!\bbetween [^()]{1,60})\b(and|or) (?!\d+ (?:preceding|following)|unbounded|current row)/g,
  ))
    change(match.index, termEnd(masked, match.index + match[0].length), "");
  for (const match of masked.matchAll(/\bwhen (?!false)/g)) {
    const start = match.index + match[0].length;
    change(start, termEnd(masked, start, "then"), "false ");
  }
  return found;
}

/** The end of the term that begins at `start`: brackets and cases within it belong to it. */
function termEnd(masked: string, start: number, until?: string): number {
  let depth = 0;
  for (const token of masked.slice(start).matchAll(/[()]|\bcase\b|\b[a-z]+\b|,/g)) {
    const at = start + token.index;
    const [word] = token;
    if (masked[at - 1] === ".") continue;
    if (depth === 0 && (word === ")" || word === until)) return at;
    if (depth === 0 && until === undefined && (word === "," || clause.test(word))) return at;
    if (word === "(" || word === "case") depth++;
    if (word === ")" || word === "end") depth--;
  }
  return masked.length;
}

interface Built {
  name: string;
  warehouse: Warehouse;
  tables: string[];
  kills: number;
}

const tableOf = (model: Model) => `${model.layer}.${model.name}`;
const create = (model: Model, sql: string) =>
  `create or replace ${model.isView ? "view" : "table"} ${tableOf(model)} as ${sql}`;

/** The tables of the program that are a core model as it stands. */
const written: Record<string, string> = {
  "ops.issue": "core._issue",
  "ops.row_accounting": "core._row_accounting",
};

/** For each table every table it is made from, directly or not. */
async function originsOf(warehouse: Warehouse, models: Model[]): Promise<Map<string, Set<string>>> {
  const origins = new Map<string, Set<string>>();
  for (const [model, reads] of await tablesOf(warehouse, models)) {
    const own = reads.flatMap((read) => [read, ...(origins.get(read) ?? [])]);
    origins.set(tableOf(model), new Set(own));
    for (const [table, origin] of Object.entries(written))
      if (origin === tableOf(model)) origins.set(table, new Set([origin, ...own]));
  }
  return origins;
}

/** What became of a change: seen by the named case, unseen by all, or no query at all. */
async function judge(
  mutation: Mutation,
  cases: Built[],
  models: Model[],
  origins: Map<string, Set<string>>,
): Promise<string | null | undefined> {
  const table = tableOf(mutation.model);
  try {
    await cases[0]?.warehouse.rows(`describe ${mutation.sql}`);
  } catch {
    return undefined;
  }
  for (const each of cases.toSorted((one, other) => other.kills - one.kills)) {
    const seeing = each.tables.filter((seen) => seen === table || origins.get(seen)?.has(table));
    if (seeing.length === 0) continue;
    await each.warehouse.run("begin");
    // a change that makes rows without end is seen too
    const limit = setTimeout(() => each.warehouse.connection.interrupt(), 10_000);
    try {
      const [difference] = await each.warehouse.rows<{ is_other: boolean }>(
        `select exists ((${mutation.sql}) except all (from ${table})) or exists ((from ${table}) except all (${mutation.sql})) as is_other`,
      );
      if (difference?.is_other === false) continue;
      await each.warehouse.run(create(mutation.model, mutation.sql));
      for (const model of models) {
        const isBetween = origins.get(tableOf(model))?.has(table) === true;
        if (
          isBetween &&
          seeing.some((seen) => seen === tableOf(model) || origins.get(seen)?.has(tableOf(model)))
        )
          await each.warehouse.run(create(model, model.sql));
        for (const [table, origin] of Object.entries(written))
          if ((isBetween || model === mutation.model) && origin === tableOf(model))
            await each.warehouse.run(`create or replace table ${table} as from ${origin}`);
      }
      for (const seen of seeing) {
        const { actual, expected } = await compareCase(each.warehouse, each.name, seen);
        if (!isDeepStrictEqual(actual, expected)) throw new Error(seen);
      }
    } catch {
      each.kills++;
      return each.name;
    } finally {
      clearTimeout(limit);
      await each.warehouse.run("rollback");
    }
  }
  return null;
}

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "150" },
    seed: { type: "string", default: "1" },
    model: { type: "string" },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const cases: Built[] = [];
const trial = await openFactsWarehouse();
const models = await orderFacts(trial);
const origins = await originsOf(trial, models);
trial.close();
for (const name of caseNames) {
  const warehouse = await openFactsWarehouse();
  const tables = expectedTables(name);
  const needed = new Set(
    [...tables, ...Object.keys(written)].flatMap((table) => [table, ...(origins.get(table) ?? [])]),
  );
  await buildCase(
    warehouse,
    models.filter((model) => needed.has(tableOf(model))),
    name,
  );
  await warehouse.run("set memory_limit = '500MB'; set max_temp_directory_size = '0B'");
  cases.push({ name, warehouse, tables, kills: 0 });
}
const random = new Random(Number(values.seed));
const drawn = models
  .filter((model) => model.layer === "core" && (values.model === undefined || model.name === values.model))
  .flatMap(mutationsOf)
  .map((mutation) => ({ mutation, rank: random.next() }))
  .toSorted((one, other) => one.rank - other.rank)
  .slice(0, Number(values.sample));
const survivors: string[] = [];
let judged = 0;
for (const { mutation } of drawn) {
  const seenBy = await judge(mutation, cases, models, origins);
  if (seenBy === undefined) continue;
  judged++;
  if (seenBy === null) {
    survivors.push(mutation.says);
    say(mutation.says);
  }
}
for (const { warehouse } of cases) warehouse.close();
say(`${survivors.length} of ${judged} changes are seen by no case (seed ${values.seed})`);
