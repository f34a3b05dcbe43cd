import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { byteMutations, formsOf } from "./byte-mutations.ts";
import { deliveries, runDeliveries } from "./deliveries.ts";
import type { Draw, Expectation, Table } from "./expectation.ts";
import { forms } from "./forms.ts";
import { tableMutations } from "./table-mutations.ts";
import { scratchFolder } from "../scratch.ts";

export interface FuzzReport {
  files: number;
  byOutcome: Record<string, number>;
  /** One line per broken promise: the recipe of the file and what went wrong. */
  failures: string[];
}

interface Recipe {
  name: string;
  recipe: string;
  table: Table;
  expectation: Expectation;
  bytes: Buffer;
  /** The bytes that quarantined records are slices of; undefined when they have no bytes of their own. */
  text: Buffer | undefined;
}

const rowsPerFile = 25;
const perHome = 50;
const damages = Object.keys(byteMutations);
const changes = Object.keys(tableMutations);
const writings = Object.keys(forms);
const ways = Object.keys(deliveries);

/** A pseudo-random sequence (mulberry32): the same seed makes the same files. */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function company(draw: Draw, salt: number): Table {
  const rows = Array.from({ length: rowsPerFile }, (_, index) => [
    `${salt}${String(index).padStart(3, "0")}`,
    `Őszi üzlet ${index}`,
    "Sales",
    ["New", "Offer", "Won"][draw(3)] ?? "New",
    `2026-0${1 + draw(9)}-1${draw(10)} 0${draw(10)}:3${draw(10)}`,
    `${1000 + draw(100_000)}.5${draw(10)}`,
  ]);
  return [["Record ID", "Deal Name", "Pipeline", "Deal Stage", "Create Date", "Amount"], ...rows];
}

function cook(index: number, seed: number): Recipe {
  const draw = drawFrom(seed * 1_000_003 + index);
  const table = company(draw, index + 1);
  const name = `f${String(index).padStart(6, "0")}.dat`;
  if (index % 3 === 2) {
    const damage = damages[Math.floor(index / 3) % damages.length] ?? "";
    const possible = formsOf[damage] ?? ["comma"];
    const form = possible[draw(possible.length)] ?? "comma";
    const [bytes, expectation] = byteMutations[damage]?.(forms[form]?.(table) ?? Buffer.alloc(0), draw) ?? [
      Buffer.alloc(0),
      { kind: "refused" as const },
    ];
    return {
      name,
      recipe: `${form} ${damage}`,
      table,
      expectation,
      bytes,
      text: ["gzip", "zip", "workbook"].includes(form) ? undefined : bytes,
    };
  }
  const change = changes[index % changes.length] ?? "untouched";
  const form = writings[draw(writings.length)] ?? "comma";
  // objects cannot lack or repeat their keys
  const isMeaningless =
    form.endsWith("json") && ["header_gone", "header_again", "header_twice"].includes(change);
  const mutate = tableMutations[isMeaningless ? "untouched" : change];
  const [mutated, expectation] = mutate?.(table, draw) ?? [table, { kind: "same" as const }];
  const bytes = forms[form]?.(mutated) ?? Buffer.alloc(0);
  const packed = form === "gzip" || form === "zip" ? forms["comma"]?.(mutated) : undefined;
  return {
    name,
    recipe: `${form} ${change}`,
    table,
    expectation,
    bytes,
    text: form === "workbook" ? undefined : (packed ?? bytes),
  };
}

/**
 * Delivers `files` mutated files and checks that each is read right or says why; with every fifty of them refreshes a home to which
 * exports came in one of the ways in which they really come. Throws only when the loader does.
 */
export async function runFuzz(
  files: number,
  seed: number,
  tell: (done: number) => void = () => undefined,
): Promise<FuzzReport> {
  const report: FuzzReport = { files: 0, byOutcome: {}, failures: [] };
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    for (let from = 0; from < files; from += perHome) {
      const home = homeAt(scratchFolder());
      mkdirSync(home.exports, { recursive: true });
      try {
        const recipes = Array.from({ length: Math.min(perHome, files - from) }, (_, index) =>
          cook(from + index, seed),
        );
        for (const recipe of recipes) writeFileSync(join(home.exports, recipe.name), recipe.bytes);
        const loaded = await loadExports(home, new Map([["source_time_zone", "UTC"]]), {
          now: () => new Date(0),
          report: silent,
        });
        for (const recipe of recipes) {
          const outcomes = loaded.filter((file) => file.name.startsWith(recipe.name));
          for (const finding of await judge(engine, recipe, outcomes))
            report.failures.push(`file ${recipe.name} (${recipe.recipe}): ${finding}`);
          const outcome =
            outcomes[0]?.status === "loaded" && outcomes[0].quarantined > 0
              ? "loaded with quarantine"
              : (outcomes[0]?.status ?? "missing");
          report.byOutcome[outcome] = (report.byOutcome[outcome] ?? 0) + 1;
          report.files++;
        }
        const way = ways[(from / perHome) % ways.length] ?? "";
        for (const finding of await runDeliveries(way, drawFrom(seed * 1_000_003 + from)))
          report.failures.push(`deliveries ${way} after file ${from}: ${finding}`);
        tell(report.files);
      } finally {
        rmSync(home.root, { recursive: true, force: true });
      }
    }
  } finally {
    engine.close();
  }
  return report;
}

