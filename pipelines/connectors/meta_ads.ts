import {
  constant,
  findHeader,
  headerReader,
  joined,
  refuseLacking,
  textOf,
  type Connector,
  type Layout,
  type Value,
} from "../layout/layout.ts";
import { headerKey, readWords, type Comparison } from "../layout/header.ts";

const words = readWords("meta_ads");

/** The cost carries its currency in the header. */
const cost = new RegExp(
  `^(?:${words.spellings("Amount spent").map(headerKey).join("|")}) \\(([a-z]{3})\\)$`,
  "u",
);

const names = ["Campaign name", "Ad set name", "Ad name"];
const columns = {
  campaign_id: ["Campaign ID"],
  spend_date: ["Day"],
  period_start: ["Reporting starts"],
  period_end: ["Reporting ends"],
  impression_count: ["Impressions"],
  click_count: ["Link clicks"],
  all_click_count: ["Clicks (all)"],
};

/** Columns that multiply the rows of a campaign. */
const breakdowns = [
  "Age",
  "Gender",
  "Country",
  "Region",
  "Platform",
  "Placement",
  "Device platform",
  "Time of day (ad account time zone)",
];

const english = ["Reporting starts", "Day"];

/** The answers of the interface for programs: one row per campaign and day. */
function ofInterface(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["campaign_id", "campaign_name", "spend", "date_start"], comparison);
  if (headerAt < 0) return undefined;
  const read = headerReader(head[headerAt] ?? []);
  const actions = read.find(["actions"]);
  return {
    headerAt,
    mappings: [
      {
        stream: "ad_spend",
        format: { order: "ymd", decimal: ".", nulls: [] },
        values: {
          platform: constant("meta_ads"),
          ...read.pick({
            campaign_id: ["campaign_id"],
            campaign: ["campaign_name"],
            spend_date: ["date_start"],
            cost: ["spend"],
            currency: ["account_currency"],
            impression_count: ["impressions"],
            click_count: ["inline_link_clicks"],
            all_click_count: ["clicks"],
          }),
          ...(actions === undefined
            ? {}
            : {
                lead_count: {
                  ...actions,
                  sql: `nullif(regexp_extract(${actions.sql}, '"action_type"\\s*:\\s*"lead"\\s*,\\s*"value"\\s*:\\s*"(\\d+)"', 1), '')`,
                },
              }),
        },
      },
    ],
  };
}

/**
 * Meta Ads reports. Reporting starts and ends span the whole report; a row is a day's only with the Day breakdown. The row of the
 * account, usually the first, has no name and is the sum of the others (of its day).
 */
const metaAds: Connector = {
  name: "meta_ads",
  vendor: "Meta Ads",
  reads:
    "Ads Manager reports with the amount spent and a reporting start or a day; per day only with the day breakdown. The answers of its interface.",
  version: 4,
  streams: ["ad_spend"],
  recognise(head, comparison) {
    const answers = ofInterface(head, comparison);
    if (answers !== undefined) return answers;
    const headerAt = head.findIndex((cells) => {
      const read = headerReader(cells, words, comparison);
      const time = read.find([...columns.period_start, ...columns.spend_date]);
      return costOf(cells, comparison) !== undefined && read.find(names) !== undefined && time !== undefined;
    });
    if (headerAt < 0) {
      if (comparison === "seen") refuseHalf(head);
      return undefined;
    }
    const header = head[headerAt] ?? [];
    const spent = costOf(header, "seen");
    if (spent === undefined) return undefined;
    const read = headerReader(header, words);
    const [campaign = constant(""), ...levels] = names.flatMap((name) => read.find([name]) ?? []);
    const segments = [...levels, ...breakdowns.flatMap((name) => read.find([name]) ?? [])];
    const isEnglish = english.some((name) => read.has(name));
    return {
      headerAt,
      boilerplate: `(${[campaign, ...levels].map((name) => `${textOf(name)} = ''`).join(" and ")})`,
      declares: { totals: ["cost", "impression_count", "click_count", "all_click_count"] },
      mappings: [
        {
          stream: "ad_spend",
          format: {
            order: isEnglish ? "mdy" : "dmy",
            decimal: isEnglish ? "." : ",",
            nulls: ["-", "–"],
            locale: "likely",
          },
          values: {
            platform: constant("meta_ads"),
            ...read.pick(columns),
            campaign,
            ...leads(read),
            cost: read.cell(spent.header),
            currency: constant(spent.currency),
            ...(segments.length === 0 ? {} : { segment: joined(segments) }),
          },
        },
      ],
    };
  },
};

/** Leads have a column of their own, or are the results of a campaign that is for leads. */
function leads(read: ReturnType<typeof headerReader>): Record<string, Value> {
  const [own, results, indicator] = ["Leads", "Results", "Result indicator"].map((name) => read.find([name]));
  if (own !== undefined) return { lead_count: own };
  if (results === undefined || indicator === undefined) return {};
  const isLead = `contains(lower(${textOf(indicator)}), 'lead')`;
  return { lead_count: { ...results, sql: `case when ${isLead} then ${results.sql} end` } };
}

function costOf(header: string[], comparison: Comparison): { header: string; currency: string } | undefined {
  for (const name of header) {
    const currency = cost.exec(headerKey(name))?.[1]?.toUpperCase();
    if (currency === undefined || (comparison === "exact" && !name.includes(`(${currency})`))) continue;
    return { header: name, currency };
  }
  return undefined;
}

/** Money that Meta spent on campaigns over a time that the file does not say, or on nothing that it names. */
function refuseHalf(head: string[][]): void {
  const header = head.find((cells) => costOf(cells, "seen") !== undefined);
  if (header === undefined) return;
  const read = headerReader(header, words);
  const lacks = [
    ...(read.find(names) === undefined ? ["Campaign name"] : []),
    ...(read.find([...columns.period_start, ...columns.spend_date]) === undefined
      ? ["Day or Reporting starts"]
      : []),
  ];
  refuseLacking("it is a Meta Ads report", lacks, header);
}

export default metaAds;
