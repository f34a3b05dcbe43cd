import { quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Format } from "../formats/values/value-sql.ts";
import { parseInstant } from "../formats/values/values.ts";
import {
  constant,
  findHeader,
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
import { readWords, seenHeader, type Comparison } from "../layout/header.ts";
import type { StreamName } from "../contract/streams.ts";

type Reader = ReturnType<typeof headerReader>;

const words = readWords("salesforce");

/** One kind of file: the header names that tell it, and the rows that a record of it makes. */
interface Table {
  headers: string[];
  isDeals?: true;
  /** Names that many a table has: they must be these letters. */
  isCommon?: true;
  also?: Partial<Layout>;
  mappings(read: Reader, header: string[]): StreamMapping[];
}

const report: Format = { order: "mdy", decimal: ".", nulls: ["-"], locale: "likely" };
const api: Format = { order: "ymd", decimal: ".", nulls: [] };

const isId = (canonical: string) =>
  /(^|_)(opportunity|lead|contact|record|touch|activity)_id$/.test(canonical);

/** Values by header name; ids of records get their 18-character form. */
function pick(read: Reader, columns: Record<string, string[]>, ids: (canonical: string) => boolean = isId) {
  const values = read.pick(columns);
  return Object.fromEntries(
    Object.entries(values).map(([canonical, value]) => [
      canonical,
      ids(canonical) ? through("salesforce_id", value) : value,
    ]),
  );
}

/** In object files owners, accounts and campaigns are ids as well. */
const pickApi = (read: Reader, columns: Record<string, string[]>) =>
  pick(read, columns, (canonical) => canonical.endsWith("_id"));

const personKeys = (read: Reader) => read.personKeys(["Phone", "MobilePhone", "Mobile"], ["Email"]);

/**
 * A row of a field history. A stage change is one; a row of another field, and "Created.", shows that the record existed then: it
 * comes from and goes to the name of the field, which is no change of stage.
 */
function fieldHistory(read: Reader, names: { field: string; stage: string; before: string; after: string }) {
  const field = read.cell(names.field);
  const stageOr = (name: string): Value => {
    const value = read.cell(name);
    const stages = words
      .spellings(names.stage)
      .map((each) => quotedString(each))
      .join(", ");
    return {
      ...value,
      sql: `case when ${textOf(field)} in (${stages}) then ${value.sql} else ${field.sql} end`,
    };
  };
  return { from_stage: stageOr(names.before), to_stage: stageOr(names.after) };
}

const mapping = (stream: StreamName, format: Format, values: Record<string, Value>): StreamMapping => ({
  stream,
  format,
  values,
});

/** A report without ids: its deals are identified by their names, which must be unique, and do not meet those of a report with ids. */
const byName = (table: Table, stream: StreamName, column: string, begins: string): Table => ({
  ...table,
  also: {
    ...table.also,
    notes: [
      "it has no Opportunity ID: deals are identified by Opportunity Name, and a deal that another report has by its ID counts twice",
    ],
    rowIdentity: { stream, column, begins, by: "Opportunity Name", better: "Opportunity ID" },
  },
});

/** Whether a deal is closed and won, else by its forecast category; the probability is written in percent. */
function outcome(
  read: Reader,
  names: { closed: string; won: string; forecast: string[]; probability: string[] },
): Record<string, Value> {
  const [closed, won, forecast] = [
    read.find([names.closed]),
    read.find([names.won]),
    read.find(names.forecast),
  ];
  const probability = read.find(names.probability);
  const category = forecast === undefined ? "''" : `lower(${textOf(forecast)})`;
  const or = (value: Value | undefined, byForecast: string): Value | undefined => {
    const place = value ?? forecast;
    return (
      place && {
        ...place,
        sql: `coalesce(${value === undefined ? "null" : `clean_text(${value.sql})`}, ${byForecast})`,
      }
    );
  };
  const isClosed = or(
    closed,
    `case when ${category} in ('closed', 'omitted') then 'true' when ${category} <> '' then 'false' end`,
  );
  const isWon = or(
    won,
    `case when ${category} = 'closed' then 'true' when ${category} <> '' then 'false' end`,
  );
  return {
    ...(isClosed === undefined ? {} : { is_closed: isClosed }),
    ...(isWon === undefined ? {} : { is_won: isWon }),
    ...(probability === undefined ? {} : { probability: through("percent_of", probability) }),
  };
}

const reportOutcome = (read: Reader) =>
  outcome(read, {
    closed: "Closed",
    won: "Won",
    forecast: ["Forecast Category"],
    probability: ["Probability (%)", "Probability"],
  });
const objectOutcome = (read: Reader) =>
  outcome(read, {
    closed: "IsClosed",
    won: "IsWon",
    forecast: ["ForecastCategoryName", "ForecastCategory"],
    probability: ["Probability"],
  });

const deal = (read: Reader) => ({
  ...reportOutcome(read),
  ...personKeys(read),
  ...pick(read, {
    stage: ["Stage"],
    stage_changed_at: ["Last Stage Change Date"],
    amount: ["Amount"],
    currency: ["Amount Currency", "Opportunity Currency"],
    created_at: ["Created Date"],
    updated_at: ["Last Modified Date"],
    closed_at: ["Close Date"],
    lead_source: ["Lead Source"],
    campaign_id: ["Primary Campaign Source"],
    owner_id: ["Opportunity Owner"],
    account_id: ["Account Name"],
    lost_reason: ["Lost Reason", "Loss Reason", "Closed Lost Reason"],
    product: ["Product Name", "Product: Product Name"],
    country: ["Billing Country", "Account: Billing Country", "Country"],
  }),
});

/** What a history says of the deal itself on each of its rows: the row was written when the deal was last changed. */
const dealOf = (read: Reader, id: Record<string, Value>, changed: string): StreamMapping[] => {
  const said = deal(read);
  if (!["stage", "amount", "created_at", "closed_at"].some((name) => name in said)) return [];
  return [mapping("opportunities", report, { ...said, ...read.pick({ updated_at: [changed] }), ...id })];
};

/** A history holds the deals that moved, not all of them. */
const ofMoves: Partial<Layout> = { delivery: "delta" };

/** A key made of everything a row says. */
const contentOf = (header: string[]): Value => ({
  sql: `md5(${header.map((_, at) => `coalesce(c${at}, '')`).join(" || chr(0) || ")})`,
  header: "(the row)",
});

const reports: Table[] = [
  {
    headers: ["Opportunity ID", "Field / Event", "Old Value", "New Value", "Edit Date"],
    also: ofMoves,
    mappings: (read) => [
      ...dealOf(read, pick(read, { opportunity_id: ["Opportunity ID"] }), "Edit Date"),
      mapping("stage_changes", report, {
        ...pick(read, {
          record_id: ["Opportunity ID"],
          changed_at: ["Edit Date"],
          owner_id: ["Opportunity Owner"],
        }),
        ...fieldHistory(read, {
          field: "Field / Event",
          stage: "Stage",
          before: "Old Value",
          after: "New Value",
        }),
        record_type: constant("opportunity"),
      }),
    ],
  },
  {
    headers: ["Lead ID", "Field / Event", "Old Value", "New Value", "Edit Date"],
    mappings: (read) => [
      mapping("stage_changes", report, {
        ...pick(read, { record_id: ["Lead ID"], changed_at: ["Edit Date"], owner_id: ["Lead Owner"] }),
        ...fieldHistory(read, {
          field: "Field / Event",
          stage: "Lead Status",
          before: "Old Value",
          after: "New Value",
        }),
        record_type: constant("lead"),
      }),
    ],
  },
  {
    headers: ["Opportunity ID", "To Stage", "Last Modified"],
    also: ofMoves,
    mappings: (read) => [
      ...dealOf(read, pick(read, { opportunity_id: ["Opportunity ID"] }), "Last Modified"),
      mapping("stage_changes", report, {
        ...pick(read, {
          record_id: ["Opportunity ID"],
          from_stage: ["From Stage"],
          to_stage: ["To Stage"],
          changed_at: ["Last Modified"],
          owner_id: ["Opportunity Owner"],
        }),
        record_type: constant("opportunity"),
      }),
    ],
  },
  byName(
    {
      headers: ["Opportunity Name", "Field / Event", "Old Value", "New Value", "Edit Date"],
      also: ofMoves,
      mappings: (read) => [
        ...dealOf(read, read.pick({ opportunity_id: ["Opportunity Name"] }), "Edit Date"),
        mapping("stage_changes", report, {
          ...read.pick({
            record_id: ["Opportunity Name"],
            changed_at: ["Edit Date"],
            owner_id: ["Opportunity Owner"],
          }),
          ...fieldHistory(read, {
            field: "Field / Event",
            stage: "Stage",
            before: "Old Value",
            after: "New Value",
          }),
          record_type: constant("opportunity"),
        }),
      ],
    },
    "stage_changes",
    "record_id",
    "regexp_matches(from_stage, '^(created|erstellt|létrehoz)', 'i')",
  ),
  byName(
    {
      headers: ["Opportunity Name", "To Stage", "Last Modified"],
      also: ofMoves,
      mappings: (read) => [
        ...dealOf(read, read.pick({ opportunity_id: ["Opportunity Name"] }), "Last Modified"),
        mapping("stage_changes", report, {
          ...read.pick({
            record_id: ["Opportunity Name"],
            from_stage: ["From Stage"],
            to_stage: ["To Stage"],
            changed_at: ["Last Modified"],
            owner_id: ["Opportunity Owner"],
          }),
          record_type: constant("opportunity"),
        }),
      ],
    },
    "stage_changes",
    "record_id",
    "from_stage is null",
  ),
  {
    headers: ["Lead ID", "Lead Status"],
    mappings: (read) => [
      mapping("leads", report, {
        ...pick(read, {
          lead_id: ["Lead ID"],
          created_at: ["Created Date", "Create Date"],
          updated_at: ["Last Modified Date", "Last Modified"],
          stage: ["Lead Status"],
          lead_source: ["Lead Source"],
          owner_id: ["Lead Owner"],
          account_id: ["Company / Account", "Company"],
          country: ["Country"],
          converted_opportunity_id: ["Converted Opportunity ID", "Opportunity ID"],
          campaign_id: ["Campaign Name", "Primary Campaign Source"],
          lost_reason: ["Disqualified Reason", "Unqualified Reason", "Lost Reason"],
          is_do_not_call: ["Do Not Call"],
          is_do_not_email: ["Email Opt Out"],
        }),
        ...personKeys(read),
      }),
    ],
  },
  {
    headers: ["Opportunity ID", "Contact ID", "Role"],
    mappings: (read) => [
      mapping(
        "contact_roles",
        report,
        pick(read, {
          opportunity_id: ["Opportunity ID"],
          contact_id: ["Contact ID"],
          role: ["Role"],
          is_primary: ["Primary"],
          created_at: ["Created Date"],
        }),
      ),
    ],
  },
  {
    headers: ["Activity ID", "Subject", "Assigned", "Status"],
    mappings: (read) => [reportedActivity(read)],
  },
  {
    headers: ["Campaign Name", "Member Status"],
    mappings: (read) => [reportedMember(read)],
  },
  {
    headers: ["Opportunity ID", "Stage"],
    isDeals: true,
    also: { declares: { totals: ["amount"] } },
    mappings: (read, header) => {
      refuseHistory(header);
      return [
        mapping("opportunities", report, {
          ...deal(read),
          ...pick(read, { opportunity_id: ["Opportunity ID"] }),
        }),
      ];
    },
  },
  byName(
    {
      headers: ["Opportunity Name", "Stage"],
      isDeals: true,
      also: { declares: { totals: ["amount"] } },
      mappings: (read, header) => {
        refuseHistory(header);
        return [
          mapping("opportunities", report, {
            ...deal(read),
            ...read.pick({ opportunity_id: ["Opportunity Name"] }),
          }),
        ];
      },
    },
    "opportunities",
    "opportunity_id",
    "true",
  ),
  {
    headers: ["Opportunity Owner", "Amount"],
    also: {
      declares: { totals: ["amount"] },
      delivery: "delta",
      notes: [
        "it has neither Opportunity ID nor Opportunity Name: each row is a deal of its own, known by its content, and two exports of it cannot be compared",
      ],
      rowIdentity: {
        stream: "opportunities",
        column: "opportunity_id",
        begins: "true",
        by: "content",
        better: "Opportunity ID",
      },
    },
    mappings: (read, header) => {
      refuseStageless(header);
      return [mapping("opportunities", report, { ...deal(read), opportunity_id: contentOf(header) })];
    },
  },
];

/** Deals with an id or a name have a stage; a report that lacks it has lost the column. */
function refuseStageless(header: string[]): void {
  const read = headerReader(header, words);
  if (read.find(["Opportunity ID", "Opportunity Name"]) !== undefined)
    refuseLacking("they are Salesforce deals", ["Stage"], header);
}

/** A history that lacks a column of its own is no report of deals, though it says the stage of each. */
function refuseHistory(header: string[]): void {
  const read = headerReader(header, words);
  for (const columns of [
    ["From Stage", "To Stage", "Last Modified"],
    ["Field / Event", "Old Value", "New Value", "Edit Date"],
  ]) {
    const lacks = columns.filter((name) => read.find([name]) === undefined);
    if (columns.slice(0, -1).some((name) => read.find([name]) !== undefined) && lacks.length > 0)
      refuseLacking("it is a Salesforce history", lacks, header);
  }
}

/** A date field of the API: the time that some exports add to it is none. */
function dateOnly(read: Reader, name: string): Record<string, Value> {
  const value = read.find([name]);
  return value === undefined ? {} : { closed_at: { ...value, sql: `left(clean_text(${value.sql}), 10)` } };
}

/** The first of some records that a row of a report names, with its type. */
function firstRecord(read: Reader, columns: [string, string[]][]): Record<string, Value> {
  const found = columns.flatMap(([type, names]) => {
    const value = read.find(names);
    return value === undefined ? [] : [{ type, value }];
  });
  const [first] = found;
  if (first === undefined) return {};
  return {
    record_type: {
      ...first.value,
      sql: `case ${found.map(({ type, value }) => `when ${textOf(value)} <> '' then '${type}'`).join(" ")} end`,
    },
    record_id: through("salesforce_id", {
      ...first.value,
      sql: `coalesce(${found.map(({ value }) => `clean_text(${value.sql})`).join(", ")})`,
    }),
  };
}

/** A row of a report of tasks and events: a task has a status, an event a start. */
function reportedActivity(read: Reader): StreamMapping {
  const words = ["Activity Type", "Type", "Task Subtype", "Call Type"].flatMap(
    (name) => read.find([name]) ?? [],
  );
  const said = `lower(concat_ws(' ', ${[...words.map(({ sql }) => sql), "''"].join(", ")}))`;
  const call = read.find(["Call Type"]);
  const isCall = `${said} like '%call%'${call === undefined ? "" : ` or ${textOf(call)} <> ''`}`;
  const status = `lower(${textOf(read.cell("Status"))})`;
  const starts = read.find(["Start Date/Time", "Start"]);
  const isEvent = starts === undefined ? "false" : `${textOf(starts)} <> ''`;
  const isDone = `(${status} in ('completed', 'abgeschlossen', 'befejezett', 'kész') or lower(${textOf(read.cell("Closed"))}) in ('true', '1'))`;
  const done =
    read.firstOf(["Completed Date/Time", "Date", "Due Date", "Due Date Only", "Created Date"]) ??
    constant("");
  return mapping("activities", report, {
    ...pick(read, { activity_id: ["Activity ID"] }),
    ...read.pick({
      logged_at: ["Created Date"],
      due_at: ["Date", "Due Date", "Due Date Only"],
      owner_id: ["Assigned", "Assigned To"],
      direction: ["Call Type"],
      subject: ["Subject"],
      type: ["Activity Type", "Type", "Task Subtype"],
      outcome: ["Call Result"],
    }),
    ...firstRecord(read, [
      ["opportunity", ["Opportunity ID"]],
      ["lead", ["Lead ID"]],
      ["contact", ["Contact ID"]],
    ]),
    kind: {
      sql: `case when ${isEvent} then 'meeting' when ${isCall} then 'call' when ${said} like '%email%' then 'email' when ${said} like '%meeting%' then 'meeting' else 'task' end`,
      header: "Activity Type",
    },
    is_done: {
      sql: `case when ${isEvent} then null when ${isDone} then 'true' else 'false' end`,
      header: "Status",
    },
    occurred_at: {
      ...done,
      sql: `case when ${isEvent} then ${(starts ?? done).sql} when ${isDone} then ${done.sql} end`,
    },
  });
}

/** A row of a report of campaign members: a touch, known by its own id, else by the campaign and the person. */
function reportedMember(read: Reader): StreamMapping {
  const [campaign, member] = [
    read.cell("Campaign ID", "Campaign Name"),
    read.cell("Campaign Member ID", "Lead/Contact ID", "Lead ID", "Contact ID", "Email"),
  ];
  return mapping("touches", report, {
    touch_id: { ...member, sql: `concat_ws('/', clean_text(${campaign.sql}), clean_text(${member.sql}))` },
    campaign_id: campaign.header === "Campaign ID" ? through("salesforce_id", campaign) : campaign,
    ...firstRecord(read, [
      ["lead", ["Lead ID"]],
      ["contact", ["Contact ID"]],
    ]),
    ...read.pick({ kind: ["Member Status"], is_response: ["Responded"] }),
    ...touchedAt(
      read.firstOf([
        "Member First Responded Date",
        "First Responded Date",
        "Member First Associated Date",
        "Created Date",
      ]),
    ),
    ...personKeys(read),
  });
}

const touchedAt = (value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { occurred_at: value };

/** What a task or event belongs to, by the key prefix of its ids: the opportunity before the lead, the lead before the contact. */
function relatedRecord(read: Reader): Record<string, Value> {
  const [what, who] = [read.cell("WhatId"), read.cell("WhoId")];
  const choose = (opportunity: string, lead: string, contact: string, other: string) =>
    `case when ${textOf(what)} like '006%' then ${opportunity} when ${textOf(who)} like '00Q%' then ${lead} when ${textOf(who)} like '003%' then ${contact} else ${other} end`;
  return {
    record_type: { ...what, sql: choose("'opportunity'", "'lead'", "'contact'", "null") },
    record_id: through("salesforce_id", {
      ...what,
      sql: choose(what.sql, who.sql, who.sql, `coalesce(clean_text(${what.sql}), ${who.sql})`),
    }),
  };
}

function task(read: Reader): StreamMapping {
  const words = ["TaskSubtype", "Type", "CallType"].flatMap((name) => read.find([name]) ?? []);
  const said = `lower(concat_ws(' ', ${[...words.map(({ sql }) => sql), "''"].join(", ")}))`;
  const call = read.find(["CallType"]);
  const isCall = `${said} like '%call%'${call === undefined ? "" : ` or ${textOf(call)} <> ''`}`;
  const isDone = `(lower(${textOf(read.cell("IsClosed"))}) in ('true', '1') or lower(${textOf(read.cell("Status"))}) = 'completed')`;
  const done = read.firstOf(["CompletedDateTime", "ActivityDate", "LastModifiedDate", "CreatedDate"]);
  return mapping("activities", api, {
    ...pickApi(read, {
      activity_id: ["Id"],
      logged_at: ["CreatedDate"],
      due_at: ["ActivityDate"],
      owner_id: ["OwnerId"],
    }),
    ...relatedRecord(read),
    ...read.pick({
      direction: ["CallType"],
      subject: ["Subject"],
      type: ["Type", "TaskSubtype"],
      outcome: ["CallDisposition"],
      is_deleted: ["IsDeleted"],
    }),
    kind: {
      sql: `case when ${isCall} then 'call' when ${said} like '%email%' then 'email' when ${said} like '%meeting%' then 'meeting' else 'task' end`,
      header: "TaskSubtype",
    },
    is_done: { sql: `case when ${isDone} then 'true' else 'false' end`, header: "Status" },
    ...(done === undefined
      ? {}
      : { occurred_at: { ...done, sql: `case when ${isDone} then ${done.sql} end` } }),
  });
}

/** The stages in Salesforce's own order. Records hold the API name of a stage and reports its label: where they differ, both are rows. */
function stageDefinitions(read: Reader): StreamMapping[] {
  const [label, name] = [read.cell("MasterLabel"), read.find(["ApiName"])];
  const shared = {
    ...read.pick({ ordinal: ["SortOrder"] }),
    ...objectOutcome(read),
    ...(read.has("DefaultProbability")
      ? { probability: through("percent_of", read.cell("DefaultProbability")) }
      : {}),
  };
  const labelled = mapping("stage_definitions", api, { ...shared, stage: label });
  if (name === undefined) return [labelled];
  const named = mapping("stage_definitions", api, { ...shared, stage: name, name: label });
  return [
    labelled,
    {
      ...named,
      where: { ...name, sql: `case when ${textOf(name)} <> ${textOf(label)} then ${name.sql} end` },
    },
  ];
}

/** A lead that was merged is deleted and names the one it became. */
function mergedInto(read: Reader): StreamMapping[] {
  const survivor = read.find(["MasterRecordId"]);
  if (survivor === undefined) return [];
  const values = pickApi(read, { merged_id: ["Id"], surviving_id: ["MasterRecordId"] });
  return [{ ...mapping("merges", api, { ...values, record_type: constant("lead") }), where: survivor }];
}

/** The row's own id tells the order of changes within one second. */
const sequence = (read: Reader): Record<string, Value> => {
  const id = read.cell("Id");
  return { sequence: { ...id, sql: `salesforce_count(clean_text(${id.sql}))` } };
};

/** Objects by their API field names, as the weekly export, Data Loader and the API write them; times are UTC. */
const objects: Table[] = [
  {
    headers: ["Id", "OpportunityId", "Field", "OldValue", "NewValue", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, { record_id: ["OpportunityId"], changed_at: ["CreatedDate"] }),
        ...sequence(read),
        ...fieldHistory(read, { field: "Field", stage: "StageName", before: "OldValue", after: "NewValue" }),
        record_type: constant("opportunity"),
      }),
    ],
  },
  {
    headers: ["Id", "LeadId", "Field", "OldValue", "NewValue", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, { record_id: ["LeadId"], changed_at: ["CreatedDate"] }),
        ...sequence(read),
        ...fieldHistory(read, { field: "Field", stage: "Status", before: "OldValue", after: "NewValue" }),
        record_type: constant("lead"),
      }),
    ],
  },
  {
    headers: ["Id", "OpportunityId", "StageName", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, {
          record_id: ["OpportunityId"],
          to_stage: ["StageName"],
          changed_at: ["CreatedDate"],
        }),
        ...sequence(read),
        record_type: constant("opportunity"),
      }),
    ],
  },
  {
    headers: ["Id", "OpportunityId", "ContactId", "Role"],
    mappings: (read) => [
      mapping(
        "contact_roles",
        api,
        pickApi(read, {
          opportunity_id: ["OpportunityId"],
          contact_id: ["ContactId"],
          role: ["Role"],
          is_primary: ["IsPrimary"],
          created_at: ["CreatedDate"],
        }),
      ),
    ],
  },
  {
    headers: ["Id", "StageName", "CloseDate"],
    mappings: (read) => [
      mapping("opportunities", api, {
        ...pickApi(read, {
          opportunity_id: ["Id"],
          created_at: ["CreatedDate"],
          updated_at: ["SystemModstamp", "LastModifiedDate"],
          stage: ["StageName"],
          stage_changed_at: ["LastStageChangeDate"],
          amount: ["Amount"],
          currency: ["CurrencyIsoCode"],
          lead_source: ["LeadSource"],
          campaign_id: ["CampaignId"],
          account_id: ["AccountId"],
          owner_id: ["OwnerId"],
          lost_reason: ["Lost_Reason__c", "Loss_Reason__c", "Closed_Lost_Reason__c"],
          is_deleted: ["IsDeleted"],
        }),
        ...objectOutcome(read),
        ...dateOnly(read, "CloseDate"),
      }),
    ],
  },
  {
    headers: ["Id", "Status", "ConvertedOpportunityId"],
    mappings: (read) => [
      mapping("leads", api, {
        ...pickApi(read, {
          lead_id: ["Id"],
          created_at: ["CreatedDate"],
          updated_at: ["SystemModstamp", "LastModifiedDate"],
          stage: ["Status"],
          lead_source: ["LeadSource"],
          owner_id: ["OwnerId"],
          converted_opportunity_id: ["ConvertedOpportunityId"],
          is_deleted: ["IsDeleted"],
        }),
        ...read.pick({
          account_id: ["Company"],
          country: ["CountryCode", "Country"],
          lost_reason: ["Disqualified_Reason__c"],
          is_do_not_call: ["DoNotCall"],
          is_do_not_email: ["HasOptedOutOfEmail"],
        }),
        ...personKeys(read),
      }),
      ...mergedInto(read),
    ],
  },
  {
    headers: ["Id", "CampaignId", "LeadId", "ContactId", "Status"],
    mappings: (read) => {
      const [lead, contact] = [read.cell("LeadId"), read.cell("ContactId")];
      const occurred = read.firstOf(["FirstRespondedDate", "CreatedDate"]);
      return [
        mapping("touches", api, {
          ...pickApi(read, { touch_id: ["Id"], campaign_id: ["CampaignId"] }),
          ...read.pick({ kind: ["Status"], is_response: ["HasResponded"] }),
          record_type: {
            ...lead,
            sql: `case when ${textOf(lead)} <> '' then 'lead' when ${textOf(contact)} <> '' then 'contact' end`,
          },
          record_id: through("salesforce_id", {
            ...lead,
            sql: `coalesce(clean_text(${lead.sql}), ${contact.sql})`,
          }),
          ...(occurred === undefined ? {} : { occurred_at: occurred }),
        }),
      ];
    },
  },
  { headers: ["Id", "WhoId", "WhatId", "Status", "ActivityDate"], mappings: (read) => [task(read)] },
  {
    headers: ["Id", "WhoId", "WhatId", "StartDateTime"],
    mappings: (read) => {
      const starts = read.firstOf(["StartDateTime", "ActivityDateTime", "ActivityDate"]) ?? constant("");
      return [
        mapping("activities", api, {
          ...pickApi(read, { activity_id: ["Id"], logged_at: ["CreatedDate"], owner_id: ["OwnerId"] }),
          ...relatedRecord(read),
          ...read.pick({ subject: ["Subject"], type: ["Type", "EventSubtype"], is_deleted: ["IsDeleted"] }),
          kind: constant("meeting"),
          occurred_at: starts,
          due_at: starts,
        }),
      ];
    },
  },
  {
    headers: ["Id", "Name", "StartDate", "NumberSent"],
    mappings: (read) => [
      mapping("campaigns", api, {
        ...pickApi(read, { campaign_id: ["Id"] }),
        ...read.pick({
          name: ["Name"],
          kind: ["Type"],
          start_date: ["StartDate"],
          end_date: ["EndDate"],
          recipient_count: ["NumberSent"],
          cost: ["ActualCost"],
          currency: ["CurrencyIsoCode"],
        }),
      }),
    ],
  },
  {
    headers: ["MasterLabel", "SortOrder", "IsClosed", "IsWon"],
    mappings: stageDefinitions,
  },
  {
    headers: ["Id", "Username"],
    isCommon: true,
    mappings: (read) => [
      mapping("owners", api, {
        ...pickApi(read, { owner_id: ["Id"] }),
        ...read.pick({ team: ["Department", "Division", "UserRoleId"], time_zone: ["TimeZoneSidKey"] }),
      }),
    ],
  },
  {
    headers: ["Id", "AccountId", "LastName"],
    isCommon: true,
    mappings: (read) => [
      mapping("contacts", api, {
        ...pickApi(read, { contact_id: ["Id"], account_id: ["AccountId"], owner_id: ["OwnerId"] }),
        ...read.pick({
          created_at: ["CreatedDate"],
          country: ["MailingCountryCode", "MailingCountry"],
          is_deleted: ["IsDeleted"],
        }),
        ...personKeys(read),
      }),
    ],
  },
  {
    headers: ["Id", "Name", "Industry"],
    isCommon: true,
    mappings: (read) => [
      mapping("accounts", api, {
        ...pickApi(read, { account_id: ["Id"] }),
        ...read.pick({
          industry: ["Industry"],
          employee_count: ["NumberOfEmployees"],
          country: ["BillingCountryCode", "BillingCountry"],
        }),
      }),
    ],
  },
];

