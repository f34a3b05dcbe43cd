import {
  exportedAt,
  firstDay,
  lostReasons,
  owners,
  pipelines,
  sources,
} from "../../../tools/simulate/company.ts";
import { drawDeal, type Deal, type Move } from "../../../tools/simulate/journey.ts";
import { Random } from "../../../tools/simulate/random.ts";
import { minutesPerDay } from "../../../tools/simulate/wall-time.ts";
import { instantOf } from "../hubspot/world.ts";

/** A row of an object; in the recycle bin, or in the archive, it still answers queries for all rows. */
export type Row = Record<string, string>;

/** A record with every row that it ever was, the newest one last. */
export interface OrgRecord {
  versions: { at: number; row: Row }[];
  /** Gone from the recycle bin too. */
  purgedAt?: number;
}

/** An object with its fields, as describe tells them. */
export interface OrgObject {
  fields: { name: string; type: string; length: number }[];
  records: OrgRecord[];
}

/** The rows of an object at an instant; what was written `lateBy` milliseconds before or later is not committed yet. */
export const rowsAt = ({ records }: OrgObject, now: number, lateBy = 0): Row[] =>
  records.flatMap(({ versions, purgedAt = Infinity }) => {
    const version = versions.findLast(({ at }) => at + lateBy <= now);
    return version === undefined || purgedAt <= now ? [] : [version.row];
  });

/** Changes a record at an instant, as its stamp says too. */
export function change({ versions }: OrgRecord, at: number, values: Row): void {
  versions.push({ at, row: { ...versions.at(-1)?.row, ...values, SystemModstamp: iso(at) } });
}

/** A Salesforce org over simulated deals. */
export interface Org {
  until: number;
  objects: Map<string, OrgObject>;
  deals: Deal[];
}

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** An id of 18 characters: the last three tell the case of the others. */
export function idOf(prefix: string, number: number): string {
  let tail = "";
  for (let rest = number; tail.length < 5; rest = Math.floor(rest / 62))
    tail = digits.charAt(rest % 62) + tail;
  const id = `${prefix}5e00000${tail}`;
  const check = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].map((each, place) => (/[A-Z]/.test(each) ? 1 << place : 0));
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345".charAt(bits.reduce((sum, bit) => sum + bit, 0));
  });
  return id + check.join("");
}

const iso = (at: number) => new Date(at).toISOString();

export const stageName = (to: Move["to"]) =>
  to === "won"
    ? "Closed Won"
    : to === "lost"
      ? "Closed Lost"
      : (pipelines.sales.stages[to - 1]?.salesforce ?? "");

const hour = 3_600_000;

