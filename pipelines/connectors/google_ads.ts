import { quotedString } from "@duckdb/node-api";
import { constant, findHeader, firstFilled, headerReader, type Connector } from "../load/connector.ts";

const total = "^\\s*(total|gesamt|összes\\w*)\\s*:";

/** First and last day of the preamble's period line; empty for "All time". */
function periodOf(preamble: string[][]): [string, string] {
  const line = preamble.map((cells) => cells.join(",")).find((text) => /\d{4}/.test(text)) ?? "";
  const days = line.split(/ [-–] /).map((part) => new Date(`${part.trim()} UTC`));
  const [from, to] = days.map((day) => (Number.isNaN(day.getTime()) ? "" : day.toISOString().slice(0, 10)));
  return [from ?? "", to ?? ""];
}

/** Google Ads campaign reports. Without a Day column a row is a total over the period of the preamble, never a day's spend. */
const googleAds: Connector = {
  name: "google_ads",
  version: 2,
  streams: ["ad_spend"],
  recognise(head) {
    const headerAt = findHeader(head, ["Campaign", "Cost", "Impr."]);
    if (headerAt < 0) return undefined;
    const header = head[headerAt] ?? [];
    const [from, to] = periodOf(head.slice(0, headerAt));
    return {
      headerAt,
      furniture: `regexp_matches(${firstFilled(header.length)}, ${quotedString(total)}, 'i')`,
      parts: [
        {
          stream: "ad_spend",
          format: { order: "ymd", decimal: ".", nulls: ["--"] },
          values: {
            platform: constant("google_ads"),
            period_start: constant(from),
            period_end: constant(to),
            ...headerReader(header).pick({
              campaign: ["Campaign"],
              campaign_id: ["Campaign ID"],
              spend_date: ["Day"],
              segment: ["Device", "Network"],
              cost: ["Cost"],
              currency: ["Currency code"],
              impression_count: ["Impr."],
              click_count: ["Clicks"],
              conversion_count: ["Conversions"],
            }),
          },
        },
      ],
    };
  },
};

export default googleAds;
