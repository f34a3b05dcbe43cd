import { constant, textOf, through, type StreamMapping, type Value } from "../../layout/layout.ts";
import { api, mapping, pick, pickApi, report, type Reader } from "./table.ts";

/** The first of some records that a row of a report names, with its type. */
export function firstRecord(read: Reader, columns: [string, string[]][]): Record<string, Value> {
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

/** What a task was, in SQL: only a call has a type of call, else by the words of the columns that name its type. */
function kindOf(read: Reader, types: string[], callType: string): string {
  const call = read.find([callType]);
  const texts = [...types, callType].flatMap((name) => read.find([name])?.sql ?? []);
  const words = `lower(concat_ws(' ', ${[...texts, "''"].join(", ")}))`;
  const isCall = `${words} like '%call%'${call === undefined ? "" : ` or ${textOf(call)} <> ''`}`;
  return `case when ${isCall} then 'call' when ${words} like '%email%' then 'email' when ${words} like '%meeting%' then 'meeting' else 'task' end`;
}

/** A row of a report of tasks and events: a task has a status, an event a start. */
export function reportedActivity(read: Reader): StreamMapping {
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
      sql: `case when ${isEvent} then 'meeting' else ${kindOf(read, ["Activity Type", "Type", "Task Subtype"], "Call Type")} end`,
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

/** What a task or event belongs to, by the key prefix of its ids: the opportunity before the lead, the lead before the contact. */
export function relatedRecord(read: Reader): Record<string, Value> {
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

/** A row of the object Task. */
export function task(read: Reader): StreamMapping {
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
    kind: { sql: kindOf(read, ["TaskSubtype", "Type"], "CallType"), header: "TaskSubtype" },
    is_done: { sql: `case when ${isDone} then 'true' else 'false' end`, header: "Status" },
    ...(done === undefined
      ? {}
      : { occurred_at: { ...done, sql: `case when ${isDone} then ${done.sql} end` } }),
  });
}
