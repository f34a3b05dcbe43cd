import { noPeriod } from "../layout/notes.ts";
import { quotedString } from "@duckdb/node-api";
import { writtenDays } from "../formats/values/written-days.ts";
import { parseInstant } from "../formats/values/values.ts";
import {
  constant,
  findHeader,
  firstFilled,
  headerReader,
  joined,
  textOf,
  type Connector,
  type Layout,
} from "../layout/layout.ts";
import { readWords, type Comparison } from "../layout/header.ts";

const words = readWords("linkedin_ads");

const columns = { campaign: ["Campaign Name"], cost: ["Total Spent"], impression_count: ["Impressions"] };
const optional = {
  spend_date: ["Start Date (in UTC)"],
  campaign_id: ["Campaign ID"],
  currency: ["Currency"],
  click_count: ["Clicks"],
  conversion_count: ["Conversions"],
  lead_count: ["Leads"],
};

/** Below the campaign LinkedIn has creatives; campaign groups stand above it and are no part of its key. */
const breakdowns = [
  ["Creative Name", "Ad Name"],
  ["Creative ID", "Ad ID"],
  ["Impression Device Type"],
  ["Placement"],
];

/** The answers of the interface for programs: one row per campaign and day. They name a campaign by its id alone. */
function ofInterface(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(
    head,
    ["dateRange.start.year", "pivotValues", "costInLocalCurrency"],
    comparison,
  );
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const [year, month, day] = ["year", "month", "day"].map((name) => read.cell(`dateRange.start.${name}`).sql);
  const campaigns = read.cell("pivotValues");
  const id = { ...campaigns, sql: `regexp_extract(${campaigns.sql}, 'sponsoredCampaign:(\\d+)', 1)` };
  return {
    headerAt,
    zone: "UTC",
    mappings: [
      {
        stream: "ad_spend",
        format: { order: "ymd", decimal: ".", nulls: [] },
        values: {
          platform: constant("linkedin_ads"),
          campaign_id: id,
          campaign: id,
          spend_date: {
            sql: `concat_ws('-', ${year}, lpad(${month}, 2, '0'), lpad(${day}, 2, '0'))`,
            header: "dateRange.start",
          },
          ...read.pick({
            cost: ["costInLocalCurrency"],
            impression_count: ["impressions"],
            click_count: ["clicks"],
            conversion_count: ["externalWebsiteConversions"],
            lead_count: ["oneClickLeads"],
          }),
        },
      },
    ],
  };
}

/** LinkedIn campaign performance reports: a preamble, dates in UTC with the month first. `Total` rows and campaigns named `-` are sums. */
const linkedinAds: Connector = {
  name: "linkedin_ads",
  vendor: "LinkedIn Ads",
  reads: "Campaign performance reports. The answers of its interface.",
  version: 4,
  streams: ["ad_spend"],
  recognise(head, comparison) {
    const answers = ofInterface(head, comparison);
    if (answers !== undefined) return answers;
    const headerAt = head.findIndex((cells) => {
      const read = headerReader(cells, words, comparison);
      return Object.values(columns).every((spellings) => read.find(spellings) !== undefined);
    });
    if (headerAt < 0) return undefined;
    const header = head[headerAt] ?? [];
    const read = headerReader(header, words);
    const preamble = head.slice(0, headerAt).map((cells) => cells.join(","));
    const values = read.pick({ ...columns, ...optional });
    const segments = breakdowns.flatMap((spellings) => read.find(spellings) ?? []);
    const campaign = values["campaign"] ?? constant("");
    const isDaily = values["spend_date"] !== undefined;
    const [from = ""] = dayOf(preamble, "Report Start:");
    const [to = ""] = dayOf(preamble, "Report End:");
    return {
      headerAt,
      zone: "UTC",
      boilerplate: `(${textOf(campaign)} in ('-', 'Total') or regexp_matches(trim(${firstFilled(header.length)}), ${quotedString("^totals?$")}, 'i'))`,
      declaredAsOf: () => generatedAt(preamble),
      declares: { totals: ["cost", "impression_count", "click_count"], period: [from, to] },
      notes: isDaily || to !== "" ? [] : [noPeriod],
      mappings: [
        {
          stream: "ad_spend",
          format: {
            order: "mdy",
            decimal: read.has("Total Spent") ? "." : ",",
            nulls: ["-"],
            locale: "likely",
          },
          values: {
            platform: constant("linkedin_ads"),
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

const dayOf = (preamble: string[], key: string): string[] =>
  writtenDays(preamble.find((line) => line.startsWith(key)) ?? "");

/** "Date Generated: September 3, 2026, 9:12 AM". */
function generatedAt(preamble: string[]): string {
  const line = preamble.find((each) => each.startsWith("Date Generated:")) ?? "";
  const [day] = writtenDays(line);
  const clock = /\d{1,2}:\d{2}(:\d{2})?\s*([AP]M)?\s*$/i.exec(line)?.[0] ?? "";
  return day === undefined ? "" : (parseInstant(`${day} ${clock}`.trim(), "ymd")?.value ?? "");
}

export default linkedinAds;
