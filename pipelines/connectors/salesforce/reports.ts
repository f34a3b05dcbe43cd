import type { StreamName } from "../../contract/streams.ts";
import {
  constant,
  headerReader,
  refuseLacking,
  through,
  type Layout,
  type StreamMapping,
  type Value,
} from "../../layout/layout.ts";
import { firstRecord, reportedActivity } from "./activities.ts";
import {
  fieldHistory,
  mapping,
  outcome,
  personKeys,
  pick,
  report,
  words,
  type Reader,
  type Table,
} from "./table.ts";

/** A report without ids: its deals are identified by their names, which must be unique, and do not meet those of a report with ids. */
const byName = (table: Table, stream: StreamName, column: string, begins: string): Table => ({
  ...table,
  also: {
    ...table.also,
    notes: [
      {
        en: "it has no Opportunity ID: deals are identified by Opportunity Name, and a deal that another report has by its ID counts twice",
        hu: "nincs benne Opportunity ID: az ügyleteket az Opportunity Name azonosítja, és amelyik egy másik riportban az azonosítójával szerepel, kétszer számít",
      },
    ],
    rowIdentity: { stream, column, begins, by: "Opportunity Name", better: "Opportunity ID" },
  },
});

const reportOutcome = (read: Reader) =>
  outcome(read, {
    closed: "Closed",
    won: "Won",
    forecast: ["Forecast Category"],
    probability: ["Probability (%)", "Probability"],
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
  const values = deal(read);
  if (!["stage", "amount", "created_at", "closed_at"].some((name) => name in values)) return [];
  return [mapping("opportunities", report, { ...values, ...read.pick({ updated_at: [changed] }), ...id })];
};

/** A history holds the deals that moved, not all of them. */
const ofMoves: Partial<Layout> = { delivery: "delta" };

/** A key made of everything a row says. */
const contentOf = (header: string[]): Value => ({
  sql: `md5(${header.map((_, at) => `coalesce(c${at}, '')`).join(" || chr(0) || ")})`,
  header: "(the row)",
});

const changedField = (stage: string) => ({
  field: "Field / Event",
  stage,
  before: "Old Value",
  after: "New Value",
});

/** What a report knows deals by. */
type DealName = "Opportunity ID" | "Opportunity Name";

/** The name of the deal of a row, as a column of a stream. */
const knownBy = (name: DealName, read: Reader, canonical: string): Record<string, Value> =>
  name === "Opportunity ID" ? pick(read, { [canonical]: [name] }) : read.pick({ [canonical]: [name] });

/** A report of deals. */
const deals = (name: DealName): Table => ({
  headers: [name, "Stage"],
  isDeals: true,
  also: { declares: { totals: ["amount"] } },
  mappings: (read, header) => {
    refuseHistory(header);
    return [mapping("opportunities", report, { ...deal(read), ...knownBy(name, read, "opportunity_id") })];
  },
});

/** A report of the moves of deals, by the fields that changed or by stages. */
const dealHistories = (name: DealName): { fields: Table; stages: Table } => {
  const known = (read: Reader, canonical: string) => knownBy(name, read, canonical);
  const history = (changed: string, moves: (read: Reader) => Record<string, Value>): Table["mappings"] => {
    return (read) => [
      ...dealOf(read, known(read, "opportunity_id"), changed),
      mapping("stage_changes", report, {
        ...known(read, "record_id"),
        ...read.pick({ changed_at: [changed], owner_id: ["Opportunity Owner"] }),
        ...moves(read),
        record_type: constant("opportunity"),
      }),
    ];
  };
  return {
    fields: {
      headers: [name, "Field / Event", "Old Value", "New Value", "Edit Date"],
      also: ofMoves,
      mappings: history("Edit Date", (read) => fieldHistory(read, changedField("Stage"))),
    },
    stages: {
      headers: [name, "To Stage", "Last Modified"],
      also: ofMoves,
      mappings: history("Last Modified", (read) =>
        read.pick({ from_stage: ["From Stage"], to_stage: ["To Stage"] }),
      ),
    },
  };
};
const [byId, named] = [dealHistories("Opportunity ID"), dealHistories("Opportunity Name")];

/** Reports by the names of their columns: of two that fit, the first one counts. */
export const reports: Table[] = [
  byId.fields,
  {
    headers: ["Lead ID", "Field / Event", "Old Value", "New Value", "Edit Date"],
    mappings: (read) => [
      mapping("stage_changes", report, {
        ...pick(read, { record_id: ["Lead ID"], changed_at: ["Edit Date"], owner_id: ["Lead Owner"] }),
        ...fieldHistory(read, changedField("Lead Status")),
        record_type: constant("lead"),
      }),
    ],
  },
  byId.stages,
  byName(
    named.fields,
    "stage_changes",
    "record_id",
    "regexp_matches(from_stage, '^(created|erstellt|létrehoz)', 'i')",
  ),
  byName(named.stages, "stage_changes", "record_id", "from_stage is null"),
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
  deals("Opportunity ID"),
  byName(deals("Opportunity Name"), "opportunities", "opportunity_id", "true"),
  {
    headers: ["Opportunity Owner", "Amount"],
    also: {
      declares: { totals: ["amount"] },
      delivery: "delta",
      notes: [
        {
          en: "it has neither Opportunity ID nor Opportunity Name: each row is a deal of its own, known by its content, and two exports of it cannot be compared",
          hu: "nincs benne sem Opportunity ID, sem Opportunity Name: minden sora külön ügylet, amelyet a tartalma azonosít, és két ilyen export nem vethető össze",
        },
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
