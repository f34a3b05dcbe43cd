import { basename } from "node:path";
import { unfilled } from "../../sidecars/mapping.ts";
import type { StreamName } from "../../contract/streams.ts";
import { isFilled, isUnique, saysTime, type Choice } from "./choose-columns.ts";
import { possibleRecords } from "./choose-stream.ts";
import { outcomeOf, type DraftEntry } from "./outcome.ts";
import { quoted, type Column, type Table } from "./table.ts";
import { entityWords, hasIdWord, namesEntity, rankOf, wordsOf } from "./words.ts";

/** A choice of columns on its way to an entry. */
export interface Draft extends DraftEntry {
  stream: StreamName;
  table: Table;
  choice: Choice;
  asks: string[];
  notes: string[];
  source: string;
  file: string;
}

/** Settles what a stream's columns say about each other; returns the further entries that the file feeds. */
export function settle(draft: Draft): DraftEntry[] {
  const { stream, table, choice, columns, constants, asks, notes, source } = draft;
  if (stream === "ad_spend" && !columns.has("platform")) {
    constants["platform"] = source;
    notes.push(`the platform is named after the source: correct constants.platform if it is another`);
  }
  const campaignId = columns.get("campaign_id");
  if (stream === "ad_spend" && !columns.has("campaign") && campaignId !== undefined) {
    columns.set("campaign", campaignId);
    notes.push(`no column is the campaign's name: its id stands for it`);
  }
  if (stream === "list_members") settleList(draft);
  if (stream === "stage_changes") settleMoved(draft);
  if (stream === "stage_changes" || stream === "activities") settleRecordType(draft);
  if (stream === "leads" && !columns.has("lead_id") && !choice.open.has("lead_id")) {
    const time = columns.get("created_at");
    if (time !== undefined && isFilled(time) && isUnique(time)) {
      columns.set("lead_id", time);
      notes.push(`no column is an id: ${quoted(time)} tells the rows apart`);
    }
  }
  if (stream === "leads" && !columns.has("stage") && !choice.open.has("stage")) {
    constants["stage"] = wordsOf(columns.get("lead_id")?.header ?? "").includes("mql") ? "MQL" : "Lead";
    notes.push(`no column is the stage: every lead stands at "${constants["stage"]}"`);
  }
  if (stream === "leads")
    for (const column of table.columns.filter((each) => saysTime(each) && isOutcome(each)))
      asks.push(
        `set stream: ${quoted(column)} says what became of its records, for which leads have no place; if they are deals, set it to opportunities and the id to columns.opportunity_id, then inspect again`,
      );
  if (stream !== "opportunities") return [];
  const lead = columns.get("lead_id");
  if (
    !columns.has("opportunity_id") &&
    !choice.open.has("opportunity_id") &&
    lead !== undefined &&
    isFilled(lead) &&
    isUnique(lead)
  ) {
    columns.set("opportunity_id", lead);
    notes.push(`no column is the deal's id: ${quoted(lead)} tells the deals apart, one per lead`);
  }
  const outcome = outcomeOf(table, columns);
  Object.assign(constants, outcome.constants);
  asks.push(...outcome.asks);
  notes.push(...outcome.notes);
  return outcome.moves;
}

/** Which list it is, where no column says it: the one that its file is called after. */
function settleList({ choice, columns, constants, notes, file }: Draft): void {
  if (columns.has("list_id") || choice.open.has("list_id") || constants["list_id"] !== undefined) return;
  constants["list_id"] = basename(file)
    .replace(/#.*$|\.[^.]*$/g, "")
    .replaceAll("_", " ")
    .trim();
  notes.push(
    "no column says which list it is: constants.list_id names it after the file; vendor, cost, currency and legal_basis of the list can be written beside it; write delivered_at, the day on which it came: without it its members have no date and are in no month",
  );
}

const isOutcome = ({ header }: Column) =>
  ["won_at", "lost_at"].some((canonical) => rankOf(canonical, header) !== undefined);

/** Which record a row of a stage history moves, and what tells the order of moves at one instant. */
function settleMoved(draft: Draft): void {
  const { table, choice, columns, asks } = draft;
  settleSequence(draft);
  if (columns.has("record_id")) return;
  const possible = possibleRecords(table, choice);
  const owner = columns.get("owner_id");
  if (owner !== undefined && possible.includes(owner)) columns.delete("owner_id");
  if (possible.length > 0)
    asks.push(`set columns.record_id: by its values it may be ${possible.map(quoted).join(" or ")}`);
}

/** A counted id of the rows is their order, where it grows with the time. */
function settleSequence({ table, columns, choice, notes }: Draft): void {
  const time = columns.get("changed_at");
  if (columns.has("sequence") || choice.open.has("sequence") || time === undefined) return;
  const taken = new Set(columns.values());
  const counted = table.columns.filter(
    (column) =>
      !taken.has(column) &&
      hasIdWord(column.header) &&
      isFilled(column) &&
      isUnique(column) &&
      grows(column, time),
  );
  const [one, ...others] = counted;
  if (one === undefined || others.length > 0) return;
  columns.set("sequence", one);
  notes.push(`${quoted(one)} grows with the time of the moves: it tells the order of those at one instant`);
}

/** Whether whole numbers never fall while the times grow; only times that begin with the year are compared. */
function grows({ cells }: Column, time: Column): boolean {
  const isCounted = cells.length > 2 && cells.every((cell) => /^\d{1,18}$/.test(cell));
  if (!isCounted || !time.cells.every((cell) => /^\d{4}\D/.test(cell) && !/[ap]m/i.test(cell))) return false;
  const padded = (text: string) =>
    text.replace(/\D+/g, " ").replace(/\d+/g, (digits) => digits.padStart(9, "0"));
  const rows = cells
    .map((cell, at) => ({ count: BigInt(cell), at: padded(time.cells[at] ?? "") }))
    .toSorted((left, right) => (left.count < right.count ? -1 : 1));
  return rows.every(({ at }, place) => place === 0 || (rows[place - 1]?.at ?? "") <= at);
}

/** Whether the records that rows belong to are leads or deals: their id says it, else the file's name and the other headers. */
function settleRecordType({ stream, table, columns, constants, asks, file }: Draft): void {
  const record = columns.get("record_id");
  if (columns.has("record_type") || (record === undefined && stream !== "stage_changes")) return;
  const kinds = ["opportunities", "leads"] as const;
  const byId = kinds.filter((kind) => record !== undefined && namesEntity(record.header, kind));
  const byRest = kinds.filter(
    (kind) =>
      wordsOf(file).some((word) => entityWords[kind].has(word)) ||
      table.columns.some(({ header }) => namesEntity(header, kind)),
  );
  const [kind, ...others] = byId.length > 0 ? byId : byRest;
  if (kind !== undefined && others.length === 0)
    constants["record_type"] = kind === "leads" ? "lead" : "opportunity";
  else {
    constants["record_type"] = `${unfilled}lead or opportunity`;
    asks.push(
      "set constants.record_type to lead or opportunity: nothing in the table tells whose rows they are",
    );
  }
}
