import { constant, textOf, through, type StreamMapping, type Value } from "../../layout/layout.ts";
import { firstRecord, relatedRecord, task } from "./activities.ts";
import {
  api,
  fieldHistory,
  mapping,
  outcome,
  personKeys,
  pickApi,
  type Reader,
  type Table,
} from "./table.ts";

const objectOutcome = (read: Reader) =>
  outcome(read, {
    closed: "IsClosed",
    won: "IsWon",
    forecast: ["ForecastCategoryName", "ForecastCategory"],
    probability: ["Probability"],
  });

/** A date field of the API: the time that some exports add to it is none. */
function dateOnly(read: Reader, name: string): Record<string, Value> {
  const value = read.find([name]);
  return value === undefined ? {} : { closed_at: { ...value, sql: `left(clean_text(${value.sql}), 10)` } };
}

/** The stages in Salesforce's own order. Records hold the API name of a stage and reports its label: where they differ, both are rows. */
function stageDefinitions(read: Reader): StreamMapping[] {
  const [label, name] = [read.cell("MasterLabel"), read.find(["ApiName"])];
  const shared = {
    ...read.pick({ ordinal: ["SortOrder"] }),
    ...objectOutcome(read),
    ...(read.has("DefaultProbability")
      ? { probability: through("percent_of", read.cell("DefaultProbability")) }
      : {}),
  };
  const labelled = mapping("stage_definitions", api, { ...shared, stage: label });
  if (name === undefined) return [labelled];
  const named = mapping("stage_definitions", api, { ...shared, stage: name, name: label });
  return [
    labelled,
    {
      ...named,
      where: { ...name, sql: `case when ${textOf(name)} <> ${textOf(label)} then ${name.sql} end` },
    },
  ];
}

/** A lead that was merged is deleted and names the one it became. */
function mergedInto(read: Reader): StreamMapping[] {
  const survivor = read.find(["MasterRecordId"]);
  if (survivor === undefined) return [];
  const values = pickApi(read, { merged_id: ["Id"], surviving_id: ["MasterRecordId"] });
  return [{ ...mapping("merges", api, { ...values, record_type: constant("lead") }), where: survivor }];
}

/** The row's own id tells the order of changes within one second. */
const sequence = (read: Reader): Record<string, Value> => {
  const id = read.cell("Id");
  return { sequence: { ...id, sql: `salesforce_count(clean_text(${id.sql}))` } };
};

