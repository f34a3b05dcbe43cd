import { constant, headerReader, type Layout, type StreamMapping, textOf } from "../../layout/layout.ts";
import { companyIds, contactIds, dealIds, firstId, format, linked, type Reader } from "./columns.ts";
import { versions } from "./histories.ts";

/** What the interface for programs answers, by the internal names of its properties: `properties.dealstage`, in its first version `properties.dealstage.value`. */
export function internalNames(header: string[]): string[] {
  const plain = header.map((name) => /^properties\.(\w+)(?:\.value)?$/.exec(name)?.[1] ?? name);
  const beside: Record<string, string> = {
    id: "hs_object_id",
    dealId: "hs_object_id",
    vid: "hs_object_id",
    createdAt: "createdate",
    updatedAt: "hs_lastmodifieddate",
  };
  return plain.map((name) => {
    const property = beside[name];
    return property === undefined || plain.includes(property) ? name : property;
  });
}

/** An answer says beside the properties what is deleted and what a record is linked with. */
export function answered(mapping: StreamMapping, read: Reader): StreamMapping {
  const isPerson =
    mapping.stream === "opportunities" || mapping.stream === "leads" || mapping.stream === "contacts";
  const hasFlag = isPerson || mapping.stream === "activities";
  const isDeleted = read.find(["archived", "isDeleted"]);
  return {
    ...mapping,
    values: {
      ...mapping.values,
      ...(isPerson && mapping.values["account_id"] === undefined
        ? linked(read, "account_id", companyIds)
        : {}),
      ...(hasFlag && isDeleted !== undefined ? { is_deleted: isDeleted } : {}),
    },
  };
}

/** HubSpot's Leads: each is work on its first contact, and goes on as the first deal that it is linked with. */
export function leadObjects(header: string[], read: Reader): Layout | undefined {
  if (!["hs_pipeline", "hs_pipeline_stage", "hs_object_id"].every((name) => read.has(name))) return undefined;
  const number = read.cell("hs_object_id");
  const lead = { ...number, sql: `'lead-' || clean_text(${number.sql})` };
  const contact = read.find(contactIds);
  const deleted = read.find(["archived"]);
  const merged = read.find(["hs_merged_object_ids"]);
  return {
    headerAt: 0,
    mappings: [
      {
        stream: "leads",
        format,
        values: {
          lead_id: lead,
          ...read.pick({
            created_at: ["hs_createdate"],
            updated_at: ["hs_lastmodifieddate"],
            pipeline: ["hs_pipeline"],
            stage: ["hs_pipeline_stage"],
            owner_id: ["hubspot_owner_id"],
            lost_reason: ["hs_lead_disqualification_reason"],
          }),
          ...linked(read, "converted_opportunity_id", dealIds),
          ...(merged === undefined
            ? {}
            : {
                merged_ids: {
                  ...merged,
                  sql: `case when ${textOf(merged)} <> '' then 'lead-' || replace(replace(clean_text(${merged.sql}), ' ', ''), ';', ';lead-') end`,
                },
              }),
          ...(deleted === undefined ? {} : { is_deleted: deleted }),
        },
      },
      ...(contact === undefined
        ? []
        : [
            {
              stream: "merges",
              format,
              where: firstId(contact),
              values: { record_type: constant("lead"), merged_id: lead, surviving_id: firstId(contact) },
            } satisfies StreamMapping,
          ]),
      ...versions(header, read).map((mapping) => ({
        ...mapping,
        values: { ...mapping.values, record_id: lead },
      })),
    ],
  };
}

/** Marketing campaigns with what was spent on each in all: HubSpot does not say on which day. */
export function campaigns(read: Reader): Layout | undefined {
  if (!["hs_name", "hs_spend_items_sum_amount"].every((name) => read.has(name))) return undefined;
  return {
    headerAt: 0,
    mappings: [
      {
        stream: "campaigns",
        format,
        values: {
          campaign_id: read.cell("hs_object_id", "id"),
          name: read.cell("hs_name"),
          ...read.pick({
            start_date: ["hs_start_date"],
            end_date: ["hs_end_date"],
            cost: ["hs_spend_items_sum_amount"],
            currency: ["hs_currency_code"],
          }),
        },
      },
    ],
  };
}

/** The people of deals with the labels of their associations, which are their parts in the decision. */
export function associations(header: string[]): Layout | undefined {
  const read = headerReader(header, undefined, "exact");
  const places = header.flatMap((name) => /^to\.(\d+)\.toObjectId$/.exec(name)?.[1] ?? []);
  if (!read.has("from.id") || places.length === 0) return undefined;
  const person = (place: string): StreamMapping => {
    const contact = read.cell(`to.${place}.toObjectId`);
    const types = read.cell(`to.${place}.associationTypes`);
    return {
      stream: "contact_roles",
      format,
      where: contact,
      values: {
        opportunity_id: read.cell("from.id"),
        contact_id: contact,
        role: {
          ...types,
          sql: `array_to_string(regexp_extract_all(${types.sql}, '"label"\\s*:\\s*"([^";]+)"', 1), ';')`,
        },
      },
    };
  };
  return { headerAt: 0, mappings: places.map(person) };
}

/** Who owns records, with the team that is named first. */
export function owners(header: string[]): Layout | undefined {
  const read = headerReader(header, undefined, "exact");
  if (!["id", "userId", "firstName", "lastName"].every((name) => read.has(name))) return undefined;
  const teams = read.cell("teams");
  const team = { ...teams, sql: `regexp_extract(${teams.sql}, '"name"\\s*:\\s*"([^"]+)"', 1)` };
  return {
    headerAt: 0,
    mappings: [
      {
        stream: "owners",
        format,
        values: { owner_id: read.cell("id"), ...(read.has("teams") ? { team } : {}) },
      },
    ],
  };
}