const totals = [
  "Total",
  "Subtotal",
  "Grand Total",
  "Gesamt",
  "Zwischensumme",
  "Gesamtsumme",
  "Összesen",
  "Részösszeg",
  "Végösszeg",
];

/** What stands beside the word for a total in a report with groups. */
const sums = [
  "Sum",
  "Count",
  "Record Count",
  "Avg",
  "Average",
  "Max",
  "Min",
  "Summe",
  "Anzahl",
  "Összeg",
  "Darabszám",
];

const oneOf = (at: number, names: string[]) =>
  `trim(c${at}) in (${names.map((word) => quotedString(word)).join(", ")})`;

/** Columns that every deal has a value in. */
const neverEmpty = ["Stage", "Opportunity Owner"].flatMap((name) => words.spellings(name));

/** A report that shows its groups marks their columns by an arrow; else blanks below a value and subtotals give them away. */
function groupsOf(head: string[][], headerAt: number): Pick<Layout, "filledDown" | "boilerplate"> {
  const header = head[headerAt] ?? [];
  const first = Math.max(
    0,
    header.findIndex((name) => name.trim() !== ""),
  );
  const rows = head.slice(headerAt + 1);
  const isMarked = (name: string) => /[↑↓▲▼]\s*$/u.test(name);
  const plain = header.findIndex((name, at) => at >= first && !isMarked(name));
  const filledDown = header.flatMap((_, at) => (at >= first && at < plain ? [at] : []));
  const gaps = rows.slice(1).filter((cells) => (cells[first] ?? "").trim() === "").length;
  const isTotalled = rows.some((cells) => totals.slice(1).includes((cells[first] ?? "").trim()));
  const isNearlyEmpty = neverEmpty.includes(seenHeader(header[first] ?? "")) && gaps > 0.8 * rows.length;
  if (filledDown.length === 0 && ((isTotalled && gaps > 0) || (rows.length > 5 && isNearlyEmpty)))
    throw new FunnelError(
      "config",
      "grouped_report",
      `it is a Salesforce report with groups: "${header[first] ?? ""}" stands on the first row of each group only, and which columns do so cannot be told; export it as Details Only`,
    );
  const after = filledDown.length === 0 ? undefined : Math.max(...filledDown) + 1;
  return {
    ...(after === undefined ? {} : { filledDown }),
    boilerplate: `coalesce(${[...new Set([first, ...filledDown])].map((at) => oneOf(at, totals)).join(" or ")}${after === undefined ? "" : ` or ${oneOf(after, [...totals, ...sums])}`} or c${first} like 'Grand Totals (%', false)`,
  };
}