/** Objects by their API field names, as the weekly export, Data Loader and the API write them; times are UTC. */
export const objects: Table[] = [
  {
    headers: ["Id", "OpportunityId", "Field", "OldValue", "NewValue", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, { record_id: ["OpportunityId"], changed_at: ["CreatedDate"] }),
        ...sequence(read),
        ...fieldHistory(read, { field: "Field", stage: "StageName", before: "OldValue", after: "NewValue" }),
        record_type: constant("opportunity"),
      }),
    ],
  },
  {
    headers: ["Id", "LeadId", "Field", "OldValue", "NewValue", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, { record_id: ["LeadId"], changed_at: ["CreatedDate"] }),
        ...sequence(read),
        ...fieldHistory(read, { field: "Field", stage: "Status", before: "OldValue", after: "NewValue" }),
        record_type: constant("lead"),
      }),
    ],
  },
  {
    headers: ["Id", "OpportunityId", "StageName", "CreatedDate"],
    mappings: (read) => [
      mapping("stage_changes", api, {
        ...pickApi(read, {
          record_id: ["OpportunityId"],
          to_stage: ["StageName"],
          changed_at: ["CreatedDate"],
        }),
        ...sequence(read),
        record_type: constant("opportunity"),
      }),
    ],
  },
  {
    headers: ["Id", "OpportunityId", "ContactId", "Role"],
    mappings: (read) => [
      mapping(
        "contact_roles",
        api,
        pickApi(read, {
          opportunity_id: ["OpportunityId"],
          contact_id: ["ContactId"],
          role: ["Role"],
          is_primary: ["IsPrimary"],
          created_at: ["CreatedDate"],
        }),
      ),
    ],
  },
  {
    headers: ["Id", "StageName", "CloseDate"],
    mappings: (read) => [
      mapping("opportunities", api, {
        ...pickApi(read, {
          opportunity_id: ["Id"],
          created_at: ["CreatedDate"],
          updated_at: ["SystemModstamp", "LastModifiedDate"],
          stage: ["StageName"],
          stage_changed_at: ["LastStageChangeDate"],
          amount: ["Amount"],
          currency: ["CurrencyIsoCode"],
          lead_source: ["LeadSource"],
          campaign_id: ["CampaignId"],
          account_id: ["AccountId"],
          owner_id: ["OwnerId"],
          lost_reason: ["Lost_Reason__c", "Loss_Reason__c", "Closed_Lost_Reason__c"],
          is_deleted: ["IsDeleted"],
        }),
        ...objectOutcome(read),
        ...dateOnly(read, "CloseDate"),
      }),
    ],
  },
  {
    headers: ["Id", "Status", "ConvertedOpportunityId"],
    mappings: (read) => [
      mapping("leads", api, {
        ...pickApi(read, {
          lead_id: ["Id"],
          created_at: ["CreatedDate"],
          updated_at: ["SystemModstamp", "LastModifiedDate"],
          stage: ["Status"],
          lead_source: ["LeadSource"],
          owner_id: ["OwnerId"],
          converted_opportunity_id: ["ConvertedOpportunityId"],
          is_deleted: ["IsDeleted"],
        }),
        ...read.pick({
          account_id: ["Company"],
          country: ["CountryCode", "Country"],
          lost_reason: ["Disqualified_Reason__c"],
          is_do_not_call: ["DoNotCall"],
          is_do_not_email: ["HasOptedOutOfEmail"],
        }),
        ...personKeys(read),
      }),
      ...mergedInto(read),
    ],
  },
  {
    headers: ["Id", "CampaignId", "LeadId", "ContactId", "Status"],
    mappings: (read) => {
      const occurred = read.firstOf(["FirstRespondedDate", "CreatedDate"]);
      return [
        mapping("touches", api, {
          ...pickApi(read, { touch_id: ["Id"], campaign_id: ["CampaignId"] }),
          ...read.pick({ kind: ["Status"], is_response: ["HasResponded"] }),
          ...firstRecord(read, [
            ["lead", ["LeadId"]],
            ["contact", ["ContactId"]],
          ]),
          ...(occurred === undefined ? {} : { occurred_at: occurred }),
        }),
      ];
    },
  },
  { headers: ["Id", "WhoId", "WhatId", "Status", "ActivityDate"], mappings: (read) => [task(read)] },
  {
    headers: ["Id", "WhoId", "WhatId", "StartDateTime"],
    mappings: (read) => {
      const starts = read.firstOf(["StartDateTime", "ActivityDateTime", "ActivityDate"]) ?? constant("");
      return [
        mapping("activities", api, {
          ...pickApi(read, { activity_id: ["Id"], logged_at: ["CreatedDate"], owner_id: ["OwnerId"] }),
          ...relatedRecord(read),
          ...read.pick({ subject: ["Subject"], type: ["Type", "EventSubtype"], is_deleted: ["IsDeleted"] }),
          kind: constant("meeting"),
          occurred_at: starts,
          due_at: starts,
        }),
      ];
    },
  },
  {
    headers: ["Id", "Name", "StartDate", "NumberSent"],
    mappings: (read) => [
      mapping("campaigns", api, {
        ...pickApi(read, { campaign_id: ["Id"] }),
        ...read.pick({
          name: ["Name"],
          kind: ["Type"],
          start_date: ["StartDate"],
          end_date: ["EndDate"],
          recipient_count: ["NumberSent"],
          cost: ["ActualCost"],
          currency: ["CurrencyIsoCode"],
        }),
      }),
    ],
  },
  {
    headers: ["MasterLabel", "SortOrder", "IsClosed", "IsWon"],
    mappings: stageDefinitions,
  },
  {
    headers: ["Id", "Username"],
    isCommon: true,
    mappings: (read) => [
      mapping("owners", api, {
        ...pickApi(read, { owner_id: ["Id"] }),
        ...read.pick({ team: ["Department", "Division", "UserRoleId"], time_zone: ["TimeZoneSidKey"] }),
      }),
    ],
  },
  {
    headers: ["Id", "AccountId", "LastName"],
    isCommon: true,
    mappings: (read) => [
      mapping("contacts", api, {
        ...pickApi(read, { contact_id: ["Id"], account_id: ["AccountId"], owner_id: ["OwnerId"] }),
        ...read.pick({
          created_at: ["CreatedDate"],
          country: ["MailingCountryCode", "MailingCountry"],
          is_deleted: ["IsDeleted"],
        }),
        ...personKeys(read),
      }),
    ],
  },
  {
    headers: ["Id", "Name", "Industry"],
    isCommon: true,
    mappings: (read) => [
      mapping("accounts", api, {
        ...pickApi(read, { account_id: ["Id"] }),
        ...read.pick({
          industry: ["Industry"],
          employee_count: ["NumberOfEmployees"],
          country: ["BillingCountryCode", "BillingCountry"],
        }),
      }),
    ],
  },
];
