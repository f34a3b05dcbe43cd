import { quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  through,
  type Connector,
  type Layout,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import { headerKey, readWords } from "../layout/header.ts";

type Reader = ReturnType<typeof headerReader>;

const words = readWords("pipedrive");

/** Dates and numbers follow the locale of the user who exports. */
const format: Format = { order: "mdy", decimal: ".", nulls: [], locale: "unknown", serials: true };

const personKeys = (read: Reader) =>
  read.personKeys(
    [
      "Person - Phone",
      "Person - Phone - Work",
      "Person - Phone - Mobile",
      "Person - Phone - Home",
      "Person - Phone - Other",
    ],
    ["Person - Email", "Person - Email - Work", "Person - Email - Home", "Person - Email - Other"],
  );

/** Won and lost stand beside the stage: the status says them, or the times where a list view leaves the status out. */
function outcome(read: Reader): Record<string, Value> {
  const stage = read.cell("Deal - Stage");
  const status = `lower(${textOf(read.cell("Deal - Status"))})`;
  const [won, lost] = [read.cell("Deal - Won time"), read.cell("Deal - Lost time")];
  const closed = read.firstOf(["Deal - Deal closed on"]) ?? constant("");
  const is = (word: string) =>
    `${status} in (${words
      .spellings(word)
      .map((each) => quotedString(each.toLowerCase()))
      .join(", ")})`;
  const choose = (ifWon: string, ifLost: string, ifOpen: string) =>
    `case when ${is("Won")} then ${ifWon} when ${is("Lost")} then ${ifLost} when ${is("Open")} or ${is("Deleted")} then ${ifOpen}
      else case when ${textOf(won)} <> '' then ${ifWon} when ${textOf(lost)} <> '' then ${ifLost} else ${ifOpen} end end`;
  const isOpen = `case when ${is("Open")} then 'false' end`;
  const at = (value: Value) => `coalesce(clean_text(${value.sql}), ${closed.sql})`;
  return {
    stage: {
      ...stage,
      ...(stage.at === undefined ? { isPartly: true } : {}),
      sql: choose("'Won'", "'Lost'", stage.sql),
    },
    closed_at: { ...(won.at === undefined ? closed : won), sql: choose(at(won), at(lost), "null") },
    is_closed: { ...read.cell("Deal - Status"), sql: choose("'true'", "'true'", isOpen) },
    is_won: { ...read.cell("Deal - Status"), sql: choose("'true'", "'false'", isOpen) },
    is_deleted: { ...read.cell("Deal - Status"), sql: `case when ${is("Deleted")} then 'true' end` },
  };
}

const probability = (value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { probability: through("percent_of", value) };

/** A deal was changed when it was won or lost, which is no expectation, where the list does not say when it was updated. */
const changed = (updated_at: Value | undefined) => (updated_at === undefined ? {} : { updated_at });

/** The contact person of a deal; what part he or she has in the decision is not known. */
function contactPerson(read: Reader): StreamMapping[] {
  const person = read.find(["Deal - Contact person ID", "Deal - Person ID"]);
  if (person === undefined) return [];
  return [
    {
      stream: "contact_roles",
      format,
      where: person,
      values: {
        opportunity_id: read.cell("Deal - ID"),
        contact_id: person,
        is_primary: constant("true"),
      },
    },
  ];
}

const deals = (read: Reader): StreamMapping => ({
  stream: "opportunities",
  format,
  values: {
    ...read.pick({
      opportunity_id: ["Deal - ID"],
      created_at: ["Deal - Deal created"],
      pipeline: ["Deal - Pipeline"],
      last_stage: ["Deal - Stage"],
      stage_changed_at: ["Deal - Last stage change"],
      amount: ["Deal - Value"],
      currency: ["Deal - Currency of Value", "Deal - Currency"],
      product: ["Deal - Product name"],
      lead_source: ["Deal - Source channel", "Deal - Source origin"],
      campaign_id: ["Deal - Source channel ID"],
      lead_id: ["Deal - Lead ID"],
      account_id: ["Deal - Organization ID", "Deal - Organization"],
      owner_id: ["Deal - Owner"],
      lost_reason: ["Deal - Lost reason"],
    }),
    ...outcome(read),
    ...changed(read.firstOf(["Deal - Update time", "Deal - Won time", "Deal - Lost time"])),
    ...probability(read.find(["Deal - Probability"])),
    ...personKeys(read),
  },
});

/** A lead of the Leads Inbox has no stage: it stands at "Lead". */
const leads = (read: Reader): StreamMapping => ({
  stream: "leads",
  format,
  values: {
    ...read.pick({
      lead_id: ["Lead - ID"],
      created_at: ["Lead - Lead created", "Lead - Created", "Lead - Add time"],
      updated_at: ["Lead - Update time"],
      lead_source: ["Lead - Source channel", "Lead - Source"],
      account_id: ["Lead - Organization ID", "Lead - Organization"],
      owner_id: ["Lead - Owner"],
      converted_opportunity_id: ["Lead - Deal ID"],
    }),
    stage: constant("Lead"),
    ...personKeys(read),
  },
});

function activities(read: Reader): StreamMapping {
  const lowered = `lower(${textOf(read.cell("Activity - Type"))})`;
  const done = `lower(${textOf(read.cell("Activity - Done", "Activity - Status"))})`;
  const isDone = `${done} in ('done', 'true', 'yes', '1')`;
  const [deal, lead, person] = [
    read.cell("Activity - Deal ID", "Deal - ID"),
    read.cell("Activity - Lead ID", "Lead - ID"),
    read.cell("Activity - Contact person ID", "Activity - Person ID", "Person - ID"),
  ];
  const happened = read.firstOf(["Activity - Marked as done time", "Activity - Due date"]);
  return {
    stream: "activities",
    format,
    values: {
      ...read.pick({
        activity_id: ["Activity - ID"],
        owner_id: ["Activity - Assigned to user", "Activity - Owner"],
        logged_at: ["Activity - Add time", "Activity - Created"],
        due_at: ["Activity - Due date"],
        subject: ["Activity - Subject"],
        type: ["Activity - Type"],
      }),
      kind: {
        ...read.cell("Activity - Type"),
        sql: `case when ${lowered} like '%call%' then 'call' when ${lowered} like '%mail%' then 'email' when ${lowered} in ('meeting', 'lunch') then 'meeting' else 'task' end`,
      },
      is_done: {
        ...read.cell("Activity - Done", "Activity - Status"),
        sql: `case when ${done} <> '' then case when ${isDone} then 'true' else 'false' end end`,
      },
      record_type: {
        ...deal,
        sql: `case when ${textOf(deal)} <> '' then 'opportunity' when ${textOf(lead)} <> '' then 'lead' when ${textOf(person)} <> '' then 'contact' end`,
      },
      record_id: {
        ...deal,
        sql: `coalesce(clean_text(${deal.sql}), clean_text(${lead.sql}), ${person.sql})`,
      },
      ...(happened === undefined
        ? {}
        : { occurred_at: { ...happened, sql: `case when ${isDone} then ${happened.sql} end` } }),
    },
  };
}

function notes(read: Reader): StreamMapping {
  const [deal, lead, person] = [
    read.cell("Note - Deal ID"),
    read.cell("Note - Lead ID"),
    read.cell("Note - Person ID", "Note - Contact person ID"),
  ];
  const content = read.cell("Note - Content", "Note - Note");
  return {
    stream: "activities",
    format,
    values: {
      ...read.pick({
        activity_id: ["Note - ID"],
        logged_at: ["Note - Add time", "Note - Created"],
        occurred_at: ["Note - Add time", "Note - Created"],
        owner_id: ["Note - User", "Note - Owner"],
      }),
      activity_id: { ...read.cell("Note - ID"), sql: `'note ' || clean_text(${read.cell("Note - ID").sql})` },
      kind: constant("note"),
      subject: { ...content, sql: `left(${content.sql}, 1000)` },
      record_type: {
        ...deal,
        sql: `case when ${textOf(deal)} <> '' then 'opportunity' when ${textOf(lead)} <> '' then 'lead' when ${textOf(person)} <> '' then 'contact' end`,
      },
      record_id: {
        ...deal,
        sql: `coalesce(clean_text(${deal.sql}), clean_text(${lead.sql}), ${person.sql})`,
      },
    },
  };
}

const persons = (read: Reader): StreamMapping => ({
  stream: "contacts",
  format,
  values: {
    ...read.pick({
      contact_id: ["Person - ID"],
      created_at: ["Person - Person created", "Person - Add time"],
      account_id: ["Person - Organization ID", "Person - Organization"],
      owner_id: ["Person - Owner"],
    }),
    ...personKeys(read),
  },
});

const organizations = (read: Reader): StreamMapping => ({
  stream: "accounts",
  format,
  values: read.pick({
    account_id: ["Organization - ID"],
    industry: ["Organization - Industry"],
    employee_count: ["Organization - Employee count", "Organization - Number of employees"],
    country: ["Organization - Country of Address", "Organization - Address - Country"],
  }),
});

/** How its interface for programs writes values. */
const answers: Format = { order: "ymd", decimal: ".", nulls: [] };

/** The value that stands first in a list of phone numbers or addresses. */
const firstListed = (value: Value): Value => ({
  ...value,
  sql: `regexp_extract(${value.sql}, '"value"\\s*:\\s*"([^"]+)"', 1)`,
});

/** Of a lead, a deal or a person that an activity belongs to, the nearest to the sale. */
function owning(read: Reader): Record<string, Value> {
  const [deal, lead, person] = [read.cell("deal_id"), read.cell("lead_id"), read.cell("person_id")];
  return {
    record_type: {
      ...deal,
      sql: `case when ${textOf(deal)} <> '' then 'opportunity' when ${textOf(lead)} <> '' then 'lead' when ${textOf(person)} <> '' then 'contact' end`,
    },
    record_id: {
      ...deal,
      sql: `coalesce(clean_text(${deal.sql}), clean_text(${lead.sql}), ${person.sql})`,
    },
  };
}

/** What a closing is called beside the stages: a status, not a stage. */
const closing = (value: Value, otherwise: string) =>
  `case lower(${textOf(value)}) when 'won' then 'Won' when 'lost' then 'Lost' else ${otherwise} end`;

/** Deals as the interface answers: won and lost stand beside the stage. */
function answeredDeals(read: Reader): StreamMapping[] {
  const [status, stage] = [read.cell("status"), read.cell("stage_id")];
  const [won, lost] = [read.cell("won_time"), read.cell("lost_time")];
  const is = (word: string) => `lower(${textOf(status)}) = '${word}'`;
  return [
    {
      stream: "opportunities",
      format: answers,
      values: {
        ...read.pick({
          opportunity_id: ["id"],
          created_at: ["add_time"],
          updated_at: ["update_time"],
          pipeline: ["pipeline_id"],
          last_stage: ["stage_id"],
          stage_changed_at: ["stage_change_time"],
          amount: ["value"],
          currency: ["currency"],
          lead_source: ["channel", "origin"],
          campaign_id: ["channel_id"],
          account_id: ["org_id"],
          owner_id: ["owner_id"],
          lost_reason: ["lost_reason"],
        }),
        stage: { ...stage, sql: closing(status, stage.sql) },
        closed_at: {
          ...won,
          sql: `case when ${is("won")} then ${won.sql} when ${is("lost")} then ${lost.sql} end`,
        },
        is_closed: {
          ...status,
          sql: `case when ${is("won")} or ${is("lost")} then 'true' when ${is("open")} then 'false' end`,
        },
        is_won: {
          ...status,
          sql: `case when ${is("won")} then 'true' when ${is("lost")} or ${is("open")} then 'false' end`,
        },
        is_deleted: {
          ...status,
          sql: `case when ${is("deleted")} or lower(${textOf(read.cell("is_deleted"))}) = 'true' then 'true' else 'false' end`,
        },
        ...probability(read.find(["probability"])),
      },
    },
    {
      stream: "contact_roles",
      format: answers,
      where: read.cell("person_id"),
      values: {
        opportunity_id: read.cell("id"),
        contact_id: read.cell("person_id"),
        is_primary: constant("true"),
      },
    },
  ];
}

/** What changed in deals: their stages, and won, lost and reopened, which happen beside them. */
function changes(read: Reader): StreamMapping[] {
  const [field, before, after] = ["field_key", "old_value", "new_value"].map((name) =>
    read.cell(`change.${name}`),
  );
  if (field === undefined || before === undefined || after === undefined) return [];
  const stage = read.cell("stage_id");
  const of = (value: Value) =>
    `case ${textOf(field)} when 'stage_id' then ${value.sql} else ${closing(value, stage.sql)} end`;
  return [
    {
      stream: "stage_changes",
      format: answers,
      where: {
        ...after,
        sql: `case when ${textOf(field)} in ('stage_id', 'status') and lower(${textOf(after)}) <> 'deleted' and lower(${textOf(before)}) <> 'deleted' then ${after.sql} end`,
      },
      values: {
        record_type: constant("opportunity"),
        record_id: read.cell("deal_id"),
        pipeline: read.cell("pipeline_id"),
        from_stage: { ...before, sql: of(before) },
        to_stage: { ...after, sql: of(after) },
        changed_at: read.cell("change.time"),
        sequence: read.cell("position"),
      },
    },
  ];
}

/** What the interface for programs answers, by the names that its records have. */
const answerKinds: [string[], (read: Reader) => StreamMapping[]][] = [
  [["deal_id", "change.field_key", "change.new_value", "change.time"], changes],
  [["id", "stage_id", "pipeline_id", "status", "add_time", "stage_change_time"], answeredDeals],
  [
    ["id", "name", "pipeline_id", "pipeline_name", "order_nr"],
    (read) => [
      {
        stream: "stage_definitions",
        format: answers,
        values: {
          ...read.pick({
            pipeline: ["pipeline_id"],
            pipeline_name: ["pipeline_name"],
            stage: ["id"],
            name: ["name"],
            ordinal: ["order_nr"],
          }),
          is_closed: constant("false"),
          ...probability(read.find(["deal_probability"])),
        },
      },
    ],
  ],
  [
    ["id", "due_date", "done", "subject", "type", "marked_as_done_time"],
    (read) => {
      const lowered = `lower(${textOf(read.cell("type"))})`;
      const isDone = `lower(${textOf(read.cell("done"))}) in ('true', '1')`;
      const happened = read.firstOf(["marked_as_done_time", "due_date"]);
      return [
        {
          stream: "activities",
          format: answers,
          values: {
            ...read.pick({
              activity_id: ["id"],
              owner_id: ["owner_id"],
              logged_at: ["add_time"],
              due_at: ["due_date"],
              subject: ["subject"],
              type: ["type"],
              is_deleted: ["is_deleted"],
            }),
            kind: {
              ...read.cell("type"),
              sql: `case when ${lowered} like '%call%' then 'call' when ${lowered} like '%mail%' then 'email' when ${lowered} in ('meeting', 'lunch') then 'meeting' else 'task' end`,
            },
            is_done: { ...read.cell("done"), sql: `case when ${isDone} then 'true' else 'false' end` },
            ...owning(read),
            ...(happened === undefined
              ? {}
              : { occurred_at: { ...happened, sql: `case when ${isDone} then ${happened.sql} end` } }),
          },
        },
      ];
    },
  ],
  [
    ["id", "title", "person_id", "organization_id", "add_time", "is_archived"],
    (read) => [
      {
        stream: "leads",
        format: answers,
        values: {
          ...read.pick({
            lead_id: ["id"],
            created_at: ["add_time"],
            updated_at: ["update_time"],
            lead_source: ["channel", "source_name"],
            account_id: ["organization_id"],
            owner_id: ["owner_id"],
          }),
          stage: constant("Lead"),
        },
      },
    ],
  ],
  [
    ["id", "name", "org_id", "owner_id", "add_time", "visible_to"],
    (read) => [
      {
        stream: "contacts",
        format: answers,
        values: {
          ...read.pick({
            contact_id: ["id"],
            created_at: ["add_time"],
            account_id: ["org_id"],
            owner_id: ["owner_id"],
            is_deleted: ["is_deleted"],
          }),
          phone_key: through("phone_key", firstListed(read.cell("phones"))),
          email_key: through("email_key", firstListed(read.cell("emails"))),
        },
      },
    ],
  ],
  [
    ["id", "email", "active_flag", "is_you"],
    (read) => [
      {
        stream: "owners",
        format: answers,
        values: read.pick({ owner_id: ["id"], time_zone: ["timezone_name"] }),
      },
    ],
  ],
  [
    ["id", "name", "owner_id", "add_time", "visible_to"],
    (read) => [
      {
        stream: "accounts",
        format: answers,
        values: read.pick({
          account_id: ["id"],
          industry: ["industry"],
          employee_count: ["employee_count"],
          country: ["address.country"],
        }),
      },
    ],
  ],
];

/** An answer of the interface; its times are UTC. */
function answered(header: string[]): Layout | undefined {
  const read = headerReader(header, undefined, "exact");
  const kind = answerKinds.find(([names]) => names.every((name) => read.has(name)));
  return kind === undefined ? undefined : { headerAt: 0, zone: "UTC", mappings: kind[1](read) };
}

/** In the order in which they are looked for: a list of one kind may show columns of the kinds after it. */
const kinds: [string, (read: Reader) => StreamMapping][] = [
  ["Activity", activities],
  ["Note", notes],
  ["Deal", deals],
  ["Lead", leads],
  ["Person", persons],
  ["Organization", organizations],
];

/**
 * Pipedrive: one file per entity, its columns named `Deal - Title`, from a list view or the account export. None of them holds a stage
 * history: it is made of the consecutive exports of a deal (models/core/_snapshot.sql).
 */
const pipedrive: Connector = {
  name: "pipedrive",
  vendor: "Pipedrive",
  reads:
    "List views and account exports of deals, leads, activities, notes, people and organizations, known by columns such as “Deal - ID”. None of them has a stage history: it is made of consecutive exports. Answers of its interface for programs (JSON), with the changes of deals, as npm run extract fetches them.",
  version: 7,
  streams: [
    "opportunities",
    "stage_changes",
    "leads",
    "activities",
    "contacts",
    "contact_roles",
    "accounts",
    "owners",
    "stage_definitions",
  ],
  recognise(head, comparison) {
    const recognised = answered(head[0] ?? []);
    if (recognised !== undefined) return recognised;
    const headerAt = head.findIndex((cells) => {
      const names = cells.filter((cell) => cell.trim() !== "");
      return (
        names.length > 1 &&
        names.every((name) => entityOf(name) !== undefined) &&
        (comparison === "seen" || names.every((name) => isEnglish.test(name)))
      );
    });
    if (headerAt < 0) return undefined;
    const header = head[headerAt] ?? [];
    const entities = new Set(header.map(entityOf));
    const [first] = kinds.filter(([kind]) => entities.has(kind));
    const read = headerReader(header, words);
    const kind = kinds.find(([name]) => read.find([`${name} - ID`]) !== undefined);
    if (kind === undefined || kind[0] !== first?.[0])
      throw new FunnelError(
        "config",
        "pipedrive_id",
        `a Pipedrive list without the column "${first?.[0] ?? "Deal"} - ID", so its rows cannot be identified; show the column ID in the list and export it again`,
      );
    if (kind[0] === "Deal") {
      if (read.find(["Deal - Stage"]) === undefined)
        refuseLacking("they are Pipedrive deals", ["Deal - Stage"], header);
      refuseUnreadTimes("they are Pipedrive deals", times, read, head, headerAt);
    }
    return {
      headerAt,
      delivery: "presumed_full",
      mappings: [kind[1](read), ...(kind[0] === "Deal" ? contactPerson(read) : [])],
    };
  },
};

/** Columns that say when something happened to a deal. */
const times = [
  "Deal created",
  "Update time",
  "Last stage change",
  "Won time",
  "Lost time",
  "Deal closed on",
].map((name) => `Deal - ${name}`);

const isEnglish = /^\s*(Activity|Note|Deal|Lead|Person|Organization|Product) - /;

/** What an entity is called in the languages of the interface, before the dash of a column's name. */
const prefixes = new Map(
  ["Activity", "Note", "Deal", "Lead", "Person", "Organization", "Product"].flatMap((entity) =>
    [`${entity} - ID`, ...words.spellings(`${entity} - ID`)].map((name): [string, string] => [
      headerKey(name).split(" - ")[0] ?? "",
      entity,
    ]),
  ),
);

const entityOf = (name: string): string | undefined => {
  const [prefix = "", field] = headerKey(name).split(" - ");
  return field === undefined ? undefined : prefixes.get(prefix);
};

export default pipedrive;