const reportFrame: Pick<Layout, "footer" | "declaredAsOf" | "delivery"> = {
  delivery: "presumed_full",
  footer:
    /Copyright (\(c\)|©).*salesforce\.com|Confidential Information - Do Not Distribute|^(Generated By|Erstellt von|Generiert von|Létrehozta|Készítette):/,
  declaredAsOf(boilerplate, order) {
    const line = boilerplate
      .map((cells) => cells[0] ?? "")
      .find((cell) => /^(Generated By|Erstellt von|Generiert von|Létrehozta|Készítette):/.test(cell));
    const us = /(\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2} [AP]M)\s*$/.exec(line ?? "")?.[1];
    if (us !== undefined) return parseInstant(us, order === "dmy" ? "dmy" : "mdy")?.value ?? "";
    const dotted = /(\d{1,4}\. ?\d{1,2}\. ?\d{1,4}\.?,? \d{1,2}:\d{2})\s*$/.exec(line ?? "")?.[1];
    return dotted === undefined ? "" : (parseInstant(dotted.replace(",", ""), "dmy")?.value ?? "");
  },
};

/** How reports write values in a language of the interface, where their values do not tell. */
const inLanguage: Record<string, Partial<Format>> = {
  de: { order: "dmy", decimal: "," },
  hu: { order: "ymd", decimal: "," },
};

