import type { Columns } from "./columns.ts";
import type { Deals, DealsRowsRow, DealsVisitsRow } from "./data.ts";
import { daysOf, type Filters } from "./filters.ts";
import { pick } from "./pick.ts";

/** Deals of one file, and of one with their ways: few enough to travel in 25 KB. */
const mostRows = 1000;
const mostWays = 600;

/** A file of deals that share a pipeline and an outcome, by start. */
export interface PartRow {
  /** Its name, beside the file that lists it. */
  file: string;
  pipeline: string;
  outcome: string;
  first_on: string | null;
  last_on: string | null;
  deal_count: number;
}

/** Where the deals of the site are: what the page Deals reads before it knows which it needs. */
export interface DealIndex extends Omit<Deals, "rows" | "visits"> {
  parts: Columns<PartRow>;
  /** Files of single deals with their ways; which one a deal is in, {@link placeOf} says. */
  ways: Columns<{ file: string }>;
}

/** What one of the files holds: deals, or single deals with their ways. */
export type DealPart = Pick<Deals, "rows"> & Partial<Pick<Deals, "visits">>;

/** Of so many files, the one in which a deal of this id is, with its way. */
export function placeOf(id: string, files: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return hash % Math.max(1, files);
}

/**
 * The deals of a site as files: those that share a pipeline and an outcome together, the last started first, and once more each with its
 * way. `save` names the file of a content.
 */
export function splitDeals(
  { rows, visits, ...rest }: Deals,
  save: (name: string, part: DealPart) => string,
): DealIndex {
  const groups = new Map<string, number[]>();
  rows.pipeline.forEach((pipeline, index) => {
    const key = `${pipeline}\t${rows.outcome[index] ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  });
  const parts: PartRow[] = [];
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key) ?? [];
    const [pipeline = "", outcome = ""] = key.split("\t");
    for (let from = 0; from < group.length; from += mostRows) {
      const own = group.slice(from, from + mostRows);
      const days = own
        .map((index) => rows.started_on[index])
        .filter((day) => day != null)
        .sort();
      // What never began has no day by which it could be left out.
      const isDated = days.length === own.length;
      parts.push({
        file: save("deals-part", { rows: pick(rows, own) }),
        pipeline,
        outcome,
        first_on: isDated ? (days[0] ?? null) : null,
        last_on: isDated ? (days.at(-1) ?? null) : null,
        deal_count: own.length,
      });
    }
  }
  const count = Math.ceil(rows.deal_id.length / mostWays);
  const placed = (ids: (string | null)[]) => {
    const own: number[][] = Array.from({ length: count }, () => []);
    ids.forEach((id, index) => {
      if (id !== null) own[placeOf(id, count)]?.push(index);
    });
    return own;
  };
  const [ofRows, ofVisits] = [placed(rows.deal_id), placed(visits.deal_id)];
  return {
    ...rest,
    parts: columnsOf(parts, ["file", "pipeline", "outcome", "first_on", "last_on", "deal_count"]),
    ways: {
      file: ofRows.map((own, place) =>
        save("deals-ways", { rows: pick(rows, own), visits: pick(visits, ofVisits[place] ?? []) }),
      ),
    },
  };
}

/** The files in which the deals of a selection are, and how many deals they hold. */
export function partsOf(index: DealIndex, filters: Filters): { files: string[]; dealCount: number } {
  if (filters.deal !== "") {
    const file = index.ways.file[placeOf(filters.deal, index.ways.file.length)];
    return { files: file === undefined ? [] : [file], dealCount: 0 };
  }
  const isByStart = ["", "here", "furthest", "waiting", "mature"].includes(filters.at);
  const [first, last] = daysOf(filters.period);
  const from = isByStart ? [filters.from, first].sort().at(-1) : "";
  const to = isByStart ? [filters.to === "" ? "" : `${filters.to}-99`, last].filter(Boolean).sort()[0] : "";
  const places = index.parts.file.flatMap((_, place) => {
    const lastOn = index.parts.last_on[place] ?? null;
    const firstOn = index.parts.first_on[place] ?? null;
    return index.parts.pipeline[place] === filters.pipeline &&
      // What was won in time need not be won any more.
      (filters.outcome === "" || filters.at === "mature" || index.parts.outcome[place] === filters.outcome) &&
      (lastOn === null || lastOn >= (from ?? "")) &&
      (firstOn === null || to === undefined || to === "" || firstOn <= to)
      ? [place]
      : [];
  });
  return {
    files: places.map((place) => index.parts.file[place] ?? ""),
    dealCount: places.reduce((sum, place) => sum + (index.parts.deal_count[place] ?? 0), 0),
  };
}

/** Files of deals as one table. */
export function joined(parts: DealPart[]): { rows: Columns<DealsRowsRow>; visits: Columns<DealsVisitsRow> } {
  const join = <Row extends object>(tables: Columns<Row>[], names: (keyof Row)[]) =>
    Object.fromEntries(names.map((name) => [name, tables.flatMap((table) => table[name])])) as Columns<Row>;
  const rows = parts.map((part) => part.rows);
  const visits = parts.flatMap((part) => (part.visits === undefined ? [] : [part.visits]));
  return {
    rows: join(rows, Object.keys(rows[0] ?? noRows) as (keyof DealsRowsRow)[]),
    visits: join(visits, Object.keys(visits[0] ?? noVisits) as (keyof DealsVisitsRow)[]),
  };
}

/** The columns that are read before a row is known. */
const noRows = { deal_id: [], pipeline: [], outcome: [] };
const noVisits = { deal_id: [] };

function columnsOf<Row extends object>(rows: Row[], names: (keyof Row)[]): Columns<Row> {
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;
}
