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

/** A worksheet's dates are dates; in a re-saved text they are day numbers, or follow the locale of whoever saved it. */
const format: Format = { order: "mdy", decimal: ".", nulls: [], locale: "unknown", serials: true };

/** A GUID, in braces or not, in either case: the same record. */
const guid = (value: Value): Value => ({
  ...value,
  sql: `lower(regexp_replace(clean_text(${value.sql}), '^\\{(.*)\\}$', '\\1'))`,
});

const shared = {
  created_at: ["Created On"],
  updated_at: ["(Do Not Modify) Modified On", "Modified On"],
  owner_id: ["Owner"],
  lead_source: ["Lead Source"],
  country: ["Country/Region"],
};

/** Won and lost stand beside the pipeline phase, in the status. */
function opportunities(read: Reader): StreamMapping {
  const phase = read.cell("Pipeline Phase", "Process Stage");
  const status = read.cell("Status");
  const probability = read.find(["Probability"]);
  const isClosed = `lower(${textOf(status)}) in ('won', 'lost')`;
  return {
    stream: "opportunities",
    format,
    values: {
      ...read.pick({
        ...shared,
        closed_at: ["Actual Close Date"],
        last_stage: ["Pipeline Phase", "Process Stage"],
        amount: ["Actual Revenue"],
        currency: ["Currency"],
        campaign_id: ["Source Campaign"],
        account_id: ["Potential Customer", "Account"],
      }),
      opportunity_id: guid(read.cell("(Do Not Modify) Opportunity")),
      stage: {
        ...phase,
        ...(phase.at === undefined ? { isPartly: true } : {}),
        sql: `case when ${isClosed} then clean_text(${status.sql}) else ${phase.sql} end`,
      },
      amount: read.firstOf(["Actual Revenue", "Est. Revenue", "Est. revenue"]) ?? read.cell("Actual Revenue"),
      is_closed: {
        ...status,
        sql: `case when ${isClosed} then 'true' when ${textOf(status)} <> '' then 'false' end`,
      },
      is_won: {
        ...status,
        sql: `case when lower(${textOf(status)}) = 'won' then 'true' when ${textOf(status)} <> '' then 'false' end`,
      },
      ...(probability === undefined ? {} : { probability: through("percent_of", probability) }),
      lost_reason: {
        ...read.cell("Status Reason"),
        sql: `case when lower(${textOf(status)}) = 'lost' then ${read.cell("Status Reason").sql} end`,
      },
    },
  };
}

function leads(read: Reader): StreamMapping {
  const status = read.cell("Status Reason", "Status");
  return {
    stream: "leads",
    format,
    values: {
      ...read.pick({ ...shared, account_id: ["Company Name"] }),
      ...read.personKeys(["Business Phone", "Mobile Phone"], ["Email"]),
      lead_id: guid(read.cell("(Do Not Modify) Lead")),
      stage: status,
    },
  };
}

const contacts = (read: Reader): StreamMapping => ({
  stream: "contacts",
  format,
  values: {
    ...read.pick({
      created_at: shared.created_at,
      owner_id: shared.owner_id,
      account_id: ["Company Name", "Account"],
    }),
    ...read.personKeys(["Business Phone", "Mobile Phone"], ["Email"]),
    contact_id: guid(read.cell("(Do Not Modify) Contact")),
  },
});

/** Other tables name an account by its name, so the name is its id. */
const accounts = (read: Reader): StreamMapping => ({
  stream: "accounts",
  format,
  values: read.pick({
    account_id: ["Account Name"],
    industry: ["Industry"],
    employee_count: ["Number of Employees", "No. of Employees"],
    country: ["Address 1: Country/Region"],
  }),
});

/** The worksheet of one kind of activity. It names what it regards by title unless the column of its id is added. */
const activities =
  (kind: string) =>
  (read: Reader): StreamMapping => {
    const status = read.cell("Activity Status", "Status");
    const lowered = `lower(${textOf(status)})`;
    const isDone = `${lowered} in ('completed', 'closed', 'sent', 'received')`;
    const happened =
      read.firstOf(
        kind === "meeting"
          ? ["Start Time", "Actual Start", "Actual End"]
          : ["Actual End", "Actual Start", "Date Sent", "Due Date", "Modified On"],
      ) ?? constant("");
    const regarding = read.cell("Regarding (Id)", "Regarding Id", "Regarding");
    const occurred =
      kind === "meeting" ? happened.sql : `case when ${isDone} or ${lowered} = '' then ${happened.sql} end`;
    return {
      stream: "activities",
      format,
      values: {
        ...read.pick({
          logged_at: ["Created On"],
          due_at: ["Due Date", "Start Time"],
          owner_id: ["Owner"],
          subject: ["Subject"],
          direction: ["Direction", "Call Direction"],
          type: ["Category", "Activity Type"],
          outcome: ["Call Result", "Status Reason"],
        }),
        activity_id: guid(read.cell(...activityIds)),
        record_id: guid(regarding),
        kind: constant(kind),
        is_done: {
          ...status,
          sql: `case when ${lowered} in ('canceled', 'cancelled') then 'false' when ${isDone} then 'true' when ${lowered} <> ''${kind === "meeting" ? " and false" : ""} then 'false' end`,
        },
        occurred_at: { ...happened, sql: occurred },
      },
    };
  };