function layoutOf(
  head: string[][],
  comparison: Comparison,
  tables: Table[],
  frame: Partial<Layout>,
): Layout | undefined {
  for (const table of tables) {
    if (table.isCommon === true && comparison !== "exact") continue;
    const headerAt = findHeader(head, table.headers, comparison, words);
    if (headerAt < 0) continue;
    const header = head[headerAt] ?? [];
    const language = words.languageOf(header);
    const read = headerReader(header, words);
    if (table.isDeals === true)
      refuseUnreadTimes(
        "they are Salesforce deals",
        ["Created Date", "Close Date", "Last Modified Date", "Last Stage Change Date"],
        read,
        head,
        headerAt,
      );
    const mappings = table
      .mappings(read, header)
      .map((each) =>
        each.format === report ? { ...each, format: { ...report, ...inLanguage[language] } } : each,
      );
    return {
      ...frame,
      ...(frame === reportFrame ? groupsOf(head, headerAt) : {}),
      ...table.also,
      headerAt,
      mappings,
    };
  }
  return undefined;
}

/** An object that the funnel has no use for, in a weekly export: every record of it is counted and left out. */
function otherObject(head: string[][], comparison: Comparison): Layout | undefined {
  const headerAt = findHeader(head, ["Id", "IsDeleted", "SystemModstamp"], comparison);
  if (headerAt < 0) return undefined;
  const id = headerReader(head[headerAt] ?? []).find(["Id"]) ?? constant("");
  return { headerAt, boilerplate: "true", mappings: [mapping("accounts", api, { account_id: id })] };
}

const salesforce: Connector = {
  name: "salesforce",
  vendor: "Salesforce",
  reads:
    "Reports as CSV or as the HTML table of an .xls: opportunities, opportunity history, leads, activities and others. Objects by API names, such as those of the weekly export.",
  version: 8,
  streams: [
    "opportunities",
    "stage_changes",
    "leads",
    "contacts",
    "contact_roles",
    "activities",
    "touches",
    "campaigns",
    "accounts",
    "owners",
    "merges",
    "stage_definitions",
  ],
  recognise(head, comparison) {
    return (
      layoutOf(head, comparison, reports, reportFrame) ??
      layoutOf(head, comparison, objects, { zone: "UTC" }) ??
      otherObject(head, comparison)
    );
  },
};

export default salesforce;
