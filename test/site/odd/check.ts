import { parseHTML } from "linkedom";
import type { drawingOf } from "../../../pipelines/site/draw-pages.ts";
import { martsOf } from "../../../pipelines/site/read-marts.ts";
import type { Model } from "../../../pipelines/transform/model.ts";
import type { Warehouse } from "../../../pipelines/warehouse/open.ts";
import type { PageKey } from "../../../dashboards/pages.ts";
import { pages } from "../../../dashboards/pages.ts";
import { noFilters } from "../../../dashboards/lib/filters.ts";
import { labelOf } from "../../../dashboards/words/labels.ts";
import { withoutOperations } from "../made.ts";
import { buildOdd } from "./build.ts";
import { claims, tiles, titles, viewsOf } from "./claims.ts";
import type { OddHome } from "./homes.ts";

type Drawing = Awaited<ReturnType<typeof drawingOf>>;
type Row = Record<string, unknown>;

/** Pages whose sentences are not made of the marts. */
const unread: PageKey[] = ["dictionary", "metrics", "cookbook", "console", "compare"];

const unitSeconds: Record<string, number> = {
  s: 1,
  min: 60,
  h: 3600,
  hours: 3600,
  days: 86_400,
  day: 86_400,
};
const powers: Record<string, number> = { k: 1e3, m: 1e6, M: 1e6, bn: 1e9, tn: 1e12, t: 1e12 };

/** Whether a text says a value, at the precision at which it is written. */
export function says(text: string, value: unknown): boolean {
  if (value === null || value === undefined) return text === "–" || text === "";
  if (text === "one day") return value === 86_400;
  if (typeof value !== "number") return text === String(value) || sameWords(text, String(value));
  const [, sign, bound = "", digits = "", power = "", rest = ""] =
    /^(-?)([<>] )?([\d,]+(?:\.\d+)?)(k|m|M|bn|tn|t)?(%|×| (?:s|min|h|hours|days|day))?(?: HUF)?$/.exec(
      text,
    ) ?? [];
  if (digits === "") return false;
  const unit = rest === "%" ? 0.01 : (unitSeconds[rest.trim()] ?? 1) * (powers[power] ?? 1);
  const written = (sign === "-" ? -1 : 1) * Number(digits.replaceAll(",", "")) * unit;
  if (bound === "> ") return value > written;
  if (bound === "< ") return value < written;
  const place = (digits.split(".")[1] ?? "").length;
  return Math.abs(written - value) <= (0.5 * unit) / 10 ** place + 1e-6 * Math.abs(value) + 1e-9;
}

/** Names of values, in any order, as people read them. */
function sameWords(text: string, keys: string): boolean {
  const sorted = (names: string[]) => names.sort().join(", ").trim();
  return (
    text.replace("Sept", "Sep") === keys ||
    sorted(text.split(", ")) === sorted(keys.split(", ").map((key) => labelOf(key, "en")))
  );
}