/** Draws an org: the same seed gives the same one. One that tracks fields says of each stage what stood there before, too. */
export function drawOrg(seed: number, count: number, { isTracked = false } = {}): Org {
  const deals: Deal[] = [];
  const users = owners.map((name, place) => ({
    Id: idOf("005", place + 1),
    Username: `user${place}@minta.example`,
    Name: name,
    TimeZoneSidKey: "Europe/Budapest",
    Department: "Sales",
  }));
  const tables: Record<string, OrgRecord[]> = {
    User: users.map((row) => ({ versions: [{ at: 0, row }] })),
    Account: [],
    Contact: [],
    Lead: [],
    Opportunity: [],
    OpportunityHistory: [],
    OpportunityContactRole: [],
    ...(isTracked ? { OpportunityFieldHistory: [] } : {}),
    Task: [],
    Event: [],
  };
  /** A record that is made at an instant, and what it was changed to later. */
  const add = (object: string, at: number, row: Row, later: { at: number; values: Row }[] = []) => {
    const record: OrgRecord = { versions: [{ at, row: { ...row, SystemModstamp: iso(at) } }] };
    for (const { at: changedAt, values } of later) change(record, changedAt, values);
    tables[object]?.push(record);
  };
  let histories = 0;
  for (let index = 0; index < count; index++) {
    const random = new Random(seed, 301, index);
    const source = random.weighted(sources);
    const startedAt = Math.round(
      firstDay + ((index + random.next()) / count) * (exportedAt - firstDay - 3 * minutesPerDay - 1440),
    );
    const deal = drawDeal(random, { pipeline: "sales", source, startedAt, full: true, fromStart: false });
    const [first] = deal.moves;
    if (first === undefined) continue;
    deals.push(deal);
    const [id, account, contact] = ["006", "001", "003"].map((prefix) => idOf(prefix, index + 1));
    const owner = users[random.whole(0, owners.length - 1)]?.Id ?? "";
    const created = instantOf(first.at);
    add("Account", created, {
      Id: account ?? "",
      Name: `Minta, "${index}" Kft.`,
      Industry: "Energy",
      IsDeleted: "false",
    });
    add("Contact", created, {
      Id: contact ?? "",
      AccountId: account ?? "",
      LastName: "Minta",
      Email: `person${index}@minta.example`,
      CreatedDate: iso(created),
      IsDeleted: "false",
    });
    add("OpportunityContactRole", created, {
      Id: idOf("00K", index + 1),
      OpportunityId: id ?? "",
      ContactId: contact ?? "",
      Role: random.chance(0.5) ? "Decision Maker" : "Influencer",
      IsPrimary: "true",
      CreatedDate: iso(created),
      IsDeleted: "false",
    });
    const lossReason = random.pick(lostReasons);
    /** What a deal is from a move on. */
    const standing = ({ to, at }: Move): Row => {
      const isClosed = typeof to !== "number";
      const changed = instantOf(at);
      return {
        StageName: stageName(to),
        CloseDate: iso(isClosed ? changed : changed + 60 * 24 * hour).slice(0, 10),
        IsClosed: String(isClosed),
        IsWon: String(to === "won"),
        LastModifiedDate: iso(changed),
        Loss_Reason__c: to === "lost" ? lossReason : "",
      };
    };
    const last = deal.moves.at(-1) ?? first;
    const isGone = index % 30 === 7 && typeof last.to !== "number";
    add(
      "Opportunity",
      created,
      {
        Id: id ?? "",
        IsDeleted: "false",
        AccountId: account ?? "",
        Name: `Bővítés ${index}`,
        Amount: `${random.whole(10, 400) * 10_000}.0`,
        LeadSource: source.salesforce,
        OwnerId: owner,
        CreatedDate: iso(created),
        ...standing(first),
      },
      [
        ...deal.moves.slice(1).map((move) => ({ at: instantOf(move.at), values: standing(move) })),
        // into the recycle bin, when all was done
        ...(isGone ? [{ at: instantOf(last.at) + hour / 2, values: { IsDeleted: "true" } }] : []),
      ],
    );
    // what people do within a minute they do one after the other
    for (const [place, { at, to }] of deal.moves.entries())
      add("OpportunityHistory", instantOf(at) + place * 1000, {
        Id: idOf("008", ++histories),
        OpportunityId: id ?? "",
        StageName: stageName(to),
        Amount: "100.0",
        CreatedById: owner,
        CreatedDate: iso(instantOf(at) + place * 1000),
        IsDeleted: "false",
      });
    for (const [place, { at, to }] of deal.moves.entries()) {
      const before = deal.moves[place - 1];
      add("OpportunityFieldHistory", instantOf(at) + place * 1000, {
        Id: idOf("017", histories * 50 + place),
        IsDeleted: "false",
        OpportunityId: id ?? "",
        CreatedById: owner,
        CreatedDate: iso(instantOf(at) + place * 1000),
        Field: before === undefined ? "created" : "StageName",
        OldValue: before === undefined ? "" : stageName(before.to),
        NewValue: before === undefined ? "" : stageName(to),
      });
    }
    for (let attempt = 0; attempt < random.whole(0, 3); attempt++)
      add("Task", created + attempt * hour, {
        Id: idOf("00T", index * 10 + attempt + 1),
        WhoId: contact ?? "",
        WhatId: id ?? "",
        Subject: "Call\nand more",
        Status: "Completed",
        ActivityDate: iso(created).slice(0, 10),
        TaskSubtype: "Call",
        OwnerId: owner,
        IsDeleted: "false",
        CreatedDate: iso(created + attempt * hour),
        CompletedDateTime: iso(created + attempt * hour),
        CallDisposition: "Connected",
      });
  }
  const objects = new Map(
    Object.entries(tables).map(([name, records]): [string, OrgObject] => [
      name,
      { fields: fieldsOf(name, records), records },
    ]),
  );
  return { until: instantOf(exportedAt), objects, deals };
}

