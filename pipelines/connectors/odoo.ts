import { quotedString } from "@duckdb/node-api";
import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  through,
  type Connector,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import { readWords } from "../layout/header.ts";
import { outcomeOfFlags } from "../layout/outcome.ts";

type Reader = ReturnType<typeof headerReader>;

const words = readWords("odoo");

/** Its interface for programs says false where a field is empty. */
const format: Format = { order: "ymd", decimal: ".", nulls: ["False", "false"] };

/** A field by its label, and by its technical name in an export that can be imported again. */
const columns = {
  id: ["External ID", "id", "ID", ".id"],
  name: ["Opportunity", "name"],
  stage: ["Stage", "stage_id", "stage_id/name", "Stage/Stage Name", "stage_id/id"],
  created_at: ["Created on", "create_date"],
  updated_at: ["Last Updated on", "write_date"],
  stage_changed_at: ["Last Stage Update", "date_last_stage_update"],
  closed_at: ["Closed Date", "date_closed"],
  amount: ["Expected Revenue", "expected_revenue"],
  currency: ["Currency", "company_currency", "company_currency/name"],
  probability: ["Probability", "Probability (%)", "probability"],
  lost_reason: ["Lost Reason", "lost_reason_id", "lost_reason_id/name", "lost_reason"],
  lead_source: ["Source", "source_id", "source_id/name"],
  campaign_id: ["Campaign", "campaign_id", "campaign_id/name"],
  account_id: ["Company Name", "partner_name", "Customer", "Contact", "partner_id", "partner_id/name"],
  owner_id: ["Salesperson", "user_id", "user_id/name"],
  country: ["Country", "country_id", "country_id/name"],
  type: ["Type", "type"],
  active: ["Active", "active"],
  won_status: ["Is Won", "won_status"],
};
const { id, name, stage: stages, type, active, won_status, probability, ...plain } = columns;

/** A link is a name, in the answer to a program its number before it. */
const named = (value: Value): Value => ({
  ...value,
  sql: `regexp_replace(clean_text(${value.sql}), '^\\d+;', '')`,
});

const linked = ["currency", "lost_reason", "lead_source", "campaign_id", "account_id", "owner_id", "country"];

const pick = (read: Reader, picked: Record<string, string[]>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(read.pick(picked)).map(([canonical, value]) => [
      canonical,
      linked.includes(canonical) ? named(value) : value,
    ]),
  );

const isOneOf = (value: Value, said: string[]) =>
  `lower(${textOf(value)}) in (${said.map(quotedString).join(", ")})`;
const yes = ["true", "1", "yes", "igen", "igaz"];
const no = ["false", "0", "no", "nem", "hamis"];

/** A lost record is archived in the stage where it was lost, and has a reason until it is restored; a won one is certain. */
function outcome(read: Reader): { won: string; lost: string; open: string } {
  const wonStatus = read.cell(...won_status);
  const [isActive, reason] = [read.cell(...active), read.cell(...columns.lost_reason)];
  const isSure = `coalesce(try_cast(${textOf(read.cell(...probability))} as double) >= 100, false)`;
  const hasReason = `${textOf(reason)} not in ('', 'False', 'false')`;
  const lost = `(${isOneOf(wonStatus, ["lost", "elvesztett"])} or ${isOneOf(isActive, no)} or (${hasReason} and not ${isSure}))`;
  const won = `(not ${lost} and (${isOneOf(wonStatus, ["won", "megnyert"])} or ${isSure}))`;
  return {
    won,
    lost,
    open: `(not ${lost} and not ${won} and (${isOneOf(wonStatus, ["pending", "függő"])} or ${isOneOf(isActive, yes)}))`,
  };
}

const isLead = (value: Value) => isOneOf(value, ["lead", "érdeklődés"]);

/** The rows of one type make the rows of one stream; without the column all are opportunities. */
const ofType = (read: Reader, wanted: "lead" | "opportunity"): Partial<StreamMapping> => {
  const [kind, own] = [read.find(type), read.cell(...id)];
  if (kind === undefined) return {};
  return {
    where: { ...own, sql: `case when ${wanted === "lead" ? "" : "not "}${isLead(kind)} then ${own.sql} end` },
  };
};

const people = (read: Reader) =>
  read.personKeys(["Phone", "phone", "Mobile", "mobile"], ["Email", "email_from"]);

const opportunities = (read: Reader): StreamMapping => ({
  stream: "opportunities",
  format,
  ...ofType(read, "opportunity"),
  values: {
    ...pick(read, { ...plain, opportunity_id: id }),
    // a lead is the same record before it is converted
    ...(read.find(type) === undefined ? {} : { lead_id: read.cell(...id) }),
    ...outcomeOfFlags({ stage: named(read.cell(...stages)), ...outcome(read), hasWonStage: true }),
    ...(read.find(probability) === undefined
      ? {}
      : { probability: through("percent_of", read.cell(...probability)) }),
    ...people(read),
  },
});

const leads = (read: Reader): StreamMapping => {
  const { created_at, updated_at, lost_reason, lead_source, campaign_id, account_id, owner_id, country } =
    plain;
  return {
    stream: "leads",
    format,
    ...ofType(read, "lead"),
    values: {
      ...pick(read, {
        created_at,
        updated_at,
        lost_reason,
        lead_source,
        campaign_id,
        account_id,
        owner_id,
        country,
        lead_id: id,
      }),
      stage: { ...constant(""), sql: `case when ${outcome(read).lost} then 'Lost' else 'Lead' end` },
      ...people(read),
    },
  };
};

/** Columns by which a pipeline of Odoo is known beside a name and a stage. */
const marks = [
  [
    "Expected Revenue",
    "Expected Closing",
    "Salesperson",
    "Sales Team",
    "Closed Date",
    "Last Stage Update",
    "Lost Reason",
  ],
  [
    "expected_revenue",
    "date_deadline",
    "user_id",
    "team_id",
    "date_closed",
    "date_last_stage_update",
    "email_from",
    "partner_id",
  ],
];

/** Odoo: leads and opportunities (crm.lead), in English or Hungarian or by technical names. Its history of stages is in no export. */
const odoo: Connector = {
  name: "odoo",
  vendor: "Odoo",
  reads:
    "The export of crm.lead: leads and opportunities, by labels in English and Hungarian or technical names.",
  version: 1,
  streams: ["opportunities", "leads"],
  recognise(head, comparison) {
    for (const [at, known] of marks.entries()) {
      const headerAt = findHeader(head, [name[at] ?? ""], comparison, words);
      const header = head[headerAt];
      if (header === undefined) continue;
      const read = headerReader(header, words, comparison);
      if (known.filter((column) => read.find([column]) !== undefined).length < 2) continue;
      const lacks = [id, stages]
        .filter((names) => read.find(names) === undefined)
        .map((names) => names[at] ?? "");
      if (lacks.length > 0) refuseLacking("they are opportunities of Odoo", lacks, header);
      refuseUnreadTimes(
        "they are opportunities of Odoo",
        [...plain.created_at, ...plain.updated_at, ...plain.closed_at],
        read,
        head,
        headerAt,
      );
      const mappings = read.find(type) === undefined ? [opportunities] : [opportunities, leads];
      return { headerAt, delivery: "presumed_full", mappings: mappings.map((mapping) => mapping(read)) };
    }
    return undefined;
  },
};

export default odoo;
