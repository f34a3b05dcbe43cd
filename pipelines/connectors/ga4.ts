import { quotedString } from "@duckdb/node-api";
import type { Format } from "../formats/values/value-sql.ts";
import { writtenDays } from "../formats/values/written-days.ts";
import {
  cell,
  constant,
  findHeader,
  headerReader,
  joined,
  type Connector,
  type Layout,
  type Value,
} from "../layout/layout.ts";
import type { Comparison } from "../layout/header.ts";

/** What the comment block says, for all tables below it. */
interface Facts {
  property: string;
  report: string;
  /** First and last day as yyyymmdd, the way GA4 writes days in its tables. */
  from: string;
  to: string;
}

const format: Format = { order: "YYYYMMDD", decimal: ".", nulls: [] };
const isComment = (cells: string[]) => cells[0]?.startsWith("#") === true;
const isNumber = (text: string) => /^(-?\d+(\.\d+)?)?$/.test(text.trim());

/** Dimensions whose values are numbers. */
const countedDimension = /^(nth |date$|day$|dátum$|nap$|week|month|year|hour|minute)/i;
const dateDimension = /^(date|day|dátum|nap)$/i;

/** What the job that fetches it asks for, in its order. */
const asked = {
  dimensions: ["date", "sessionCampaignId", "sessionCampaignName", "sessionSourceMedium"],
  metrics: ["sessions", "keyEvents", "advertiserAdClicks", "advertiserAdImpressions", "advertiserAdCost"],
};

/**
 * The answers of the interface for programs: lists of values, in the order in which they were asked for. What advertising cost is a
 * measurement like the others here: the platforms tell it themselves.
 */
function ofInterface(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["dimensionValues", "metricValues"], comparison);
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const [names, values] = [read.cell("dimensionValues"), read.cell("metricValues")];
  const nth = (list: Value, place: number): Value => ({
    ...list,
    sql: `json_extract_string(${list.sql}, '$[${place}].value')`,
  });
  return {
    headerAt,
    mappings: asked.metrics.map((name, place) => ({
      stream: "web_analytics",
      format,
      where: nth(values, place),
      values: {
        report: constant("campaigns by day"),
        dimension: constant(asked.dimensions.join(" | ")),
        dimension_value: {
          ...names,
          sql: `concat_ws(' | ', ${asked.dimensions.map((_, at) => nth(names, at).sql).join(", ")})`,
        },
        metric: constant(name),
        value: nth(values, place),
        measured_date: nth(names, 0),
      },
    })),
  };
}

/**
 * Google Analytics 4 downloads: a block of comment lines, then one table or, parted by blank lines, several. Every measurement is a row
 * of its own. Explorations put their grand total first, with one cell more than the header.
 */
const ga4: Connector = {
  name: "ga4",
  vendor: "Google Analytics 4",
  reads:
    "Downloads of reports and explorations, which begin with a block of comment lines. The answers of its interface.",
  version: 2,
  streams: ["web_analytics"],
  recognise(head, comparison) {
    const answers = ofInterface(head, comparison);
    if (answers !== undefined) return answers;
    if (head[0] === undefined || !isComment(head[0])) return undefined;
    const facts = factsOf(commentsOf(head));
    return facts.from === "" ? undefined : tableOf(head, facts);
  },
};

/** The lines of the comment blocks above a table, without their marks and rules. */
const commentsOf = (head: string[][]): string[] =>
  head
    .slice(
      0,
      head.findIndex((cells) => !isComment(cells)),
    )
    .map((cells) =>
      cells
        .join(",")
        .replace(/^#[\s-]*/, "")
        .trim(),
    )
    .filter((line) => line !== "");

function factsOf(comments: string[]): Facts {
  const days = comments.flatMap((line) => (/(^|[ :])\d{8}(-\d{8})?$/.test(line) ? writtenDays(line) : []));
  const compact = (day = "") => day.replaceAll("-", "");
  const named = comments
    .find((line) => line.startsWith("Property:"))
    ?.slice("Property:".length)
    .trim();
  const [first = "", second = ""] = comments;
  return {
    property: named ?? first,
    report: named === undefined ? second : first,
    from: compact(days[0]),
    to: compact(days.at(-1)),
  };
}

function tableOf(head: string[][], above: Facts): Layout | undefined {
  const headerAt = head.findIndex((cells) => !isComment(cells));
  if (headerAt < 0) return undefined;
  const header = (head[headerAt] ?? []).map((name) => name.trim());
  const own = factsOf(commentsOf(head));
  const facts = own.from === "" ? above : { ...above, from: own.from, to: own.to };
  const dataAt = headerAt + (head[headerAt + 1]?.length === header.length + 1 ? 2 : 1);
  const isMetric = (name: string, at: number) =>
    (at > 0 || header.length === 1) &&
    !countedDimension.test(name) &&
    isNumber(head[dataAt]?.length === header.length ? (head[dataAt]?.[at] ?? "") : "");
  const firstMetric = 1 + header.findLastIndex((name, at) => !isMetric(name, at));
  const dimensions = header.slice(0, firstMetric).map((name, at) => cell(at, name));
  return {
    headerAt,
    dataAt,
    mappings: header.slice(firstMetric).map((name, index) => {
      const value = cell(firstMetric + index, name);
      return {
        stream: "web_analytics",
        format,
        where: value,
        values: {
          property: constant(facts.property),
          report: constant(facts.report),
          dimension: constant(dimensions.map((dimension) => dimension.header).join(" | ") || "total"),
          ...(dimensions.length === 0 ? {} : { dimension_value: joined(dimensions) }),
          metric: constant(name),
          value,
          period_start: constant(facts.from),
          period_end: constant(facts.to),
          ...dayOf(dimensions, facts),
        },
      };
    }),
    next: (rest) => tableOf(rest, facts),
  };
}

/** The day of a row: its date, or the n-th day of the period, counted from 0. */
function dayOf(dimensions: Value[], facts: Facts): Record<string, Value> {
  const date = dimensions.find(({ header }) => dateDimension.test(header));
  if (date !== undefined) return { measured_date: date };
  const nth = dimensions.find(({ header }) => /^nth day$/i.test(header));
  if (nth === undefined) return {};
  const first = `strptime(${quotedString(facts.from)}, '%Y%m%d')::date`;
  return {
    measured_date: {
      ...nth,
      sql: `case when regexp_full_match(${nth.sql}, '\\d{1,5}') then strftime(${first} + ${nth.sql}::integer, '%Y%m%d') else ${nth.sql} end`,
    },
  };
}

export default ga4;