/** The fields of records, with some that no query can give. */
function fieldsOf(name: string, records: OrgRecord[]): OrgObject["fields"] {
  const stamped = ["IsDeleted", "SystemModstamp"];
  const names =
    name === "Event"
      ? ["Id", "WhoId", "WhatId", "StartDateTime", ...stamped]
      : Object.keys(records[0]?.versions[0]?.row ?? {});
  const lead =
    name === "Lead"
      ? ["Id", "Status", "ConvertedOpportunityId", "CreatedDate", "MasterRecordId", ...stamped]
      : [];
  return [
    ...[...names, ...lead].map((field) => ({
      name: field,
      // of a field that is tracked the values have its own type
      type: /^(Old|New)Value$/.test(field) ? "anyType" : "string",
      length: 80,
    })),
    { name: "MailingAddress", type: "address", length: 0 },
    { name: "Position", type: "location", length: 0 },
    { name: "Description", type: "textarea", length: 32_000 },
  ];
}

const day = 24 * hour;

/**
 * Near the end some deals that nobody works go into the recycle bin, some past it, some tasks are changed or deleted in either way; of the
 * leads one is merged into another and then gone, and one is deleted for good. Returns the ids of what counts as deleted.
 */
export function disturbOrg({ objects, until }: Org, seed: number): string[] {
  const random = new Random(seed, 302);
  const late = until - 2 * day;
  const recordsOf = (object: string) => objects.get(object)?.records ?? [];
  const idOfRecord = ({ versions }: OrgRecord) => versions[0]?.row["Id"] ?? "";
  const deals = recordsOf("Opportunity");
  const binned = deals.filter(({ versions }) => versions.at(-1)?.row["IsDeleted"] === "true");
  const quiet = deals.filter(
    (deal) => (deal.versions.at(-1)?.at ?? until) < late - day && !binned.includes(deal),
  );
  const [removed, purged] = [17, 23].map((rest) => quiet.filter((_, index) => index % 40 === rest));
  for (const deal of removed ?? []) change(deal, late + random.whole(0, 40) * hour, { IsDeleted: "true" });
  for (const deal of purged ?? []) deal.purgedAt = late + random.whole(0, 40) * hour;
  for (const [index, task] of recordsOf("Task").entries()) {
    const at = Math.max((task.versions[0]?.at ?? 0) + hour, late) + random.whole(0, 40) * hour;
    if (index % 20 === 4) change(task, at, { Subject: "Call, again" });
    if (index % 20 === 9) change(task, at, { IsDeleted: "true" });
    if (index % 20 === 14) task.purgedAt = at;
  }
  const at = until - 20 * day;
  const lead = (number: number): OrgRecord => {
    const row: Row = {
      Id: idOf("00Q", number),
      Status: "Open - Not Contacted",
      ConvertedOpportunityId: "",
      CreatedDate: iso(at),
      MasterRecordId: "",
      IsDeleted: "false",
      SystemModstamp: iso(at),
    };
    return { versions: [{ at, row }] };
  };
  const [kept, lost, winner, loser] = [1, 2, 3, 4].map(lead) as [OrgRecord, OrgRecord, OrgRecord, OrgRecord];
  lost.purgedAt = late + hour;
  change(loser, late, { IsDeleted: "true", MasterRecordId: idOfRecord(winner) });
  // past the 15 days of the recycle bin
  loser.purgedAt = until + 3 * day;
  recordsOf("Lead").push(kept, lost, winner, loser);
  return [...binned, ...(removed ?? []), ...(purged ?? []), lost].map(idOfRecord);
}
