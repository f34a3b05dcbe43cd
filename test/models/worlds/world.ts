/** Seconds since 1970, UTC. */
export type Instant = number;
export type Precision = "second" | "minute" | "day";

export interface Change {
  recordType: "lead" | "opportunity";
  recordId: string;
  pipeline: string;
  from: string;
  to: string;
  at: Instant;
  precision: Precision;
  sequence: number | null;
  owner: string | null;
  /** The source has one column per stage. */
  isColumn: boolean;
}
export interface Lead {
  id: string;
  createdAt: Instant | null;
  createdPrecision: Precision;
  stage: string;
  stageChangedAt: Instant | null;
  updatedAt: Instant | null;
  updatedPrecision: Precision;
  convertedTo: string | null;
  mergedIds: string[];
  isDeleted: boolean;
  phone: string | null;
  email: string | null;
}
export interface Opportunity {
  id: string;
  leadId: string | null;
  createdAt: Instant | null;
  createdPrecision: Precision;
  pipeline: string;
  stage: string;
  stageChangedAt: Instant | null;
  closedAt: Instant | null;
  updatedAt: Instant | null;
  updatedPrecision: Precision;
  mergedIds: string[];
  isDeleted: boolean;
  phone: string | null;
}
export interface Member {
  listId: string;
  memberId: string;
  deliveredAt: Instant;
  precision: Precision;
  pipeline: string | null;
  phone: string | null;
  email: string | null;
}
/** An answer of a form, which has a source of its own. */
export interface Answer {
  id: string;
  createdAt: Instant | null;
  createdPrecision: Precision;
  phone: string | null;
  email: string | null;
}
/** A call, an e-mail, a meeting or a note of an opportunity. */
export interface Activity {
  id: string;
  opportunityId: string;
  kind: "call" | "email" | "meeting" | "note";
  direction: "out" | "in" | null;
  occurredAt: Instant;
  precision: Precision;
  isConnected: boolean | null;
}
/** What one company's systems delivered. */
export interface World {
  leads: Lead[];
  opportunities: Opportunity[];
  changes: Change[];
  members: Member[];
  answers: Answer[];
  activities: Activity[];
}

export const day = 86_400;
export const at = (iso: string): Instant => Date.parse(`${iso}Z`) / 1000;
export const watermark = at("2026-02-01T00:00:00");
export const misclickSeconds = 60;
export const reopenSeconds = 90 * day;
export const sameLeadSeconds = 30 * day;
export const mostOfOneKey = 5;

export interface Pipeline {
  name: string;
  stages: string[];
}
export const pipelines: Pipeline[] = [
  { name: "care", stages: ["onboarding", "steady"] },
  { name: "sales", stages: ["lead", "qualified", "meeting", "proposal", "closing"] },
  { name: "solo", stages: ["only"] },
];

export interface Meaning {
  pipeline: string;
  name: string;
  kind: "stage" | "won" | "lost";
  target: string;
  stage: string;
  from: string;
  to: string;
}
const stage = (pipeline: string, name: string, target: string, key: string, from = "", to = ""): Meaning => ({
  pipeline,
  name,
  kind: "stage",
  target,
  stage: key,
  from,
  to,
});
const outcome = (pipeline: string, name: string, kind: "won" | "lost", target: string): Meaning => ({
  pipeline,
  name,
  kind,
  target,
  stage: "",
  from: "",
  to: "",
});
/** "Demo" was the qualified stage until the end of June 2025 and the meeting since; "Retired" means nothing since. */
export const stageMap: Meaning[] = [
  stage("*", "S1", "sales", "lead"),
  stage("*", "S2", "sales", "qualified"),
  stage("*", "S3", "sales", "meeting"),
  stage("*", "S3 again", "sales", "meeting"),
  stage("*", "S4", "sales", "proposal"),
  stage("*", "S5", "sales", "closing"),
  stage("*", "Demo", "sales", "qualified", "", "2025-07-01"),
  stage("*", "Demo", "sales", "meeting", "2025-07-01"),
  stage("*", "Retired", "sales", "qualified", "", "2025-07-01"),
  outcome("*", "Won", "won", "sales"),
  outcome("*", "Lost", "lost", "sales"),
  stage("*", "Submitted", "sales", "lead"),
  stage("Care", "C1", "care", "onboarding"),
  stage("Care", "C2", "care", "steady"),
  outcome("Care", "Won", "won", "care"),
  outcome("Care", "Lost", "lost", "care"),
  stage("Solo", "X", "solo", "only"),
  outcome("Solo", "Won", "won", "solo"),
  outcome("Solo", "Lost", "lost", "solo"),
];
/** Local midnight in Budapest at the start of July 2025. */
export const july = at("2025-06-30T22:00:00");