const activityKinds: [string, string][] = [
  ["Phone Call", "call"],
  ["Email", "email"],
  ["Email Message", "email"],
  ["Appointment", "meeting"],
  ["Task", "task"],
];
const activityIds = activityKinds.map(([name]) => `(Do Not Modify) ${name}`);

/** Columns of the tables of the Dataverse by their own names, as an export to a data lake or a query writes them. */
const codes: Record<string, string> = {
  phonecall: "call",
  "4210": "call",
  email: "email",
  "4202": "email",
  appointment: "meeting",
  "4201": "meeting",
  task: "task",
  "4212": "task",
};

function activityPointers(read: Reader): StreamMapping {
  const kind = read.cell("activitytypecode");
  const state = read.cell("statecode");
  const isDone = `lower(${textOf(state)}) in ('1', 'completed')`;
  const isOpen = `lower(${textOf(state)}) in ('0', 'open', '2', 'canceled')`;
  const kindSql = `case lower(${textOf(kind)}) ${Object.entries(codes)
    .map(([code, name]) => `when '${code}' then '${name}'`)
    .join(" ")} else 'task' end`;
  const happened = read.firstOf(["actualend", "actualstart", "scheduledstart", "createdon"]) ?? constant("");
  const outward = read.cell("directioncode");
  return {
    stream: "activities",
    format: { ...format, order: "ymd" },
    values: {
      ...read.pick({
        logged_at: ["createdon"],
        due_at: ["scheduledend", "scheduledstart"],
        subject: ["subject"],
      }),
      activity_id: guid(read.cell("activityid")),
      record_id: guid(read.cell("_regardingobjectid_value", "regardingobjectid")),
      owner_id: guid(read.cell("_ownerid_value", "ownerid")),
      kind: { ...kind, sql: kindSql },
      direction: {
        ...outward,
        sql: `case lower(${textOf(outward)}) when 'true' then 'out' when '1' then 'out' when 'false' then 'in' when '0' then 'in' end`,
      },
      is_done: { ...state, sql: `case when ${isDone} then 'true' when ${isOpen} then 'false' end` },
      occurred_at: { ...happened, sql: `case when ${isDone} then ${happened.sql} end` },
    },
  };
}

const tables: [string[], (read: Reader) => StreamMapping][] = [
  [["(Do Not Modify) Opportunity", "Status"], opportunities],
  [["(Do Not Modify) Lead", "Status"], leads],
  [["(Do Not Modify) Contact"], contacts],
  [["(Do Not Modify) Account", "Account Name"], accounts],
  ...activityKinds.map(([name, kind]): [string[], (read: Reader) => StreamMapping] => [
    [`(Do Not Modify) ${name}`, "Subject"],
    activities(kind),
  ]),
];

/** Dynamics 365: the "Export to Excel" worksheet, whose first three columns are hidden and must not be modified. */
const dynamics365: Connector = {
  name: "dynamics365",
  vendor: "Dynamics 365",
  reads:
    "The “Export to Excel” worksheet of opportunities, leads, contacts, accounts, phone calls, e-mails, appointments and tasks, known by its hidden “(Do Not Modify)” columns, and activities by the names of the Dataverse. An activity finds its deal or lead by the id of what it regards, which a worksheet has only where that column is added.",
  version: 3,
  streams: ["opportunities", "leads", "contacts", "activities", "accounts"],
  recognise(head, comparison) {
    for (const [headers, mapping] of tables) {
      const headerAt = findHeader(head, [...headers, checksum], comparison);
      if (headerAt < 0) continue;
      const header = head[headerAt] ?? [];
      const read = headerReader(header);
      const times = [...shared.created_at, ...shared.updated_at, "Actual Close Date"];
      if (mapping === opportunities)
        refuseUnreadTimes("they are opportunities of Dynamics", times, read, head, headerAt);
      return { headerAt, delivery: "presumed_full", mappings: [mapping(read)] };
    }
    const pointers = findHeader(head, ["activityid", "activitytypecode", "statecode"], comparison);
    if (pointers >= 0)
      return {
        headerAt: pointers,
        delivery: "presumed_full",
        zone: "UTC",
        mappings: [activityPointers(headerReader(head[pointers] ?? []))],
      };
    if (comparison === "exact") return undefined;
    for (const [[id = "", ...needed]] of tables) {
      const header = head[findHeader(head, [id, checksum])];
      if (header === undefined) continue;
      const read = headerReader(header);
      const lacks = needed.filter((name) => read.find([name]) === undefined);
      refuseLacking("it is a worksheet of Dynamics", lacks, header);
    }
    return undefined;
  },
};

const checksum = "(Do Not Modify) Row Checksum";

export default dynamics365;
