import type { Format } from "../../formats/values/value-sql.ts";
import { readWords } from "../../layout/header.ts";
import { textOf, type headerReader, type Value } from "../../layout/layout.ts";

export type Reader = ReturnType<typeof headerReader>;

export const words = readWords("hubspot");

/** An export names its columns by label or by internal name. */
export const columns = {
  opportunity_id: ["Record ID", "Deal ID", "hs_object_id"],
  pipeline: ["Pipeline", "pipeline"],
  stage: ["Deal Stage", "dealstage"],
  created_at: ["Create Date", "createdate"],
  updated_at: ["Last Modified Date", "hs_lastmodifieddate"],
  closed_at: ["Close Date", "closedate"],
  amount: ["Amount", "amount"],
  currency: ["Currency", "Deal Currency Code", "deal_currency_code"],
  lead_source: ["Original Source", "Original Traffic Source", "Original Source Type", "hs_analytics_source"],
  owner_id: ["Deal owner", "Deal Owner", "hubspot_owner_id"],
  stage_changed_at: ["Date entered current stage", "hs_v2_date_entered_current_stage"],
  product: ["Product", "Product name"],
  country: ["Country/Region", "country"],
  campaign_id: ["Original Source Campaign", "HubSpot Campaign", "hs_campaign"],
  account_id: ["Associated Company IDs", "Associated Company", "Company Name"],
  lost_reason: ["Closed Lost Reason", "closed_lost_reason"],
  merged_ids: ["Merged Deal IDs", "Merged object IDs", "Merged record IDs", "hs_merged_object_ids"],
};

export const format: Format = { order: "ymd", decimal: ".", nulls: ["--"] };

/** The first of several ids in a cell, which the interface for programs writes as a list of objects. */
export const firstId = (value: Value): Value => ({
  ...value,
  sql: `case when starts_with(${textOf(value)}, '[') then regexp_extract(${value.sql}, '"id"\\s*:\\s*"?(\\d+)', 1) else trim(split_part(clean_text(${value.sql}), ';', 1)) end`,
});

/** All ids in a cell, joined by ; */
export const allIds = (value: Value): Value => ({
  ...value,
  sql: `case when starts_with(${textOf(value)}, '[') then array_to_string(regexp_extract_all(${value.sql}, '"id"\\s*:\\s*"?(\\d+)', 1), ';') else clean_text(${value.sql}) end`,
});

/** A link to the first record that another column lists. */
export function linked(read: Reader, canonical: string, names: string[]): Record<string, Value> {
  const value = read.find(names);
  return value === undefined ? {} : { [canonical]: firstId(value) };
}

export const id = ["Record ID", "hs_object_id"];

export const phones = ["Phone Number", "Contact Phone", "Mobile Phone Number", "phone", "mobilephone"];

export const emails = ["Email", "Contact Email", "email"];

export const dealIds = [
  "Associated Deal IDs",
  "Associated Deal ID",
  "Deal IDs",
  "associations.deals.results",
  "associations.associatedDealIds",
];

export const contactIds = [
  "Associated Contact IDs",
  "Associated Contact ID",
  "Contact IDs",
  "associations.contacts.results",
  "associations.associatedVids",
];

export const companyIds = ["associations.companies.results", "associations.associatedCompanyIds"];
