import { jsonOf } from "../../http/bodies.ts";
import type { Call } from "../../http/call.ts";
import type { Stream } from "../../job/vendor.ts";
import { after, most, version, type Api } from "./api.ts";
import { one } from "./lists.ts";

const properties = [
  "hs_name",
  "hs_start_date",
  "hs_end_date",
  "hs_campaign_status",
  "hs_currency_code",
  "hs_spend_items_sum_amount",
];

const path = `/marketing/campaigns/${version}`;
const callOf = (api: Api, limit: number, from?: unknown): Call => ({
  url: api.address(path, {
    limit: String(limit),
    properties: properties.join(","),
    ...(typeof from === "string" ? { after: from } : {}),
  }),
  what: "campaigns",
});
/** Marketing campaigns, each with what was spent on it in all. */
export const campaigns = (api: Api): Stream => ({
  ...one(api, "campaigns", path, "marketing.campaigns.read"),
  asks: [`GET ${path}`, `properties=${properties.join(",")}`],
  isOptional: true,
  page: ({ after: from }, { http }) =>
    api.bodyOf(http, callOf(api, most.listed, from), (body) => {
      const next = after(body);
      return next === undefined ? undefined : { after: next };
    }),
  estimate: ({ http }) =>
    http.ask(callOf(api, 1), (answer) => {
      const { total } = jsonOf(answer);
      return typeof total === "number" ? Math.max(1, Math.ceil(total / most.listed)) : 1;
    }),
});
