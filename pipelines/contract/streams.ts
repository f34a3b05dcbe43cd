/**
 * The canonical streams: what every connector produces, whatever the vendor.
 * `staging.<stream>` has exactly these columns; what a delivered file lacks is null.
 *
 * - `instant` is a TIMESTAMP in the source's wall time in a loaded file and UTC in staging, to the microsecond;
 *   each instant has a companion `<name>_precision` ('second' | 'minute' | 'day'). In a loaded file `<name>_repeated` is true
 *   for the second pass of an hour that autumn repeats, which only a time that names its offset tells.
 * - `date` is a local DATE. `money` is DECIMAL(18,2), `number` DECIMAL(18,4), `count` BIGINT, `flag` BOOLEAN, `text` VARCHAR.
 * - ids are always text, trimmed, case kept.
 */
export type Kind = "text" | "instant" | "date" | "money" | "number" | "count" | "flag";

export interface StreamColumn {
  kind: Kind;
  /** A row without it is quarantined. */
  required?: true;
  /** An instant at which something happened in the source; the newest one is the fallback watermark. */
  event?: true;
  about: string;
}

const text = (about: string): StreamColumn => ({ kind: "text", about });
const instant = (about: string): StreamColumn => ({ kind: "instant", about });

const personKeys = {
  email_key: text("md5 of the lower-case e-mail address; matches records across sources"),
  phone_key: text("md5 of the E.164 phone number; matches records across sources"),
};

