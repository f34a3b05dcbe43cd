import { seenHeader } from "../../layout/header.ts";
import {
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  type StreamMapping,
  textOf,
  through,
  type Value,
} from "../../layout/layout.ts";
import {
  allIds,
  columns,
  contactIds,
  dealIds,
  emails,
  format,
  id,
  linked,
  phones,
  type Reader,
  words,
} from "./columns.ts";
import { enteredColumn, entries, refuseUnreadDates } from "./stage-dates.ts";

export const deals = (
  read: Reader,
  header: string[],
  head: string[][],
  headerAt: number,
): StreamMapping[] => {
  refuseUnreadDates(header);
  if (!header.some((name) => enteredColumn(name) !== undefined))
    refuseUnreadTimes(
      "they are HubSpot deals",
      [...columns.created_at, ...columns.closed_at, ...columns.updated_at],
      read,
      head,
      headerAt,
    );
  return [
    {
      stream: "opportunities",
      format,
      values: {
        ...read.pick(columns),
        ...outcome(read),
        ...linked(read, "lead_id", contactIds),
        ...read.personKeys(phones, emails),
      },
    },
    ...people(read, "deal"),
    ...entries(header, "opportunity", read.cell(...columns.opportunity_id)),
  ];
};

/** A contact is the lead of the deals it is associated with; its lifecycle stages are the lead's stages. */
const contacts = (read: Reader, header: string[]): StreamMapping[] => {
  const shared = {
    created_at: ["Create Date", "createdate"],
    account_id: [
      "Associated Company IDs",
      "Primary Associated Company ID",
      "Associated Company",
      "Company Name",
    ],
    owner_id: ["Contact owner", "Contact Owner", "hubspot_owner_id"],
    country: ["Country/Region", "country"],
    merged_ids: [
      "Merged contact IDs",
      "Merged Contact IDs",
      "Merged object IDs",
      "Merged record IDs",
      "hs_merged_object_ids",
    ],
  };
  const keys = read.personKeys(phones, emails);
  return [
    {
      stream: "leads",
      format,
      values: {
        ...read.pick({
          ...shared,
          lead_id: id,
          updated_at: ["Last Modified Date", "lastmodifieddate", "hs_lastmodifieddate"],
          stage: ["Lifecycle Stage", "lifecyclestage", "Lead Status"],
          lead_source: columns.lead_source,
        }),
        ...linked(read, "converted_opportunity_id", dealIds),
        ...keys,
      },
    },
    { stream: "contacts", format, values: { ...read.pick({ ...shared, contact_id: id }), ...keys } },
    ...people(read, "contact"),
    ...entries(header, "lead", read.cell(...id)),
  ];
};

/** Companies have a lifecycle stage too. */
export const contactsOrCompanies = (read: Reader, header: string[]): StreamMapping[] =>
  read.find(emails) === undefined && read.find(["Company name", "Company Domain Name"]) !== undefined
    ? companies(read)
    : contacts(read, header);

export const companies = (read: Reader): StreamMapping[] => [
  {
    stream: "accounts",
    format,
    values: read.pick({
      account_id: id,
      industry: ["Industry", "industry"],
      employee_count: ["Number of Employees", "numberofemployees"],
      country: ["Country/Region", "country"],
    }),
  },
];

/** The people of a deal: of those whom a deal lists the part is not known, a person's own part holds for all deals that it lists. */
function people(read: Reader, from: "deal" | "contact"): StreamMapping[] {
  const others = read.find(from === "deal" ? contactIds : dealIds);
  if (others === undefined) return [];
  const own = read.cell(...columns.opportunity_id);
  const role = read.find(["Buying Role", "Buying role", "hs_buying_role"]);
  if (from === "contact" && role === undefined) return [];
  return [
    {
      stream: "contact_roles",
      format,
      where:
        from === "deal"
          ? others
          : { ...others, sql: `case when ${textOf(role ?? others)} <> '' then ${others.sql} end` },
      values: {
        opportunity_id: from === "deal" ? own : allIds(others),
        contact_id: from === "deal" ? allIds(others) : own,
        ...(from === "deal" || role === undefined ? {} : { role }),
      },
    },
  ];
}

/** What HubSpot computes from the settings of the stage: each is a column that the export may have. */
function outcome(read: Reader): Record<string, Value> {
  const { is_won, is_lost, is_closed, probability } = read.pick({
    is_won: ["Is Closed Won", "Is closed won", "hs_is_closed_won"],
    is_lost: ["Is closed lost", "Is Closed Lost", "hs_is_closed_lost"],
    is_closed: ["Is Deal Closed?", "Is deal closed?", "hs_is_closed"],
    probability: ["Deal probability", "Deal Probability", "hs_deal_stage_probability"],
  });
  const closed = is_closed ?? eitherOf(is_won, is_lost);
  return {
    ...(is_won === undefined ? {} : { is_won }),
    ...(closed === undefined ? {} : { is_closed: closed }),
    ...(probability === undefined ? {} : { probability: through("fraction_of", probability) }),
  };
}

/** Closed is what is won or lost; an export with one of the two columns does not say that the others are open. */
function eitherOf(won: Value | undefined, lost: Value | undefined): Value | undefined {
  const flags = [won, lost].flatMap((value) => (value === undefined ? [] : [value]));
  const [first] = flags;
  if (first === undefined) return undefined;
  const isYes = flags.map((value) => `lower(${textOf(value)}) in ('true', 'yes', '1')`).join(" or ");
  return {
    ...first,
    sql: `case when ${isYes} then 'true'${flags.length < 2 ? "" : ` when ${flags.map((value) => `${textOf(value)} <> ''`).join(" and ")} then 'false'`} end`,
  };
}

/** Deals without an id, a stage or a pipeline say nothing about a funnel. */
export function refuseNearly(head: string[][]): void {
  for (const cells of head) {
    const read = headerReader(cells, words);
    const has = (...names: string[]) => read.find(names) !== undefined;
    const isEntered = cells.some((name) =>
      /^date entered ["']|^hs_(v2_)?date_entered_/i.test(seenHeader(name)),
    );
    const isDeal = has("Deal Name", "dealname") || has("Deal Stage", "dealstage");
    if (
      !isEntered &&
      !(
        isDeal &&
        has("Record ID", "hs_object_id", "Deal owner", "Close Date", "closedate", "Pipeline", "pipeline")
      )
    )
      continue;
    if (isEntered && !isDeal && has("Lifecycle Stage", "lifecyclestage", "Email", "email")) continue;
    const lacks = [
      ["Record ID", "hs_object_id"],
      ["Deal Stage", "dealstage"],
      ["Pipeline", "pipeline"],
    ].filter((names) => !has(...names));
    if (lacks.length > 0 && lacks.length < 3)
      refuseLacking(
        "they are HubSpot deals",
        lacks.map(([name = ""]) => name),
        cells,
      );
  }
}
