import { noPeriod } from "../layout/notes.ts";
import { parseInstant } from "../formats/values/values.ts";
import { constant, headerReader, joined, refuseLacking, type Connector } from "../layout/layout.ts";

/** Headers of the interface and of the API. */
const columns = {
  campaign: ["CampaignName", "Campaign name", "Campaign", "CampaignId", "Campaign ID"],
  campaign_id: ["CampaignId", "Campaign ID"],
  cost: ["Spend"],
  currency: ["CurrencyCode", "Currency code", "Currency"],
  impression_count: ["Impressions", "Impr."],
  click_count: ["Clicks"],
  conversion_count: ["Conversions", "ConversionsQualified"],
};
const measures = [...columns.cost, ...columns.impression_count, ...columns.click_count];
const time = ["TimePeriod", "Time period", "Gregorian date", "GregorianDate", "Day", "Date"];

/** Columns that multiply the rows of a campaign: they belong to its key. */
const breakdowns = [
  ["AdGroupId", "Ad group ID"],
  ["AdGroupName", "Ad group"],
  ["AdId", "Ad ID"],
  ["KeywordId", "Keyword ID"],
  ["Keyword"],
  ["DeviceType", "Device type"],
  ["DeviceOS", "Device OS"],
  ["Network"],
  ["AdDistribution", "Ad distribution"],
  ["BidMatchType", "Bid match type"],
  ["DeliveredMatchType", "Delivered match type"],
  ["TopVsOther", "Top vs. other"],
  ["Goal"],
  ["Hour of day", "HourOfDay"],
];

/**
 * Microsoft Advertising reports: a preamble of "Key: value" cells and a copyright line at the end. The preamble says whether a row is
 * a day's, how many rows follow, and whether the numbers may still change.
 */
const microsoftAds: Connector = {
  name: "microsoft_ads",
  vendor: "Microsoft Advertising",
  reads: "Reports that begin with “Report Name:”, with a campaign; one without spend has clicks and no cost.",
  version: 2,
  streams: ["ad_spend"],
  recognise(head) {
    if (head[0]?.[0]?.startsWith("Report Name:") !== true) return undefined;
    const headerAt = head.findIndex(
      (cells) => cells.length > 1 && headerReader(cells).find(measures) !== undefined,
    );
    if (headerAt < 0) return undefined;
    const read = headerReader(head[headerAt] ?? []);
    if (read.find(columns.campaign) === undefined)
      refuseLacking("it is a Microsoft Ads report", ["CampaignId or CampaignName"], head[headerAt] ?? []);
    const facts = new Map(
      head.slice(0, headerAt).map(([cell = ""]): [string, string] => {
        const colon = cell.indexOf(":");
        return [cell.slice(0, colon), cell.slice(colon + 1).trim()];
      }),
    );
    const fact = (key: string) => facts.get(key) ?? "";
    const [from = "", to = from] = fact("Report Time")
      .split(" - ")
      .map((day) => parseInstant(day, "mdy")?.value.slice(0, 10) ?? "");
    const aggregation = fact("Report Aggregation");
    const spanned = read.find(time);
    const isDaily = spanned !== undefined && /^(|daily|hourly)$/i.test(aggregation);
    const isProvisional = /^true$/i.test(fact("Potential Incomplete Data"));
    const rows = /^[\d,]+$/.test(fact("Rows")) ? Number(fact("Rows").replaceAll(",", "")) : undefined;
    const segments = [
      ...(isDaily || spanned === undefined ? [] : [spanned]),
      ...breakdowns.flatMap((spellings) => read.find(spellings) ?? []),
    ];
    return {
      headerAt,
      zone: "UTC",
      footer: /^[@©] ?\d{4} Microsoft Corporation/,
      declaredAsOf: () =>
        availableUntil(fact("Last Completed Available Hour") || fact("Last Completed Available Day")),
      declares: { ...(rows === undefined ? {} : { rows }), period: [from, to] },
      notes: [
        ...(read.find(columns.cost) === undefined
          ? [
              {
                en: "it has no Spend: its campaigns have clicks and no cost",
                hu: "nincs benne Spend oszlop: a kampányainak kattintása van, költsége nincs",
              },
            ]
          : []),
        ...(isProvisional
          ? [
              {
                en: "provisional: it says that its data may be incomplete; export it again later",
                hu: "előzetes: azt mondja magáról, hogy adatai hiányosak lehetnek; később exportálja újra",
              },
            ]
          : []),
        ...(isDaily || to !== "" ? [] : [noPeriod]),
      ],
      mappings: [
        {
          stream: "ad_spend",
          format: { order: "mdy", decimal: ".", nulls: ["-", "--"], locale: "likely" },
          values: {
            platform: constant("microsoft_ads"),
            period_start: constant(from),
            period_end: constant(to),
            is_provisional: constant(String(isProvisional)),
            ...read.pick(columns),
            ...(isDaily ? { spend_date: spanned } : {}),
            ...(segments.length === 0 ? {} : { segment: joined(segments) }),
          },
        },
      ],
    };
  },
};

/** "2/8/2020 10:15:00 PM (GMT)". */
const availableUntil = (text: string): string =>
  parseInstant(text.replace(/\s*\(GMT\)$/, ""), "mdy")?.value ?? "";

export default microsoftAds;