export const streams = {
  leads: {
    lead_id: { kind: "text", required: true, about: "the source's id" },
    created_at: { kind: "instant", event: true, about: "when the lead was created" },
    updated_at: { kind: "instant", event: true, about: "when the record was last changed in any way" },
    pipeline: text("the source's pipeline, if it names one"),
    stage: text("the source's lead status or stage, as written"),
    stage_changed_at: instant("when the lead entered its current stage, if the source says"),
    lead_source: text("where the lead came from, as written"),
    campaign_id: text("the campaign that brought it"),
    list_id: text("the purchased list it came from"),
    account_id: text("the company"),
    owner_id: text("who works it"),
    country: text("country, as written"),
    lost_reason: text("why it was disqualified"),
    converted_opportunity_id: text("the opportunity it became"),
    merged_ids: text("ids of records merged into this one, joined by ;"),
    is_deleted: { kind: "flag", about: "deleted in the source" },
    is_do_not_call: { kind: "flag", about: "must not be called" },
    is_do_not_email: { kind: "flag", about: "must not be written to" },
    ...personKeys,
  },
  opportunities: {
    opportunity_id: { kind: "text", required: true, about: "the source's id" },
    lead_id: text("the lead it came from, if the source links them"),
    created_at: { kind: "instant", event: true, about: "when it was created" },
    updated_at: { kind: "instant", event: true, about: "when the record was last changed in any way" },
    closed_at: instant("when it was won or lost"),
    pipeline: text("the source's pipeline, if it names one"),
    stage: text("the source's current stage, as written"),
    stage_changed_at: instant("when it entered its current stage, if the source says"),
    last_stage: text(
      "the stage it is in or was closed in, where the source keeps won and lost beside the stage",
    ),
    amount: { kind: "money", about: "value in its own currency" },
    currency: text("ISO 4217 code"),
    product: text("product, as written"),
    lead_source: text("where it came from, as written"),
    campaign_id: text("the campaign that brought it"),
    list_id: text("the purchased list it came from"),
    account_id: text("the company"),
    owner_id: text("who works it"),
    country: text("country, as written"),
    lost_reason: text("why it was lost"),
    is_closed: { kind: "flag", about: "closed, as the CRM says beside the stage" },
    is_won: { kind: "flag", about: "won, as the CRM says beside the stage" },
    probability: { kind: "number", about: "the CRM's probability of its stage, from 0 to 1" },
    merged_ids: text("ids of records merged into this one, joined by ;"),
    is_deleted: { kind: "flag", about: "deleted in the source" },
    ...personKeys,
  },
  stage_changes: {
    record_type: { kind: "text", required: true, about: "lead or opportunity" },
    record_id: { kind: "text", required: true, about: "the source's id of the record that moved" },
    pipeline: text("the source's pipeline, if it names one"),
    from_stage: text("stage before, as written; empty for the first"),
    to_stage: { kind: "text", required: true, about: "stage after, as written" },
    changed_at: { kind: "instant", required: true, event: true, about: "when it moved" },
    sequence: { kind: "count", about: "the source's own order among changes of one record" },
    owner_id: text("who owned the record then"),
    is_column: {
      kind: "flag",
      about: "the file has one column per stage: a stage without one cannot be told",
    },
  },
  activities: {
    activity_id: { kind: "text", required: true, about: "the source's id" },
    record_type: text("lead, opportunity or contact; empty where the id alone tells"),
    record_id: text("the record it belongs to"),
    kind: text("call, email, meeting, note or task"),
    direction: text("out or in, where the source tells who began it"),
    subject: text("its title, for the rules of activity_rules.csv; it stays out of every released table"),
    type: text("the source's own type, as written"),
    outcome: text("how it went, as written: connected, no answer, held, …"),
    logged_at: { kind: "instant", event: true, about: "when it was entered" },
    occurred_at: instant("when it happened, or a meeting is to happen; empty for what is only planned"),
    due_at: instant("when it is or was due"),
    is_done: { kind: "flag", about: "it happened or was completed, if the source says" },
    is_connected: { kind: "flag", about: "somebody was reached or came, if the source says" },
    is_deleted: { kind: "flag", about: "deleted in the source" },
    owner_id: text("who did it"),
    phone_key: text("md5 of the E.164 number called"),
  },
  proposals: {
    proposal_id: { kind: "text", required: true, about: "the source's id" },
    record_type: text("lead or opportunity"),
    record_id: text("the record it was made for"),
    version: { kind: "count", about: "1, 2, … where one proposal is sent again" },
    created_at: { kind: "instant", event: true, about: "when it was begun" },
    sent_at: { kind: "instant", event: true, about: "when it was sent; empty for a draft" },
    valid_until: { kind: "date", about: "last day on which it can be accepted" },
    viewed_at: { kind: "instant", event: true, about: "when it was first opened" },
    answered_at: { kind: "instant", event: true, about: "when it was accepted or declined" },
    answer: text("how it was answered, or its status, as written: accepted, declined, …"),
    amount: { kind: "money", about: "value in its own currency" },
    currency: text("ISO 4217 code"),
    discount_rate: { kind: "number", about: "discount as a share of the full price, from 0 to 1" },
    is_personalised: { kind: "flag", about: "written for this customer, if the source says" },
    parts: text("the parts it has, joined by ;"),
    missing_parts: text("the parts it lacks, joined by ;, or none"),
    owner_id: text("who sent it"),
  },
  contacts: {
    contact_id: { kind: "text", required: true, about: "the source's id of a person" },
    created_at: { kind: "instant", event: true, about: "when the contact was created" },
    account_id: text("the company"),
    owner_id: text("who looks after the person"),
    country: text("country, as written"),
    merged_ids: text("ids of records merged into this one, joined by ;"),
    is_deleted: { kind: "flag", about: "deleted in the source" },
    ...personKeys,
  },
  merges: {
    record_type: { kind: "text", required: true, about: "lead or opportunity" },
    merged_id: { kind: "text", required: true, about: "the record that was merged away" },
    surviving_id: { kind: "text", required: true, about: "the record it became" },
  },
  contact_roles: {
    opportunity_id: { kind: "text", required: true, about: "the opportunity, or several joined by ;" },
    contact_id: { kind: "text", required: true, about: "the person, or several joined by ;" },
    role: text("part in the decision, as written, or several joined by ;"),
    is_primary: { kind: "flag", about: "the main contact" },
    created_at: { kind: "instant", event: true, about: "when the person was added" },
  },
  touches: {
    touch_id: { kind: "text", required: true, about: "the source's id" },
    campaign_id: text("the campaign"),
    record_type: text("lead or contact"),
    record_id: text("who was touched"),
    kind: text("what happened, as written: sent, opened, responded, …"),
    is_response: { kind: "flag", about: "the person answered" },
    occurred_at: { kind: "instant", event: true, about: "when it happened" },
    ...personKeys,
  },
  competitor_customers: {
    competitor: { kind: "text", required: true, about: "whose customer it is" },
    customer: { kind: "text", required: true, about: "its name, as the page has it" },
    industry: text("industry, as written, if the page states it"),
    page: text("address of the page, else its title"),
  },
  accounts: {
    account_id: { kind: "text", required: true, about: "the source's id or name" },
    industry: text("industry, as written"),
    employee_count: { kind: "count", about: "number of employees" },
    country: text("country, as written"),
  },
  products: {
    product_id: { kind: "text", required: true, about: "the source's id or name" },
    category: text("product family"),
  },
  owners: {
    owner_id: { kind: "text", required: true, about: "the source's id or name" },
    team: text("team or region"),
    time_zone: text("IANA name of the zone the person works in"),
  },
  stage_definitions: {
    pipeline: text("the source's pipeline, if it names one"),
    stage: { kind: "text", required: true, about: "the CRM's own name of the stage, or its id" },
    name: text("what people call the stage, where it is given by its id"),
    pipeline_name: text("what people call the pipeline, where it is given by its id"),
    ordinal: { kind: "count", about: "place in the CRM's own list of its stages" },
    is_closed: { kind: "flag", about: "a deal in it is closed" },
    is_won: { kind: "flag", about: "a deal in it is won" },
    probability: { kind: "number", about: "the CRM's probability of the stage, from 0 to 1" },
    valid_from: instant("since when it was so; empty for how it is when the file was made"),
  },
  ad_spend: {
    platform: { kind: "text", required: true, about: "google_ads, meta_ads, …" },
    campaign_id: text("the platform's id, or the name where it exports none"),
    campaign: { kind: "text", required: true, about: "campaign name" },
    spend_date: { kind: "date", event: true, about: "day of the spend; empty for a total over a period" },
    period_start: { kind: "date", about: "first day the row covers" },
    period_end: { kind: "date", about: "last day the row covers" },
    segment: text("device, network or other breakdown that belongs to the key"),
    cost: { kind: "money", about: "cost in its own currency; empty when the report has none" },
    currency: text("ISO 4217 code"),
    impression_count: { kind: "count", about: "impressions" },
    click_count: {
      kind: "count",
      about: "clicks on the ad; where the platform tells them apart, on its link",
    },
    all_click_count: { kind: "count", about: "clicks of any kind, where the platform tells them apart" },
    conversion_count: { kind: "number", about: "conversions, fractional on most platforms" },
    lead_count: { kind: "count", about: "leads as the platform counts them, of its own forms or its pixel" },
    is_provisional: { kind: "flag", about: "the platform says that these numbers may still change" },
  },
  campaigns: {
    campaign_id: text("the source's id; empty where it exports none"),
    name: { kind: "text", required: true, about: "its name" },
    kind: text("email, event, webinar, … as the source has it"),
    audience: text("the list or segment it went to"),
    sent_at: { kind: "instant", event: true, about: "when it was sent" },
    start_date: { kind: "date", about: "first day" },
    end_date: { kind: "date", about: "last day" },
    recipient_count: { kind: "count", about: "persons it was sent to" },
    delivered_count: { kind: "count", about: "persons it reached: without bounces" },
    bounced_count: { kind: "count", about: "persons whose mail came back" },
    opened_count: { kind: "count", about: "persons who opened it, once each" },
    clicked_count: { kind: "count", about: "persons who clicked in it, once each" },
    unsubscribed_count: { kind: "count", about: "persons who left the list because of it" },
    cost: { kind: "money", about: "cost in its own currency" },
    currency: text("ISO 4217 code"),
  },
  web_analytics: {
    property: text("the website or app, as the source names it"),
    report: text("title of the report"),
    dimension: {
      kind: "text",
      required: true,
      about: "what the rows are split by, joined by | when several",
    },
    dimension_value: text("the part of it that is measured"),
    metric: { kind: "text", required: true, about: "what is measured, as written" },
    value: { kind: "number", required: true, about: "the measurement; rates are fractions of 1" },
    measured_date: { kind: "date", event: true, about: "the day, where the rows are split by day" },
    period_start: { kind: "date", about: "first day the row covers" },
    period_end: { kind: "date", about: "last day the row covers" },
  },
  list_members: {
    list_id: { kind: "text", required: true, about: "the purchased list" },
    member_id: { kind: "text", required: true, about: "the vendor's row id, or a key made of the contact" },
    vendor: text("who sold the list"),
    delivered_at: { kind: "instant", event: true, about: "when the list was delivered" },
    pipeline: text("the pipeline the list is worked in"),
    cost: { kind: "money", about: "cost of the whole list" },
    currency: text("ISO 4217 code"),
    legal_basis: text("legal basis for calling"),
    is_do_not_call: { kind: "flag", about: "must not be called" },
    country: text("country, as written"),
    ...personKeys,
  },
} satisfies Record<string, Record<string, StreamColumn>>;

