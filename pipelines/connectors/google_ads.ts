import { noPeriod } from "../layout/notes.ts";
import { quotedString } from "@duckdb/node-api";
import { writtenDays } from "../formats/values/written-days.ts";
import { readWords, seenHeader, type Comparison } from "../layout/header.ts";
import {
  constant,
  findHeader,
  firstFilled,
  headerReader,
  joined,
  refuseLacking,
  type Connector,
  type Layout,
  type Value,
} from "../layout/layout.ts";

const words = readWords("google_ads");

const headers = { campaign: ["Campaign"], cost: ["Cost"], impression_count: ["Impr.", "Impressions"] };
const optional = {
  campaign_id: ["Campaign ID"],
  spend_date: ["Day"],
  currency: ["Currency code"],
  click_count: ["Clicks"],
  conversion_count: ["Conversions"],
};

/** Columns that multiply the rows of a campaign: they belong to its key. */
const breakdowns = [
  "Device",
  "Network",
  "Week",
  "Month",
  "Quarter",
  "Year",
  "Day of week",
  "Hour",
  "Ad group",
  "Search keyword",
  "Ad ID",
  "Age",
  "Gender",
  "City",
  "Region",
];

const status = "Campaign status";

/** "Total: Account", "Gesamt: Konto", "Total : compte", "Összes: …"; Hungarian total rows may have no colon. */
const total =
  "^(total|totale|totaal|totalt|gesamt|summe|razem|celkem|spolu|toplam|ukupno|итого|всего|合計|összes\\p{L}*)\\s*[:：]|^összes(en|\\s+(fiók|kampány)\\p{L}*)?$";

/** The answers of the interface for programs: one row per campaign and day, cost in millionths. */
function ofInterface(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(
    head,
    ["campaign.id", "campaign.name", "segments.date", "metrics.costMicros"],
    comparison,
  );
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  return {
    headerAt,
    mappings: [
      {
        stream: "ad_spend",
        format: { order: "ymd", decimal: ".", nulls: [] },
        values: {
          platform: constant("google_ads"),
          ...read.pick({
            campaign_id: ["campaign.id"],
            campaign: ["campaign.name"],
            spend_date: ["segments.date"],
            currency: ["customer.currencyCode"],
            impression_count: ["metrics.impressions"],
            click_count: ["metrics.clicks"],
            conversion_count: ["metrics.conversions"],
          }),
          cost: { ...read.cell("metrics.costMicros"), divideBy: 1_000_000 },
        },
      },
    ],
  };
}

/**
 * Google Ads campaign reports: a title, the period, the header, total rows at the end. Without a Day column a row is a total over the
 * period, never a day's spend.
 */
const googleAds: Connector = {
  name: "google_ads",
  vendor: "Google Ads",
  reads:
    "Campaign reports: campaign, cost, impressions and clicks; with a day column per day, else a total over the period. The answers of its interface.",
  version: 5,
  streams: ["ad_spend"],
  recognise(head, comparison) {
    const answers = ofInterface(head, comparison);
    if (answers !== undefined) return answers;
    const headerAt = head.findIndex((cells) => isHeader(cells, comparison));
    if (headerAt < 0) {
      if (comparison === "seen") refuseHalf(head);
      return undefined;
    }
    const header = head[headerAt] ?? [];
    const read = headerReader(header, words);
    const isEnglish = read.has("Campaign") && read.has("Cost");
    const [from, to] = periodOf(head.slice(0, headerAt));
    const segments = breakdowns.flatMap((name) => read.find([name]) ?? []);
    const values = { ...read.pick({ ...headers, ...optional }) };
    const isDaily = values["spend_date"] !== undefined;
    return {
      headerAt,
      boilerplate: totalRow(header.length, [
        ...["campaign_id", "spend_date"].flatMap((name) => values[name] ?? []),
        ...(read.find([status]) === undefined ? [] : [read.cell(status)]),
        ...segments,
      ]),
      declares: { totals: ["cost", "impression_count", "click_count"], period: [from, to] },
      notes: isDaily || to !== "" ? [] : [noPeriod],
      mappings: [
        {
          stream: "ad_spend",
          format: { order: "ymd", decimal: isEnglish ? "." : ",", nulls: ["--"], locale: "likely" },
          values: {
            platform: constant("google_ads"),
            period_start: constant(from),
            period_end: constant(to),
            ...values,
            ...(segments.length === 0 ? {} : { segment: joined(segments) }),
          },
        },
      ],
    };
  },
};

/** "Impressions" written out is what scripts and add-ons write: many a table has it, few also the currency code and the day. */
function isHeader(cells: string[], comparison: Comparison): boolean {
  const read = headerReader(cells, words, comparison);
  if (!Object.values(headers).every((names) => read.find(names) !== undefined)) return false;
  const plain = ["Campaign", "Cost", "Impressions"].every((name) => read.has(name));
  return !plain || read.has("Impr.") || (read.has("Currency code") && read.has("Day"));
}

/** A report whose title line says what it is, and that has no campaign or cost. */
function refuseHalf(head: string[][]): void {
  const title = seenHeader(head[0]?.join("") ?? "").toLowerCase();
  if (!reportTitles.includes(title)) return;
  const header = head.find((cells) => headerReader(cells, words).find(headers.campaign) !== undefined);
  if (header === undefined) return;
  const read = headerReader(header, words);
  const lacks = Object.values(headers).flatMap((names) =>
    read.find(names) === undefined ? [names[0] ?? ""] : [],
  );
  refuseLacking("it is a Google Ads report", lacks, header);
}

const reportTitles = [
  "campaign report",
  "campaign performance",
  "kampagnenbericht",
  "rapport sur les campagnes",
  "relatório de campanhas",
  "informe de campañas",
  "kampányjelentés",
];

/** First and last day of the preamble's period line; empty for "All time". */
function periodOf(preamble: string[][]): [string, string] {
  const days = preamble.map((cells) => writtenDays(cells.join(","))).find((found) => found.length > 0) ?? [];
  return [days[0] ?? "", days.at(-1) ?? ""];
}

/** A total row says so in its first filled cell, and has nothing else that tells one campaign, day or device from another. */
function totalRow(width: number, identity: Value[]): string {
  const label = `trim(${firstFilled(width)})`;
  const blank = identity.map(({ sql }) => ` and coalesce(clean_text(${sql}), '--') in ('--', ${label})`);
  return `(regexp_matches(${label}, ${quotedString(total)}, 'i')${blank.join("")})`;
}

export default googleAds;
