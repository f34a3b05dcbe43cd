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

type Reader = ReturnType<typeof headerReader>;

const format: Format = { order: "ymd", decimal: ".", nulls: [] };

/** Every id is written with the prefix zcrm_ and 15 to 20 digits; names stay as they are. */
const withoutPrefix = (value: Value): Value => ({
  ...value,
  sql: `regexp_replace(clean_text(${value.sql}), '^zcrm_(\\d+)$', '\\1')`,
});

function pick(read: Reader, columns: Record<string, string[]>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(read.pick(columns)).map(([canonical, value]) => [
      canonical,
      canonical.endsWith("_id") ? withoutPrefix(value) : value,
    ]),
  );
}

/** Each look-up column has a twin `X.id`: the id is taken, the name in a file without that column. */
const lookUp = (...names: string[]) => names.flatMap((name) => [`${name}.id`, name]);

const personKeys = (read: Reader) => read.personKeys(["Phone", "Mobile"], ["Email"]);

/** A lead may be marked junk and converted all the same: its status and what it became are two things. */
const leads = (read: Reader): StreamMapping => ({
  stream: "leads",
  format,
  values: {
    ...pick(read, {
      lead_id: ["Record Id"],
      created_at: ["Created Time"],
      updated_at: ["Modified Time"],
      stage: ["Lead Status"],
      lead_source: ["Lead Source"],
      owner_id: lookUp("Lead Owner"),
      campaign_id: lookUp("Campaign Source"),
      lost_reason: ["Reason For Loss", "Lost Reason"],
      account_id: ["Company"],
      country: ["Country"],
      converted_opportunity_id: ["Converted Deal.id"],
      is_do_not_email: ["Email Opt Out"],
    }),
    ...personKeys(read),
  },
});

