import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { silent, type Effects } from "../../contract/effects.ts";
import { programRoot, sampleHome } from "../../contract/home.ts";
import { readReference } from "../../reference/read.ts";
import { writeReference } from "../../reference/write.ts";
import { openWarehouse } from "../../warehouse/open.ts";
import { audit } from "../../audit/audit.ts";
import { readModels, type Model } from "../../transform/model.ts";
import { formatSql } from "./format-sql.ts";
import { readPageQueries } from "../../site/page-queries.ts";
import { pageTypes, pageTypesFile } from "./page-types.ts";
import { rowTypes, rowTypesFile } from "./row-types.ts";
import { checkWritten } from "./written-file.ts";
import { transform } from "../../transform/transform.ts";

const positional = {
  pattern: /\b(group|order)\s+by\s+\d/i,
  says: "a positional group by or order by; name the columns",
};
const forbidden: { pattern: RegExp; says: string }[] = [
  {
    pattern: /\b(now|current_date|current_timestamp|today|random|approx_\w+|any_value)\s*\(?/i,
    says: "time and chance: time comes from ops.watermark, values from the data",
  },
  { pattern: /\b(try_cast|pivot|unpivot|asof|exclude|columns\s*\()/i, says: "outside the portable subset" },
  positional,
  {
    pattern: /\b(?:as|from|join)\s+(?:[\w.]+\s+as\s+)?[a-z]\b(?!\.)/i,
    says: "a one-letter alias; name what it holds",
  },
  {
    pattern: /%\s*\d{2,}/,
    says: "a code that is taken apart; name what is asked by a macro of models/functions",
  },
  { pattern: /\/\//, says: "integer division outside the portable subset" },
];

/** The style rules a model breaks, as messages. */
export const styleFindings = (model: Model): string[] => findingsOf(model, forbidden);

function findingsOf({ file, sql }: { file: string; sql: string }, rules: typeof forbidden): string[] {
  const bare = sql.replace(/--.*$/gm, "").replace(/'(?:[^']|'')*'/g, "''");
  return rules
    .filter(({ pattern }) => pattern.test(bare))
    .map(({ pattern, says }) => `${file}: ${says} (${pattern.exec(bare)?.[0]?.trim() ?? ""})`);
}

/**
 * Checks all models with no data: headers, layers, style, formatting, and that every query binds and keeps its contract on empty tables;
 * of the queries of pages that they bind, and what their columns are.
 * With `fix` the files are formatted. Throws a config error that lists what is wrong.
 */
export async function checkModels(options: { fix: boolean }, effects: Effects): Promise<void> {
  const models = readModels();
  const queries = readPageQueries();
  const findings = [
    ...models.flatMap(styleFindings),
    ...queries.flatMap((query) => findingsOf(query, [positional])),
  ];
  for (const model of models) {
    const path = join(programRoot, model.file);
    const text = readFileSync(path, "utf8");
    const formatted = formatSql(text);
    if (formatted === text) continue;
    if (options.fix) writeFileSync(path, formatted);
    else findings.push(`${model.file}: not formatted; run npm run format`);
  }
  if (findings.length > 0) throw new FunnelError("config", "model_style", findings.join("\n"));
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  try {
    await warehouse.run("create schema ops; create schema staging; create schema core; create schema marts");
    await writeReference(warehouse, await readReference(sampleHome));
    const built = await transform(
      warehouse,
      {
        connectors: [],
        files: [],
        zones: ["Europe/Budapest", "UTC"],
        runFacts: { run: "check", startedAt: "2026-01-01T00:00:00Z", isSample: false, asOf: undefined },
      },
      { ...effects, report: silent },
    );
    await audit(warehouse, built.all, { ...effects, report: silent });
    checkWritten(rowTypesFile, await rowTypes(warehouse), "models", options);
    const types = await pageTypes(warehouse, queries, models);
    checkWritten(pageTypesFile, types, "queries of dashboards/data", options);
  } finally {
    warehouse.close();
  }
  effects.report.info(`${models.length} models keep their headers, layers and style`);
}
