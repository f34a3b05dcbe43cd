import { z } from "zod";
import type { Manners } from "../http/call.ts";
import { secret } from "../http/secrets.ts";
import { noteOfNone, vendor, type Stream } from "../job/vendor.ts";
import { aboutIds } from "./hubspot/about-ids.ts";
import { apiAt, most, version } from "./hubspot/api.ts";
import { campaigns } from "./hubspot/campaigns.ts";
import { changing } from "./hubspot/changes.ts";
import { contactHistory, contactList } from "./hubspot/contact-history.ts";
import { gapsIn } from "./hubspot/history-gaps.ts";
import { list, one, owners } from "./hubspot/lists.ts";
import { limitsOf, reasonOf, verdictOf } from "./hubspot/manners.ts";
import { pipelineHistory } from "./hubspot/pipeline-history.ts";
import { activities, companies, deals, leads } from "./hubspot/records.ts";

const keys = z.strictObject({
  /** A service key, or the token of a private app made before they ended. */
  token: secret,
  /** Where the interface is, for a gateway. */
  url: z.url({ protocol: /^https?$/ }).default("https://api.hubapi.com"),
});

/** The streams of an account at an address. */
function streamsOf(url: string): Stream[] {
  const api = apiAt(url);
  const associated = `/crm/associations/${version}/deals/contacts/batch/read`;
  return [
    one(api, "deal_pipelines", `/crm/pipelines/${version}/deals`, "crm.schemas.deals.read"),
    { ...one(api, "lead_pipelines", `/crm/pipelines/${version}/leads`, leads.scope), isOptional: true },
    owners(api),
    { ...list(api, deals), noteOf: (file) => noteOfNone(file) ?? gapsIn(file, deals) },
    contactList(api),
    changing(api, companies),
    // contacts are leads too: a file of the one says nothing of who is gone of the other
    { ...list(api, leads), delivery: "delta", noteOf: (file) => gapsIn(file, leads) },
    pipelineHistory(api, "deal", deals),
    pipelineHistory(api, "lead", leads),
    campaigns(api),
    contactHistory(api),
    aboutIds(api, {
      stream: "deal_contacts",
      of: deals.stream,
      chosen: (record) => record["archived"] !== true,
      path: associated,
      body: (inputs) => ({ inputs }),
      size: most.associations,
      scope: deals.scope,
      delivery: "full",
      estimate: async ({ http }) =>
        Math.ceil((await api.countOf(http, deals.type, "deal_contacts")) / most.associations),
    }),
    ...activities.map((each) => changing(api, each)),
  ];
}

/** HubSpot, by its interface of the version above: what journeys are made of each night, what is many when it changed. */
export default vendor<z.infer<typeof keys>>({
  kind: "hubspot",
  name: "HubSpot",
  keys,
  open({ keys: { token, url }, secretOf }) {
    const manners: Manners = {
      // a key that was renewed where it is kept holds from the next call
      signIn: () => Promise.resolve({ authorization: `Bearer ${secretOf(token, "token")}` }),
      limitsOf,
      verdictOf,
      reasonOf,
    };
    return { manners, streams: streamsOf(url.replace(/\/$/, "")) };
  },
});
