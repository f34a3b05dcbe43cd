import type { Format } from "../formats/values/value-sql.ts";
import {
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  through,
  type Connector,
  type Layout,
} from "../layout/layout.ts";

/** Exports follow the locale of the user. */
const format: Format = { order: "mdy", decimal: ".", nulls: [], locale: "unknown" };

const columns = {
  created_at: ["Created at", "Created date", "Created time"],
  updated_at: ["Updated at", "Last modified at", "Updated time"],
  stage_changed_at: ["Deal stage updated at", "Stage updated at", "Stage updated time"],
  closed_at: ["Closed date"],
  pipeline: ["Deal Pipeline"],
  stage: ["Deal Stage"],
  amount: ["Deal Value"],
  currency: ["Currency", "Deal currency"],
  product: ["Product"],
  lead_source: ["Source"],
  campaign_id: ["Campaign"],
  account_id: ["Account", "Account name"],
  owner_id: ["Owner", "Sales owner"],
  lost_reason: ["Lost reason", "Deal lost reason"],
};
const ids = ["ID", "Deal ID", "Record ID"];
const byName: Pick<Layout, "notes" | "rowIdentity"> = {
  notes: [
    {
      en: "it has no ID: deals are identified by Deal Name, and a deal that is renamed counts twice",
      hu: "nincs benne ID: az ügyleteket a Deal Name azonosítja, és amelyiket átnevezik, kétszer számít",
    },
  ],
  rowIdentity: {
    stream: "opportunities",
    column: "opportunity_id",
    begins: "true",
    by: "Deal Name",
    better: "ID",
  },
};
const what = "they are deals of Freshsales";

/** Freshsales (Freshworks CRM): the list of deals. The expected close date closes nothing; a list without an id is identified by name. */
const freshsales: Connector = {
  name: "freshsales",
  vendor: "Freshsales",
  reads: "Lists of deals; without an ID deals are identified by name.",
  version: 1,
  streams: ["opportunities"],
  recognise(head, comparison) {
    const headerAt = findHeader(head, ["Deal Name", "Deal Value"], comparison);
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = headerReader(header, undefined, comparison);
    const marks = [
      "Deal Pipeline",
      "Deal Stage",
      "Expected close date",
      "Payment status",
      "Related Contacts",
      "Closed date",
    ];
    if (marks.filter((name) => read.find([name]) !== undefined).length < 2) return undefined;
    if (read.find(columns.stage) === undefined) refuseLacking(what, columns.stage, header);
    refuseUnreadTimes(
      what,
      [...columns.created_at, ...columns.updated_at, ...columns.closed_at],
      read,
      head,
      headerAt,
    );
    const [id, probability] = [read.find(ids), read.find(["Probability", "Probability (%)"])];
    return {
      headerAt,
      delivery: "presumed_full",
      ...(id === undefined ? byName : {}),
      mappings: [
        {
          stream: "opportunities",
          format,
          values: {
            ...read.pick(columns),
            opportunity_id: id ?? read.cell("Deal Name"),
            ...(probability === undefined ? {} : { probability: through("percent_of", probability) }),
          },
        },
      ],
    };
  },
};

export default freshsales;