async function judge(engine: Warehouse, recipe: Recipe, outcomes: LoadedFile[]): Promise<string[]> {
  const [file, ...more] = outcomes;
  if (file === undefined || more.length > 0) return [`${outcomes.length} outcomes`];
  const findings: string[] = [];
  if (file.status === "refused") {
    if (recipe.expectation.kind === "same") findings.push(`refused: ${file.reason}`);
    if (file.reason === "") findings.push("refused without a reason");
    if (/\u0151|Őszi/.test(file.reason)) findings.push("the reason quotes content");
    return findings;
  }
  if (recipe.expectation.kind === "refused") findings.push("a file that cannot be right was taken");
  const sum = file.loaded + file.quarantined + file.deduplicated + file.skipped;
  if (sum !== file.recordsIn) findings.push(`${file.recordsIn} records but ${sum} accounted for`);
  const part = file.streams.find((each) => each.stream === "opportunities");
  // damage to the header can leave a column unknown: it is absent then, for every row
  const column = (name: string, sql = name) => (part?.columns.includes(name) === true ? sql : "null");
  const rows =
    part === undefined
      ? []
      : await engine.rows<Record<string, string | null>>(
          `select opportunity_id, ${column("pipeline")} as pipeline, ${column("stage")} as stage,
            ${column("created_at", "strftime(created_at, '%Y-%m-%d %H:%M')")} as created, ${column("amount")} as amount
           from read_parquet('${part.path}')`,
        );
  const hasAll = ["pipeline", "stage", "created_at", "amount"].every((name) => part?.columns.includes(name));
  const ours = new Map(
    recipe.table
      .slice(1)
      .map((cells) => [cells[0] ?? "", [cells[2], cells[3], cells[4], cells[5]].join("|")]),
  );
  const shown = (row: Record<string, string | null>) =>
    [row["pipeline"], row["stage"], row["created"], row["amount"]].join("|");
  const intact = rows.filter((row) => ours.get(row["opportunity_id"] ?? "") === shown(row));
  const lost = [...ours.keys()].filter((id) => !intact.some((row) => row["opportunity_id"] === id));
  const { kind, ids = [] } = recipe.expectation;
  if (kind === "same" || kind === "same_or_refused" || kind === "set_aside") {
    // blanks around a stage are cut off, so the row is ours again
    if (rows.length !== intact.length)
      findings.push(`${rows.length - intact.length} rows are not as delivered`);
    const unexpected = lost.filter((id) => !ids.includes(id));
    if (unexpected.length > 0) findings.push(`${unexpected.length} good rows were lost`);
    if (kind === "set_aside" && file.quarantined === 0) findings.push("nothing was quarantined");
  } else if (hasAll && rows.length - intact.length > 1)
    findings.push(`${rows.length - intact.length} rows differ after one damage`);
  else if (file.loaded + file.deduplicated + file.quarantined + 1 < intact.length)
    findings.push("rows without account");
  if (file.quarantinePath !== "" && recipe.text !== undefined)
    findings.push(...(await checkPlaces(engine, file, recipe.text)));
  return findings;
}

async function checkPlaces(engine: Warehouse, file: LoadedFile, delivered: Buffer): Promise<string[]> {
  const rows = await engine.rows<{ byte_offset: string | null; raw: string }>(
    `select byte_offset, hex(raw) as raw from read_parquet('${file.quarantinePath}') where byte_offset is not null`,
  );
  const wrong = rows.filter(({ byte_offset, raw }) => {
    const bytes = Buffer.from(raw, "hex");
    const at = Number(byte_offset);
    return !delivered.subarray(at, at + bytes.length).equals(bytes);
  });
  return wrong.length === 0 ? [] : [`${wrong.length} quarantined rows are not the delivered bytes`];
}

/** The recipe of one file again, to look at it. */
export function fuzzFile(index: number, seed: number): { recipe: string; bytes: Buffer } {
  const { recipe, bytes } = cook(index, seed);
  return { recipe, bytes };
}