export type StreamName = keyof typeof streams;
export const streamNames = Object.keys(streams) as StreamName[];

/** What one row of each stream is. */
export const streamRows: Record<StreamName, string> = {
  leads: "a person or company that may become a customer, as it stands now",
  opportunities: "a deal, as it stands now",
  stage_changes: "a move of one lead or deal from one stage to another",
  activities: "a call, e-mail, meeting, note or task",
  proposals: "a version of a proposal",
  contacts: "a person",
  merges: "a record that was merged into another",
  contact_roles: "a person in a deal",
  touches: "a person who was reached by a campaign",
  competitor_customers: "a customer that a competitor shows",
  accounts: "a company",
  products: "a product",
  owners: "a colleague who works leads or deals",
  stage_definitions: "a stage of a pipeline, as the CRM lists it",
  ad_spend: "what a campaign cost on one day, or over a period",
  campaigns: "a mailing, an event or another campaign",
  web_analytics: "a measurement of a website",
  list_members: "a contact of a purchased list",
};

/** The id of the streams whose rows are versions of a record: what a newer delivery has no column for stays as it was told last. */
export const recordIds: Partial<Record<StreamName, string>> = {
  leads: "lead_id",
  opportunities: "opportunity_id",
  contacts: "contact_id",
  accounts: "account_id",
  products: "product_id",
  owners: "owner_id",
  campaigns: "campaign_id",
};

