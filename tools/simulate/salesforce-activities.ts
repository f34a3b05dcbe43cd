import { join } from "node:path";
import { Output } from "./output.ts";
import { salesforceId, writeFooter } from "./salesforce.ts";
import type { Touch } from "./touches.ts";
import { usDate, usMinute } from "./wall-time.ts";
import { subjectOf, type Activity, type Role, type Work } from "./work.ts";

const roles: Record<Role, string> = {
  user: "Business User",
  champion: "Influencer",
  decision_maker: "Decision Maker",
  finance: "Purchasing",
};

/** Salesforce's reports of activities, of contact roles, and of the members of campaigns, each with the footer. */
export class SalesforceActivities {
  readonly #activities: Output;
  readonly #roles: Output;
  readonly #members: Output;
  #activityCount = 0;
  #contactCount = 0;

  constructor(folder: string) {
    this.#activities = new Output(join(folder, "activities.csv"));
    this.#activities.quotedRow([
      "Activity ID",
      "Opportunity ID",
      "Subject",
      "Task Subtype",
      "Call Type",
      "Call Result",
      "Assigned",
      "Status",
      "Created Date",
      "Due Date",
      "Completed Date/Time",
      "Start Date/Time",
    ]);
    this.#roles = new Output(join(folder, "contact_roles.csv"));
    this.#roles.quotedRow(["Opportunity ID", "Contact ID", "Role", "Primary", "Created Date"]);
    this.#members = new Output(join(folder, "campaign_members.csv"));
    this.#members.quotedRow([
      "Campaign Name",
      "Contact ID",
      "Member Status",
      "Responded",
      "Member First Associated Date",
    ]);
  }

  /** Writes what was done on a deal; an out-of-office answer leaves nothing. */
  add(number: number, work: Work, touches: Touch[]): void {
    const opportunity = salesforceId("006", number);
    for (const activity of work.activities) {
      if (activity.purpose === "away") continue;
      const isEvent = activity.kind === "meeting";
      this.#activities.quotedRow([
        salesforceId(isEvent ? "00U" : "00T", ++this.#activityCount),
        opportunity,
        subjectOf(activity, work),
        ...cells(activity, work.owner),
      ]);
    }
    const [first] = work.people.map(({ role, knownFrom }, index) => {
      const contact = salesforceId("003", ++this.#contactCount);
      this.#roles.quotedRow([
        opportunity,
        contact,
        roles[role],
        index === 0 ? "1" : "0",
        usMinute(knownFrom),
      ]);
      return contact;
    });
    for (const { campaign, isResponse, at } of touches)
      this.#members.quotedRow([
        campaign.name,
        first ?? "",
        isResponse ? "Attended" : "Invited",
        isResponse ? "1" : "0",
        usDate(at),
      ]);
  }

  close(): void {
    for (const [file, title] of [
      [this.#activities, "Tasks and Events"],
      [this.#roles, "Opportunities with Contact Roles"],
      [this.#members, "Campaigns with Campaign Members"],
    ] as const) {
      writeFooter(file, title);
      file.close();
    }
  }
}

/** Subtype, call type, call result, owner, status, created, due, completed and start. An answer is a call that came in. */
function cells(activity: Activity, owner: string): string[] {
  const { kind, loggedAt, at, dueAt, isConnected, isInbound, isPlanned, isCancelled } = activity;
  const isCall = kind === "call" || isInbound === true;
  const time = (value: number | undefined) => (value === undefined ? "" : usMinute(value));
  if (kind === "meeting") {
    const outcome = isPlanned ? "" : isCancelled ? "Canceled" : isConnected ? "Held" : "No show";
    return ["", "", outcome, owner, "", time(loggedAt), "", "", time(at)];
  }
  return [
    isCall ? "Call" : kind === "email" ? "Email" : "Task",
    isCall ? (isInbound ? "Inbound" : "Outbound") : "",
    isCall ? (isInbound || isConnected ? "Connected" : "No answer") : "",
    activity.purpose === "automatic" ? "" : owner,
    at === undefined ? "Not Started" : "Completed",
    time(loggedAt),
    dueAt === undefined ? "" : usDate(dueAt),
    time(at),
    "",
  ];
}