const probability = (value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { probability: through("percent_of", value) };

/** Closing Date is the expected one while a deal is open. */
const deals = (read: Reader): StreamMapping => ({
  stream: "opportunities",
  format,
  values: {
    ...probability(read.find(["Probability (%)", "Probability"])),
    ...pick(read, {
      opportunity_id: ["Record Id"],
      created_at: ["Created Time"],
      updated_at: ["Modified Time"],
      closed_at: ["Closing Date"],
      stage_changed_at: ["Stage Modified Time"],
      pipeline: ["Pipeline"],
      stage: ["Stage"],
      amount: ["Amount"],
      currency: ["Currency"],
      lead_source: ["Lead Source"],
      campaign_id: lookUp("Campaign Source"),
      account_id: lookUp("Account Name"),
      owner_id: lookUp("Deal Owner"),
      lost_reason: ["Reason For Loss", "Reason For Loss (Closed Lost)"],
    }),
  },
});

const contacts = (read: Reader): StreamMapping => ({
  stream: "contacts",
  format,
  values: {
    ...pick(read, {
      contact_id: ["Record Id"],
      created_at: ["Created Time"],
      account_id: lookUp("Account Name"),
      owner_id: lookUp("Contact Owner"),
      country: ["Mailing Country"],
    }),
    ...personKeys(read),
  },
});

const accounts = (read: Reader): StreamMapping => ({
  stream: "accounts",
  format,
  values: pick(read, {
    account_id: ["Record Id"],
    industry: ["Industry"],
    employee_count: ["Employees"],
    country: ["Billing Country"],
  }),
});

/** An activity names the id of what it is related to, of whatever module; without one the person's. */
const related = (read: Reader): Record<string, Value> => {
  const [record, person] = [
    read.cell("Related To.id", "What Id.id", "Parent ID.id", "Parent Id.id"),
    read.cell("Contact Name.id", "Who Id.id"),
  ];
  return {
    record_id: withoutPrefix({ ...record, sql: `coalesce(clean_text(${record.sql}), ${person.sql})` }),
  };
};

const calls = (read: Reader): StreamMapping => ({
  stream: "activities",
  format,
  values: {
    ...pick(read, {
      activity_id: ["Record Id"],
      logged_at: ["Created Time"],
      occurred_at: ["Call Start Time"],
      owner_id: lookUp("Call Owner"),
      direction: ["Call Type"],
      subject: ["Subject"],
      type: ["Call Purpose"],
      outcome: ["Call Result", "Outgoing Call Status"],
    }),
    ...related(read),
    kind: constant("call"),
  },
});

const meetings = (read: Reader): StreamMapping => ({
  stream: "activities",
  format,
  values: {
    ...pick(read, {
      activity_id: ["Record Id"],
      logged_at: ["Created Time"],
      occurred_at: ["From"],
      owner_id: lookUp("Host"),
      subject: ["Title", "Event Title"],
      outcome: ["Check-In Status"],
    }),
    ...related(read),
    kind: constant("meeting"),
  },
});

function tasks(read: Reader): StreamMapping {
  const status = read.cell("Status");
  const isDone = `lower(${textOf(status)}) = 'completed'`;
  const closed = read.firstOf(["Closed Time", "Modified Time", "Due Date"]) ?? constant("");
  return {
    stream: "activities",
    format,
    values: {
      ...pick(read, {
        activity_id: ["Record Id"],
        logged_at: ["Created Time"],
        due_at: ["Due Date"],
        owner_id: lookUp("Task Owner"),
        subject: ["Subject"],
      }),
      ...related(read),
      kind: constant("task"),
      is_done: { ...status, sql: `case when ${isDone} then 'true' else 'false' end` },
      occurred_at: { ...closed, sql: `case when ${isDone} then ${closed.sql} end` },
    },
  };
}

const notes = (read: Reader): StreamMapping => ({
  stream: "activities",
  format,
  values: {
    ...pick(read, {
      activity_id: ["Record Id"],
      logged_at: ["Created Time"],
      occurred_at: ["Created Time"],
      owner_id: lookUp("Note Owner"),
      subject: ["Note Title"],
    }),
    ...related(read),
    kind: constant("note"),
  },
});

/** Whom a deal names, and of the module of contact roles also what part the person has. */
const people = (read: Reader, deal: string[]): StreamMapping[] => {
  const person = read.find(["Contact Name.id"]);
  if (person === undefined) return [];
  return [
    {
      stream: "contact_roles",
      format,
      where: person,
      values: {
        ...pick(read, { opportunity_id: deal, contact_id: ["Contact Name.id"], role: ["Contact Role"] }),
      },
    },
  ];
};

const modules: [string[], (read: Reader) => StreamMapping][] = [
  [["Record Id", "Call Start Time"], calls],
  [["Record Id", "Task Owner", "Subject", "Status"], tasks],
  [["Record Id", "Host", "From"], meetings],
  [["Record Id", "Note Owner", "Note Title"], notes],
  [["Record Id", "Deal Name", "Stage"], deals],
  [["Record Id", "Lead Status"], leads],
  [["Record Id", "Contact Owner"], contacts],
  [["Record Id", "Account Name", "Account Owner"], accounts],
];

/** Zoho CRM module exports. The stage history of deals is a module of its own that is not read. */
const zoho: Connector = {
  name: "zoho",
  vendor: "Zoho CRM",
  reads:
    "Module exports of deals, leads, contacts, accounts, calls, meetings, tasks, notes and contact roles, known by “Record Id”. The stage history, a module of its own, is not read.",
  version: 3,
  streams: ["opportunities", "leads", "contacts", "contact_roles", "activities", "accounts"],
  recognise(head, comparison) {
    for (const [headers, mapping] of modules) {
      const headerAt = findHeader(head, headers, comparison);
      if (headerAt < 0) continue;
      const header = head[headerAt] ?? [];
      const read = headerReader(header);
      if (mapping === deals)
        refuseUnreadTimes(
          "they are Zoho deals",
          ["Created Time", "Modified Time", "Closing Date"],
          read,
          head,
          headerAt,
        );
      return {
        headerAt,
        delivery: "presumed_full",
        mappings: [mapping(read), ...(mapping === deals ? people(read, ["Record Id"]) : [])],
      };
    }
    const roles = findHeader(head, ["Deal Name.id", "Contact Name.id", "Contact Role"], "exact");
    if (roles >= 0)
      return { headerAt: roles, mappings: people(headerReader(head[roles] ?? []), ["Deal Name.id"]) };
    // HubSpot writes "Record ID": only the exact name is Zoho's
    const nearly = head[findHeader(head, ["Record Id", "Deal Name"], "exact")];
    if (nearly !== undefined) refuseLacking("they are Zoho deals", ["Stage"], nearly);
    return undefined;
  },
};

export default zoho;
