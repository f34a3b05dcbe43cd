/** A kind of record that HubSpot lists, with the properties that are asked for. */
export interface Listed {
  stream: string;
  type: string;
  properties: string[];
  history?: string[];
  associations?: string[];
  scope: string;
  isOptional?: true;
  /** A property that only HubSpot's own object has: a custom object of the same name lacks it. */
  own?: string;
}

const activity = ["hs_timestamp", "hs_createdate", "hs_lastmodifieddate", "hubspot_owner_id"];
const person = ["email", "phone", "mobilephone"];
const linked = ["deals", "contacts"];

export const deals: Listed = {
  stream: "deals",
  type: "deals",
  properties: [
    "dealstage",
    "pipeline",
    "createdate",
    "closedate",
    "hs_lastmodifieddate",
    "amount",
    "deal_currency_code",
    "hubspot_owner_id",
    "hs_analytics_source",
    "hs_campaign",
    "closed_lost_reason",
    "hs_is_closed",
    "hs_is_closed_won",
    "hs_deal_stage_probability",
    "hs_merged_object_ids",
  ],
  history: ["dealstage", "pipeline", "hubspot_owner_id", "amount"],
  associations: ["contacts", "companies"],
  scope: "crm.objects.deals.read",
};

export const contacts: Listed = {
  stream: "contacts",
  type: "contacts",
  properties: [
    "lifecyclestage",
    "hs_lead_status",
    "createdate",
    "lastmodifieddate",
    ...person,
    "country",
    "hubspot_owner_id",
    "hs_analytics_source",
    "hs_merged_object_ids",
  ],
  associations: ["companies"],
  scope: "crm.objects.contacts.read",
};

export const companies: Listed = {
  stream: "companies",
  type: "companies",
  properties: ["name", "industry", "numberofemployees", "country", "createdate", "hs_lastmodifieddate"],
  scope: "crm.objects.companies.read",
};

/** HubSpot's own Leads: work on a person between the first contact and a deal. */
export const leads: Listed = {
  stream: "leads",
  type: "leads",
  properties: [
    "hs_pipeline",
    "hs_pipeline_stage",
    "hs_createdate",
    "hs_lastmodifieddate",
    "hubspot_owner_id",
    "hs_lead_disqualification_reason",
    "hs_merged_object_ids",
  ],
  history: ["hs_pipeline_stage", "hs_pipeline", "hubspot_owner_id"],
  associations: linked,
  scope: "crm.objects.leads.read",
  isOptional: true,
  own: "hs_pipeline_stage",
};

export const activities: Listed[] = [
  {
    stream: "calls",
    type: "calls",
    properties: [
      ...activity,
      "hs_call_title",
      "hs_call_direction",
      "hs_call_disposition",
      "hs_activity_type",
    ],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "emails",
    type: "emails",
    properties: [...activity, "hs_email_subject", "hs_email_direction", "hs_email_status"],
    associations: linked,
    scope: "sales-email-read",
    isOptional: true,
  },
  {
    stream: "meetings",
    type: "meetings",
    properties: [
      ...activity,
      "hs_meeting_title",
      "hs_meeting_start_time",
      "hs_meeting_outcome",
      "hs_activity_type",
    ],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "notes",
    type: "notes",
    properties: [...activity, "hs_note_body"],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
  {
    stream: "tasks",
    type: "tasks",
    properties: [...activity, "hs_task_subject", "hs_task_status", "hs_task_type", "hs_task_completion_date"],
    associations: linked,
    scope: "crm.objects.contacts.read",
    isOptional: true,
  },
];

/** A value that a property had since a time. */
export interface Version {
  value: string;
  timestamp: string;
}
