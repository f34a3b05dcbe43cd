import { join } from "node:path";
import { Output } from "./output.ts";
import { isoMinute } from "./wall-time.ts";
import { subjectOf, type Activity, type Work } from "./work.ts";

const kinds = ["call", "email", "meeting", "note", "task"] as const;
const columns: Record<Activity["kind"], string[]> = {
  call: ["Call Title", "Call direction", "Call outcome", "Activity date"],
  email: ["Email subject", "Email direction", "Activity date"],
  meeting: ["Meeting name", "Meeting outcome", "Create Date", "Meeting start time"],
  note: ["Note body", "Activity date"],
  task: ["Task Title", "Task status", "Create Date", "Due date", "Completed at"],
};
const time = (at: number | undefined) => (at === undefined ? "" : isoMinute(at));

/** HubSpot's exports of activities, one file per kind. */
export class HubSpotActivities {
  readonly #files: Record<Activity["kind"], Output>;
  #count = 0;

  constructor(folder: string) {
    const open = (kind: Activity["kind"]) => {
      const file = new Output(join(folder, `${kind}s.csv`));
      file.row(["Record ID", ...columns[kind], "Activity assigned to", "Associated Deal IDs"]);
      return file;
    };
    this.#files = {
      call: open("call"),
      email: open("email"),
      meeting: open("meeting"),
      note: open("note"),
      task: open("task"),
    };
  }

  add(dealId: number, work: Work): void {
    for (const activity of work.activities)
      this.#files[activity.kind].row([
        70_000_000_000 + ++this.#count * 3,
        ...cells[activity.kind](activity, subjectOf(activity, work)),
        activity.purpose === "automatic" || activity.isInbound ? "" : work.owner,
        dealId,
      ]);
  }

  close(): void {
    for (const kind of kinds) this.#files[kind].close();
  }
}

const cells: Record<Activity["kind"], (activity: Activity, subject: string) => string[]> = {
  call: ({ isInbound, isConnected, at }, subject) => [
    subject,
    isInbound ? "Inbound" : "Outbound",
    isConnected ? "Connected" : "No answer",
    time(at),
  ],
  email: ({ isInbound, at }, subject) => [subject, isInbound ? "Incoming" : "Outgoing", time(at)],
  meeting: ({ isConnected, isCancelled, isPlanned, loggedAt, at }, subject) => [
    subject,
    isPlanned ? "Scheduled" : isCancelled ? "Canceled" : isConnected ? "Completed" : "No show",
    time(loggedAt),
    time(at),
  ],
  note: ({ at }, subject) => [subject, time(at)],
  task: ({ loggedAt, dueAt, at }, subject) => [
    subject,
    at === undefined ? "Not started" : "Completed",
    time(loggedAt),
    time(dueAt),
    time(at),
  ],
};
