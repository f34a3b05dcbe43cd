import { constant, type StreamMapping, textOf, type Value } from "../../layout/layout.ts";
import { contactIds, dealIds, firstId, format, id, type Reader } from "./columns.ts";

/** A column that only the export of one kind of activity has. */
const activityKinds: [string, string[]][] = [
  [
    "call",
    ["Call Title", "Call title", "Call outcome", "Call duration", "hs_call_title", "hs_call_disposition"],
  ],
  [
    "meeting",
    ["Meeting name", "Meeting Name", "Meeting start time", "hs_meeting_title", "hs_meeting_start_time"],
  ],
  [
    "email",
    [
      "Email subject",
      "Email Subject",
      "Email direction",
      "Email send status",
      "hs_email_subject",
      "hs_email_direction",
    ],
  ],
  ["task", ["Task Title", "Task title", "Task status", "Task Status", "hs_task_subject", "hs_task_status"]],
  ["note", ["Note body", "Note Body", "hs_note_body"]],
];

export const activityHeaders = activityKinds.flatMap(([, names]) => names);

/** How a call went, by the ids of HubSpot's own outcomes. */
const dispositions: Record<string, string> = {
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": "Connected",
  "73a0d17f-1163-4015-bdd5-ec830791da20": "No answer",
  "b2cf5968-551e-4856-9783-52b3da59a7d0": "Left voicemail",
  "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "Left live message",
  "9d9162e7-6cf3-4944-bf63-4dff82258764": "Busy",
  "17b47fee-58de-441e-a44c-c6300d46f273": "Wrong number",
};

export function activities(read: Reader): StreamMapping[] {
  const kind = activityKinds.find(([, names]) => read.find(names) !== undefined)?.[0] ?? "task";
  const [deal, contact] = [firstId(read.cell(...dealIds)), firstId(read.cell(...contactIds))];
  const values: Record<string, Value> = {
    ...read.pick({
      activity_id: id,
      logged_at: ["Create Date", "Create date", "hs_createdate"],
      owner_id: ["Activity assigned to", "Assigned to", "hubspot_owner_id"],
      direction: [
        "Call direction",
        "Call Direction",
        "hs_call_direction",
        "Email direction",
        "Email Direction",
        "hs_email_direction",
      ],
      type: ["Call and meeting type", "hs_activity_type", "Task Type", "Task type", "hs_task_type"],
    }),
    ...subjectOf(read),
    ...outcomeOf(read),
    kind: constant(kind),
    record_type: {
      ...deal,
      sql: `case when ${textOf(deal)} <> '' then 'opportunity' when ${textOf(contact)} <> '' then 'lead' end`,
    },
    record_id: { ...deal, sql: `coalesce(nullif(${textOf(deal)}, ''), ${contact.sql})` },
  };
  const at = read.firstOf([
    "Meeting start time",
    "hs_meeting_start_time",
    "Activity date",
    "Due date",
    "hs_timestamp",
  ]);
  if (kind !== "task")
    return [
      {
        stream: "activities",
        format,
        values: { ...values, ...(at === undefined ? {} : { occurred_at: at }) },
      },
    ];
  const isDone = `lower(${textOf(read.cell("Task status", "Task Status", "hs_task_status"))}) = 'completed'`;
  const done = read.firstOf([
    "Completed at",
    "hs_task_completion_date",
    "Due date",
    "Activity date",
    "hs_timestamp",
  ]);
  return [
    {
      stream: "activities",
      format,
      values: {
        ...values,
        is_done: {
          ...read.cell("Task status", "Task Status", "hs_task_status"),
          sql: `case when ${isDone} then 'true' else 'false' end`,
        },
        ...(at === undefined ? {} : { due_at: at }),
        ...(done === undefined
          ? {}
          : { occurred_at: { ...done, sql: `case when ${isDone} then ${done.sql} end` } }),
      },
    },
  ];
}

/** How it went, by label. */
function outcomeOf(read: Reader): Record<string, Value> {
  const outcome = read.firstOf([
    "Call outcome",
    "Call Outcome",
    "hs_call_disposition",
    "Meeting outcome",
    "Meeting Outcome",
    "hs_meeting_outcome",
  ]);
  if (outcome === undefined) return {};
  const named = Object.entries(dispositions).map(([key, name]) => `when '${key}' then '${name}'`);
  return {
    outcome: { ...outcome, sql: `case ${textOf(outcome)} ${named.join(" ")} else ${outcome.sql} end` },
  };
}

/** The title; of a note its beginning. */
function subjectOf(read: Reader): Record<string, Value> {
  const title = read.find([
    "Call Title",
    "Call title",
    "hs_call_title",
    "Meeting name",
    "Meeting Name",
    "hs_meeting_title",
    "Email subject",
    "Email Subject",
    "hs_email_subject",
    "Task Title",
    "Task title",
    "hs_task_subject",
  ]);
  const note = read.find(["Note body", "Note Body", "hs_note_body"]);
  if (title !== undefined) return { subject: title };
  return note === undefined ? {} : { subject: { ...note, sql: `left(${note.sql}, 1000)` } };
}