const columnLists = new Map(
  Object.entries(streams).map(([stream, columns]) => [
    stream,
    Object.entries(columns as Record<string, StreamColumn>),
  ]),
);

/** The columns of a stream as a list of [name, column]. */
export function columnsOf(stream: StreamName): [string, StreamColumn][] {
  return columnLists.get(stream) ?? [];
}

/** Texts that lead to something or name its kind: a word for "not known" in one of them is no value. Free texts and stages stay as they are written. */
const leading = new Set(["currency", "lead_source", "country", "industry", "product", "merged_ids"]);
/** In a list that people keep these hold names, and somebody may be called Null. */
const named = new Set(["account_id", "owner_id", "campaign_id", "list_id"]);

/** Whether a word for "not known" that stands alone in a column is no value: of every column but free texts, names and stages. */
export const canBeUnknown = (name: string, { kind }: StreamColumn): boolean =>
  kind !== "text" || (name.endsWith("_id") && !named.has(name)) || leading.has(name);

/** DuckDB type of a column kind. */
const sqlType: Record<Kind, string> = {
  text: "varchar",
  instant: "timestamp",
  date: "date",
  money: "decimal(18,2)",
  number: "decimal(18,4)",
  count: "bigint",
  flag: "boolean",
};

/** The companion of an instant in a loaded file. */
export const repeatedOf = (name: string): string => `${name}_repeated`;

/** The full DuckDB column list of a stream, with the precision companions of its instants. */
export function typedColumns(stream: StreamName): { name: string; type: string }[] {
  return columnsOf(stream).flatMap(([name, column]) =>
    column.kind === "instant"
      ? [
          { name, type: "timestamp" },
          { name: `${name}_precision`, type: "varchar" },
        ]
      : [{ name, type: sqlType[column.kind] }],
  );
}
