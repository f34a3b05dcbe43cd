import {
  exportedAt,
  firstDay,
  lostReasons,
  owners,
  pipelines,
  sources,
} from "../../../tools/simulate/company.ts";
import { drawDeal, standing, type Deal, type Move } from "../../../tools/simulate/journey.ts";
import { Random } from "../../../tools/simulate/random.ts";
import { minutesPerDay } from "../../../tools/simulate/wall-time.ts";
import { instantOf } from "../hubspot/world.ts";

/** A row of an object; in the recycle bin, or in the archive, it still answers queries for all rows. */
export type Row = Record<string, string>;

/** An object with its fields, as describe tells them. */
export interface OrgObject {
  fields: { name: string; type: string; length: number }[];
  rows: Row[];
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

/** Draws an org: the same seed gives the same one. */
export function drawOrg(seed: number, count: number): Org {
  const deals: Deal[] = [];
  const tables: Record<string, Row[]> = {
    User: owners.map((name, place) => ({
      Id: idOf("005", place + 1),
      Username: `user${place}@minta.example`,
      Name: name,
      TimeZoneSidKey: "Europe/Budapest",
      Department: "Sales",
    })),
    Account: [],
    Contact: [],
    Lead: [],
    Opportunity: [],
    OpportunityHistory: [],
    OpportunityContactRole: [],
    Task: [],
    Event: [],
  };
  const add = (object: string, row: Row) => tables[object]?.push(row);
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
    const owner = tables["User"]?.[random.whole(0, owners.length - 1)]?.["Id"] ?? "";
    const created = instantOf(first.at);
    const now = standing(deal);
    const isClosed = typeof now.to !== "number";
    const changed = instantOf(now.at);
    add("Account", {
      Id: account ?? "",
      Name: `Minta, "${index}" Kft.`,
      Industry: "Energy",
      IsDeleted: "false",
    });
    add("Contact", {
      Id: contact ?? "",
      AccountId: account ?? "",
      LastName: "Minta",
      Email: `person${index}@minta.example`,
      CreatedDate: iso(created),
      IsDeleted: "false",
    });
    add("OpportunityContactRole", {
      Id: idOf("00K", index + 1),
      OpportunityId: id ?? "",
      ContactId: contact ?? "",
      Role: random.chance(0.5) ? "Decision Maker" : "Influencer",
      IsPrimary: "true",
      CreatedDate: iso(created),
      IsDeleted: "false",
    });
    add("Opportunity", {
      Id: id ?? "",
      IsDeleted: String(index % 30 === 7 && isClosed),
      AccountId: account ?? "",
      Name: `Bővítés ${index}`,
      StageName: stageName(now.to),
      Amount: `${random.whole(10, 400) * 10_000}.0`,
      CloseDate: iso(isClosed ? changed : changed + 60 * 24 * hour).slice(0, 10),
      LeadSource: source.salesforce,
      IsClosed: String(isClosed),
      IsWon: String(now.to === "won"),
      OwnerId: owner,
      CreatedDate: iso(created),
      LastModifiedDate: iso(changed),
      SystemModstamp: iso(changed),
      Loss_Reason__c: now.to === "lost" ? random.pick(lostReasons) : "",
    });
    // what people do within a minute they do one after the other
    for (const [place, { at, to }] of deal.moves.entries())
      add("OpportunityHistory", {
        Id: idOf("008", ++histories),
        OpportunityId: id ?? "",
        StageName: stageName(to),
        Amount: "100.0",
        CreatedById: owner,
        CreatedDate: iso(instantOf(at) + place * 1000),
        SystemModstamp: iso(instantOf(at) + place * 1000),
        IsDeleted: "false",
      });
    for (let attempt = 0; attempt < random.whole(0, 3); attempt++)
      add("Task", {
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
    Object.entries(tables).map(([name, rows]): [string, OrgObject] => [
      name,
      { fields: fieldsOf(name, rows), rows },
    ]),
  );
  return { until: instantOf(exportedAt), objects, deals };
}

/** The fields of rows, with some that no query can give. */
function fieldsOf(name: string, rows: Row[]): OrgObject["fields"] {
  const names =
    name === "Event" ? ["Id", "WhoId", "WhatId", "StartDateTime", "IsDeleted"] : Object.keys(rows[0] ?? {});
  const lead =
    name === "Lead"
      ? ["Id", "Status", "ConvertedOpportunityId", "CreatedDate", "IsDeleted", "MasterRecordId"]
      : [];
  return [
    ...[...names, ...lead].map((field) => ({ name: field, type: "string", length: 80 })),
    { name: "MailingAddress", type: "address", length: 0 },
    { name: "Position", type: "location", length: 0 },
    { name: "Description", type: "textarea", length: 32_000 },
  ];
}