/** What is wrong with the headlines of a home: sentences that nobody checks, and those that the warehouse answers otherwise. */
export async function wrongHeadlines(
  warehouse: Warehouse,
  models: Model[],
  drawing: Drawing,
  name: OddHome,
): Promise<string[]> {
  await buildOdd(warehouse, models, name);
  const files = withoutOperations(await martsOf(warehouse, () => undefined));
  const [pipeline = "sales"] = await mainPipeline(warehouse);
  const found: string[] = [];
  for (const [source, from] of [
    ["", ""],
    ["referral", "2025-06"],
  ] as const) {
    // Filters that the home does not know are ignored, with a note.
    if (source !== "" && !files.summary.journeys.source.includes(source)) continue;
    if (from !== "" && !files.summary.journeys.month.some((month) => month < from)) continue;
    for (const view of viewsOf(pipeline, source, from).split(";"))
      if (view.trim() !== "") await warehouse.run(view);
    for (const page of pages.filter(({ key }) => !unread.includes(key))) {
      const draw = (language: "en" | "hu") =>
        drawing.drawSelection(
          page,
          language,
          files,
          { ...noFilters, source, from },
          Date.parse("2026-02-01"),
        );
      const english = headlinesOf(draw("en"));
      const place = `${name}, ${page.key}${source === "" ? "" : ` of ${source} from ${from}`}`;
      for (const [id, headline] of english.figures)
        for (const fault of await faultsOf(warehouse, id, headline))
          found.push(`${place} #${id}: “${headline}”: ${fault}`);
      for (const [id, value] of english.tiles) {
        const sql = tiles[id];
        if (sql === undefined) continue;
        const [row] = await warehouse.rows<Row>(sql);
        if (!says(value, numberOf(row?.["value"])))
          found.push(`${place} [${id}]: “${value}”, the warehouse has ${String(row?.["value"])}`);
      }
      const hungarian = headlinesOf(draw("hu"));
      for (const [id, headline] of english.figures)
        if (figuresIn(headline, "en") !== figuresIn(hungarian.figures.get(id) ?? "", "hu"))
          found.push(
            `${place} #${id}: “${headline}” and “${hungarian.figures.get(id) ?? ""}” have other numbers`,
          );
    }
  }
  return found;
}

async function mainPipeline(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.rows<{ pipeline: string }>(
    "select pipeline from core.fct_journey where pipeline is not null group by pipeline order by count(*) desc, pipeline",
  );
  return rows.map(({ pipeline }) => pipeline);
}

function headlinesOf(nodes: Node[]): { figures: Map<string, string>; tiles: Map<string, string> } {
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  document.body.innerHTML = nodes.map((node) => (node as HTMLElement).outerHTML ?? "").join("");
  const text = (node: Element | null) => (node?.textContent ?? "").trim();
  return {
    figures: new Map(
      [...document.querySelectorAll("section[id]")].map((section) => [
        section.id,
        text(section.querySelector("h2")),
      ]),
    ),
    tiles: new Map(
      [...document.querySelectorAll("[data-number]")].map((tile) => [
        tile.getAttribute("data-number") ?? "",
        text(tile.querySelector("strong")),
      ]),
    ),
  };
}

async function faultsOf(warehouse: Warehouse, id: string, headline: string): Promise<string[]> {
  if (titles.has(id)) return [];
  // What is missing in a pipeline is told by its own words and test.
  const claim = claims.find(({ figures, says: pattern }) => figures.includes(id) && pattern.test(headline));
  if (claim === undefined) return ["no claim of test/site/odd/claims.ts reads this sentence"];
  if (claim.sql === null) return [];
  const rows = await warehouse.rows<Row>(claim.sql);
  const groups = claim.says.exec(headline)?.groups ?? {};
  const [row] = rows;
  // Of no row nothing is refuted only where the claim is that there is none.
  if (row === undefined) return Object.keys(groups).length === 0 ? [] : ["the warehouse has no such row"];
  return [
    ...("holds" in row && row["holds"] !== true ? ["the warehouse refutes it"] : []),
    ...Object.entries(groups).flatMap(([key, text]) =>
      !(key in row) || text === undefined || says(text, numberOf(row[key]))
        ? []
        : [`${key} is ${String(row[key])} in the warehouse`],
    ),
  ];
}

const numberOf = (value: unknown): unknown =>
  value === null || value === undefined || typeof value === "boolean" || Number.isNaN(Number(value))
    ? value
    : Number(value);

/** The numbers of a sentence but those of one figure, which may be words, written in one way: a translation says the same. */
const figuresIn = (sentence: string, language: "en" | "hu"): string =>
  [
    ...(language === "en"
      ? sentence.replaceAll(/(\d),(?=\d{3})/g, "$1")
      : sentence.replaceAll(/(\d)[\u00a0\u202f ](?=\d{3})/g, "$1").replaceAll(/(\d),(\d)/g, "$1.$2")
    ).matchAll(/\d+\.\d+|\d{2,}/g),
  ]
    .map(([number]) => number)
    .sort()
    .join(" ");
