import type { Format } from "../formats/values/value-sql.ts";
import { FunnelError } from "../contract/errors.ts";
import {
  cell,
  constant,
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  through,
  type Connector,
  type Layout,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import { isCoarse, readWords, seenByDay, seenHeader } from "../layout/header.ts";

type Reader = ReturnType<typeof headerReader>;

const words = readWords("hubspot");

/** An export names its columns by label or by internal name. */
const columns = {
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

interface StageColumn {
  stage: string;
  pipeline: string;
  /** The newer of two generations that say the same. */
  isCurrent: boolean;
}

/** The lifecycle stages of every account, by label; a stage of one's own is read by its own name. */
const lifecycle = [
  "Subscriber",
  "Lead",
  "Marketing Qualified Lead",
  "Sales Qualified Lead",
  "Opportunity",
  "Customer",
  "Evangelist",
];
const becameNames = lifecycle.map((stage): [string, string] => [
  stage,
  `Became ${/^[AEO]/.test(stage) ? "an" : "a"} ${stage} Date`,
]);

/** `Became a Lead Date`, or `hs_lifecyclestage_lead_date`: when a contact entered a stage of its lifecycle. */
function becameColumn(header: string): StageColumn | undefined {
  const [known] =
    becameNames.find(([, name]) => headerReader([header], words).find([name]) !== undefined) ?? [];
  const stage =
    known ?? /^Became an? (.+) Date$/i.exec(header)?.[1] ?? /^hs_lifecyclestage_(.+)_date$/.exec(header)?.[1];
  return stage === undefined ? undefined : { stage, pipeline: "", isCurrent: false };
}

/**
 * `Date entered "Stage (Pipeline)"`, its label cut at the last " ("; the single-quoted form is the older generation. In an export of
 * values the stage is an id, which no two pipelines share: `hs_v2_date_entered_<id>`, older without `v2_`.
 */
function enteredColumn(name: string): StageColumn | undefined {
  const header = seenByDay(name);
  const label = /^Date entered (["'])\s*(.+) \(([^(]+)\)\s*\1$/i.exec(header);
  if (label !== null) return { stage: label[2] ?? "", pipeline: label[3] ?? "", isCurrent: label[1] === '"' };
  const property = /^hs_(v2_)?date_entered_(.+)$/.exec(header);
  if (property === null) return becameColumn(header);
  if (property[2] === "current_stage") return undefined;
  const id = property[2] ?? "";
  const isGuid = /^[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}$/.test(id);
  return { stage: isGuid ? id.replaceAll("_", "-") : id, pipeline: "", isCurrent: property[1] !== undefined };
}

/** Dates of stages in words that we do not know, or cut to weeks: reading the rest would leave out every move. */
function refuseUnreadDates(header: string[]): void {
  const [coarse] = header.filter(
    (name) => isCoarse(name) && /"|^(create|close) date/i.test(seenHeader(name)),
  );
  if (coarse !== undefined)
    throw new FunnelError(
      "config",
      "header_coarse",
      `the dates of its column ${seenHeader(coarse)} are cut to weeks or longer; set the frequency of the dates in the report to daily, or export the deals instead`,
    );
  if (header.some((name) => enteredColumn(name) !== undefined)) return;
  const quoted = header
    .map(seenHeader)
    .filter(
      (name) =>
        /^[^"']+ ["'].+ \([^(]+\)\s*["']$/.test(name) &&
        !/^(date (entered|exited)|(cumulative|latest) time in)/i.test(name),
    );
  if (quoted.length > 0)
    throw new FunnelError(
      "config",
      "header_lacks",
      `the dates of its stages were looked for as Date entered "<stage> (<pipeline>)", and it has ${quoted.slice(0, 6).join(", ")}; export it with English column names or with internal names, or describe it in a mapping.json beside it`,
    );
}

const format: Format = { order: "ymd", decimal: ".", nulls: ["--"] };

/** The first of several ids in a cell, which the interface for programs writes as a list of objects. */
const firstId = (value: Value): Value => ({
  ...value,
  sql: `case when starts_with(${textOf(value)}, '[') then regexp_extract(${value.sql}, '"id"\\s*:\\s*"?(\\d+)', 1) else trim(split_part(clean_text(${value.sql}), ';', 1)) end`,
});

/** All ids in a cell, joined by ; */
const allIds = (value: Value): Value => ({
  ...value,
  sql: `case when starts_with(${textOf(value)}, '[') then array_to_string(regexp_extract_all(${value.sql}, '"id"\\s*:\\s*"?(\\d+)', 1), ';') else clean_text(${value.sql}) end`,
});

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

/** A link to the first record that another column lists. */
function linked(read: Reader, canonical: string, names: string[]): Record<string, Value> {
  const value = read.find(names);
  return value === undefined ? {} : { [canonical]: firstId(value) };
}

const id = ["Record ID", "hs_object_id"];
const phones = ["Phone Number", "Contact Phone", "Mobile Phone Number", "phone", "mobilephone"];
const emails = ["Email", "Contact Email", "email"];
const dealIds = [
  "Associated Deal IDs",
  "Associated Deal ID",
  "Deal IDs",
  "associations.deals.results",
  "associations.associatedDealIds",
];
const contactIds = [
  "Associated Contact IDs",
  "Associated Contact ID",
  "Contact IDs",
  "associations.contacts.results",
  "associations.associatedVids",
];
const companyIds = ["associations.companies.results", "associations.associatedCompanyIds"];

/** What the interface for programs answers, by the internal names of its properties: `properties.dealstage`, in its first version `properties.dealstage.value`. */
function internalNames(header: string[]): string[] {
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
function answered(mapping: StreamMapping, read: Reader): StreamMapping {
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

/** What a property with a history was at a time: a list of values, each with the time since which it held. */
function valueAt(read: Reader, property: string, time: Value): Value | undefined {
  const history = read.find([`propertiesWithHistory.${property}`]);
  if (history === undefined) return undefined;
  const versions = `try(from_json(${history.sql}, '[{"timestamp":"VARCHAR","value":"VARCHAR"}]'))`;
  return {
    ...history,
    sql: `list_sort(list_filter(${versions}, lambda version: version.timestamp <= ${time.sql}))[-1].value`,
  };
}

/** The versions of a stage, newest first, each with the time since which it held; of a deal or lead with its owner and its pipeline then. */
function versions(header: string[], read: Reader): StreamMapping[] {
  return header.flatMap((name): StreamMapping[] => {
    const version =
      /^(?:propertiesWithHistory\.(dealstage|lifecyclestage|hs_pipeline_stage)|properties\.(dealstage|lifecyclestage)\.versions)\.(\d+)\.value$/.exec(
        name,
      );
    if (version === null) return [];
    const stage = read.cell(name);
    const property = version[1] ?? version[2];
    const [isDeal, hasPipeline] = [property === "dealstage", property !== "lifecyclestage"];
    const changedAt = read.cell(name.replace(/value$/, "timestamp"));
    const [owner, pipeline] = [
      valueAt(read, "hubspot_owner_id", changedAt),
      valueAt(read, isDeal ? "pipeline" : "hs_pipeline", changedAt),
    ];
    return [
      {
        stream: "stage_changes",
        format,
        where: stage,
        values: {
          record_type: constant(isDeal ? "opportunity" : "lead"),
          record_id: read.cell("hs_object_id"),
          to_stage: stage,
          changed_at: changedAt,
          sequence: constant(`-${version[3]}`),
          ...(hasPipeline && owner !== undefined ? { owner_id: owner } : {}),
          ...(hasPipeline && pipeline !== undefined ? { pipeline } : {}),
        },
      },
    ];
  });
}

/** The pipelines with their stages: by their ids, and by the labels that exports have. */
function pipelines(header: string[]): Layout | undefined {
  const places = header.flatMap((name) => /^stages\.(\d+)\.id$/.exec(name)?.[1] ?? []);
  const read = headerReader(header, undefined, "exact");
  if (
    places.length === 0 ||
    !read.has("label") ||
    !header.some((name) => /^stages\.\d+\.metadata\.(probability|isClosed|leadState)$/.test(name))
  )
    return undefined;
  return {
    headerAt: 0,
    mappings: places.map((place) =>
      definition((name) => read.cell(`stages.${place}.${name}`), {
        pipeline: read.cell("id"),
        pipeline_name: read.cell("label"),
      }),
    ),
  };
}

/** A stage as it is defined. Of leads the stage says which state it is. */
function definition(of: (...names: string[]) => Value, beside: Record<string, Value>): StreamMapping {
  const [closed, probability, state] = [
    of("metadata.isClosed"),
    of("metadata.probability"),
    of("metadata.leadState"),
  ];
  const isClosed = `lower(${textOf(closed)}) = 'true'`;
  return {
    stream: "stage_definitions",
    format,
    where: of("id", "stageId"),
    values: {
      stage: of("id", "stageId"),
      name: of("label"),
      ordinal: of("displayOrder"),
      is_closed: {
        ...closed,
        sql: `case when ${textOf(closed)} <> '' then ${closed.sql} when lower(${textOf(state)}) = 'unqualified' then 'true' when ${textOf(state)} <> '' then 'false' end`,
      },
      is_won: {
        ...closed,
        sql: `case when ${isClosed} then case when try_cast(${textOf(probability)} as double) = 1 then 'true' else 'false' end when ${textOf(closed)} <> '' then 'false' end`,
      },
      probability: through("fraction_of", probability),
      ...beside,
    },
  };
}

/** Changes of pipelines and of stages, each with what it was from then on. */
function audits(header: string[]): Layout | undefined {
  const read = headerReader(header, undefined, "exact");
  if (!["identifier", "action", "timestamp"].every((name) => read.has(name))) return undefined;
  const places = header.flatMap((name) => /^rawObject\.stages\.(\d+)\.(?:id|stageId)$/.exec(name)?.[1] ?? []);
  const since = { valid_from: read.cell("timestamp") };
  const stage = definition((...names) => read.cell(...names.map((name) => `rawObject.${name}`)), {
    stage: read.cell("identifier"),
    ...since,
  });
  const ofPipeline = places.map((place) =>
    definition((...names) => read.cell(...names.map((name) => `rawObject.stages.${place}.${name}`)), {
      pipeline: read.cell("identifier"),
      pipeline_name: read.cell("rawObject.label"),
      ...since,
    }),
  );
  const isPipeline = places.map((place) =>
    textOf(read.cell(...["id", "stageId"].map((name) => `rawObject.stages.${place}.${name}`))),
  );
  // what was removed is told as it was
  const isRemoval = `regexp_matches(lower(${textOf(read.cell("action"))}), 'delete|archive|remove')`;
  return {
    headerAt: 0,
    mappings: [
      {
        ...stage,
        where: {
          ...read.cell("identifier"),
          sql: `case when not ${isRemoval} and concat(${isPipeline.concat("''").join(", ")}) = '' then ${read.cell("identifier").sql} end`,
        },
      },
      ...ofPipeline,
    ],
  };
}

/** HubSpot's Leads: each is work on its first contact, and goes on as the first deal that it is linked with. */
function leadObjects(header: string[], read: Reader): Layout | undefined {
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
function campaigns(read: Reader): Layout | undefined {
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
function associations(header: string[]): Layout | undefined {
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
function owners(header: string[]): Layout | undefined {
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

/** Histories of contacts alone. */
function histories(header: string[], read: Reader): Layout | undefined {
  if (!header.some((name) => name.startsWith("propertiesWithHistory."))) return undefined;
  const contact = { contact_id: read.cell("hs_object_id"), created_at: read.cell("createdate") };
  return {
    headerAt: 0,
    mappings: [{ stream: "contacts", format, values: contact }, ...versions(header, read)],
  };
}

/** HubSpot: deals, contacts, companies and activities, as exports and as its interface for programs answers, and the headerless property history of 2019. */
const hubspot: Connector = {
  name: "hubspot",
  vendor: "HubSpot",
  reads:
    "Exports of deals, contacts, companies and activities, by label or internal name; deals are known by record id, stage and pipeline. Answers of its interface for programs (JSON): deals and contacts with the history of their stages, associations with their labels, owners, pipelines and their changes, leads, and campaigns with what was spent. The property history of 2019, which has no header.",
  version: 12,
  streams: [
    "opportunities",
    "stage_changes",
    "leads",
    "contacts",
    "contact_roles",
    "accounts",
    "activities",
    "stage_definitions",
    "owners",
    "merges",
    "campaigns",
  ],
  recognise(given, comparison) {
    const [first = [], ...records] = given;
    const told = pipelines(first) ?? audits(first) ?? associations(first) ?? owners(first);
    if (told !== undefined) return told;
    const isAnswer = first.some((name) => name.startsWith("properties."));
    const head = isAnswer ? [internalNames(first), ...records] : given;
    if (isAnswer) {
      const header = head[0] ?? [];
      const read = headerReader(header, undefined, "exact");
      const other = leadObjects(header, read) ?? campaigns(read);
      if (other !== undefined) return other;
    }
    const at = (names: string[]) => findHeader(head, names, comparison, words);
    const dealsAt = [
      at(["Record ID", "Deal Stage", "Pipeline"]),
      at(["hs_object_id", "dealstage", "pipeline"]),
    ];
    const known: [
      number[],
      (read: Reader, header: string[], head: string[][], headerAt: number) => StreamMapping[],
    ][] = [
      [dealsAt, deals],
      [
        activityHeaders
          .map((name) => at(["Record ID", name]))
          .concat(activityHeaders.map((name) => at(["hs_object_id", name]))),
        activities,
      ],
      [
        [
          at(["Record ID", "Lifecycle Stage"]),
          at(["Record ID", "Email", "Lead Status"]),
          at(["hs_object_id", "lifecyclestage", "email"]),
        ],
        contactsOrCompanies,
      ],
      [
        [
          at(["Record ID", "Company name"]),
          at(["Record ID", "Company Domain Name"]),
          at(["hs_object_id", "name", "numberofemployees"]),
        ],
        companies,
      ],
    ];
    for (const [places, mappings] of known) {
      const headerAt = places.find((place) => place >= 0);
      if (headerAt === undefined) continue;
      const header = head[headerAt] ?? [];
      const read = headerReader(header, words);
      const found = mappings(read, header, head, headerAt);
      if (!isAnswer) return { headerAt, delivery: "presumed_full", mappings: found };
      const history = versions(header, read);
      const kept = history.length === 0 ? found : found.filter(({ stream }) => stream !== "stage_changes");
      return { headerAt, mappings: [...kept.map((mapping) => answered(mapping, read)), ...history] };
    }
    if (isAnswer) {
      const told = histories(head[0] ?? [], headerReader(head[0] ?? [], words));
      if (told !== undefined) return told;
    }
    if (comparison === "seen") refuseNearly(head);
    return propertyHistory(head);
  },
};

/** Deals without an id, a stage or a pipeline say nothing about a funnel. */
function refuseNearly(head: string[][]): void {
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

/** One change per filled "date entered" cell; where both generations name the stages of a pipeline, the current one is counted. */
function entries(header: string[], recordType: string, record: Value): StreamMapping[] {
  const entered = header.flatMap((name, at) => {
    const column = enteredColumn(name);
    return column === undefined ? [] : [{ ...column, at, name }];
  });
  // a label is renamed with its stage, in the current generation only: one generation per pipeline; ids never change
  const key = ({ stage, pipeline }: StageColumn) =>
    pipeline === "" ? `id ${stage.toLowerCase()}` : `pipeline ${pipeline}`;
  const current = new Set(entered.filter((column) => column.isCurrent).map(key));
  // "Became a Lead Date" and the entry into Lead in the pipeline of the lifecycle are the same
  const inPipeline = new Set(
    entered.filter(({ pipeline }) => pipeline !== "").map((column) => key({ ...column, pipeline: "" })),
  );
  return entered
    .filter(
      (column) =>
        column.isCurrent ||
        (!current.has(key(column)) && !(column.pipeline === "" && inPipeline.has(key(column)))),
    )
    .map((column): StreamMapping => {
      const changedAt = cell(column.at, column.name);
      return {
        stream: "stage_changes",
        format,
        where: changedAt,
        values: {
          record_type: constant(recordType),
          record_id: record,
          ...(column.pipeline === "" ? {} : { pipeline: constant(column.pipeline) }),
          to_stage: constant(column.stage),
          changed_at: changedAt,
          is_column: constant("true"),
        },
      };
    });
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
  const said = [won, lost].flatMap((value) => (value === undefined ? [] : [value]));
  const [first] = said;
  if (first === undefined) return undefined;
  const isYes = said.map((value) => `lower(${textOf(value)}) in ('true', 'yes', '1')`).join(" or ");
  return {
    ...first,
    sql: `case when ${isYes} then 'true'${said.length < 2 ? "" : ` when ${said.map((value) => `${textOf(value)} <> ''`).join(" and ")} then 'false'`} end`,
  };
}

const deals = (read: Reader, header: string[], head: string[][], headerAt: number): StreamMapping[] => {
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
const contactsOrCompanies = (read: Reader, header: string[]): StreamMapping[] =>
  read.find(emails) === undefined && read.find(["Company name", "Company Domain Name"]) !== undefined
    ? companies(read)
    : contacts(read, header);

const companies = (read: Reader): StreamMapping[] => [
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

/** A column that only the export of one kind of activity has. */
const activityKinds: [string, string[]][] = [
  [
    "call",
    ["Call Title", "Call title", "Call outcome", "Call duration", "hs_call_title", "hs_call_disposition"],
  ],
  [
    "meeting",
    ["Meeting name", "Meeting Name", "Meeting start time", "hs_meeting_title", "hs_meeting_start_time"],
  ],
  [
    "email",
    [
      "Email subject",
      "Email Subject",
      "Email direction",
      "Email send status",
      "hs_email_subject",
      "hs_email_direction",
    ],
  ],
  ["task", ["Task Title", "Task title", "Task status", "Task Status", "hs_task_subject", "hs_task_status"]],
  ["note", ["Note body", "Note Body", "hs_note_body"]],
];

/** How a call went, by the ids of HubSpot's own outcomes. */
const dispositions: Record<string, string> = {
  "f240bbac-87c9-4f6e-bf70-924b57d47db7": "Connected",
  "73a0d17f-1163-4015-bdd5-ec830791da20": "No answer",
  "b2cf5968-551e-4856-9783-52b3da59a7d0": "Left voicemail",
  "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "Left live message",
  "9d9162e7-6cf3-4944-bf63-4dff82258764": "Busy",
  "17b47fee-58de-441e-a44c-c6300d46f273": "Wrong number",
};

/** How it went, by label. */
function outcomeOf(read: Reader): Record<string, Value> {
  const said = read.firstOf([
    "Call outcome",
    "Call Outcome",
    "hs_call_disposition",
    "Meeting outcome",
    "Meeting Outcome",
    "hs_meeting_outcome",
  ]);
  if (said === undefined) return {};
  const named = Object.entries(dispositions).map(([key, name]) => `when '${key}' then '${name}'`);
  return { outcome: { ...said, sql: `case ${textOf(said)} ${named.join(" ")} else ${said.sql} end` } };
}

/** The title; of a note its beginning. */
function subjectOf(read: Reader): Record<string, Value> {
  const title = read.find([
    "Call Title",
    "Call title",
    "hs_call_title",
    "Meeting name",
    "Meeting Name",
    "hs_meeting_title",
    "Email subject",
    "Email Subject",
    "hs_email_subject",
    "Task Title",
    "Task title",
    "hs_task_subject",
  ]);
  const note = read.find(["Note body", "Note Body", "hs_note_body"]);
  if (title !== undefined) return { subject: title };
  return note === undefined ? {} : { subject: { ...note, sql: `left(${note.sql}, 1000)` } };
}
const activityHeaders = activityKinds.flatMap(([, names]) => names);

function activities(read: Reader): StreamMapping[] {
  const kind = activityKinds.find(([, names]) => read.find(names) !== undefined)?.[0] ?? "task";
  const [deal, contact] = [firstId(read.cell(...dealIds)), firstId(read.cell(...contactIds))];
  const values: Record<string, Value> = {
    ...read.pick({
      activity_id: id,
      logged_at: ["Create Date", "Create date", "hs_createdate"],
      owner_id: ["Activity assigned to", "Assigned to", "hubspot_owner_id"],
      direction: [
        "Call direction",
        "Call Direction",
        "hs_call_direction",
        "Email direction",
        "Email Direction",
        "hs_email_direction",
      ],
      type: ["Call and meeting type", "hs_activity_type", "Task Type", "Task type", "hs_task_type"],
    }),
    ...subjectOf(read),
    ...outcomeOf(read),
    kind: constant(kind),
    record_type: {
      ...deal,
      sql: `case when ${textOf(deal)} <> '' then 'opportunity' when ${textOf(contact)} <> '' then 'lead' end`,
    },
    record_id: { ...deal, sql: `coalesce(nullif(${textOf(deal)}, ''), ${contact.sql})` },
  };
  const at = read.firstOf([
    "Meeting start time",
    "hs_meeting_start_time",
    "Activity date",
    "Due date",
    "hs_timestamp",
  ]);
  if (kind !== "task")
    return [
      {
        stream: "activities",
        format,
        values: { ...values, ...(at === undefined ? {} : { occurred_at: at }) },
      },
    ];
  const isDone = `lower(${textOf(read.cell("Task status", "Task Status", "hs_task_status"))}) = 'completed'`;
  const done = read.firstOf([
    "Completed at",
    "hs_task_completion_date",
    "Due date",
    "Activity date",
    "hs_timestamp",
  ]);
  return [
    {
      stream: "activities",
      format,
      values: {
        ...values,
        is_done: {
          ...read.cell("Task status", "Task Status", "hs_task_status"),
          sql: `case when ${isDone} then 'true' else 'false' end`,
        },
        ...(at === undefined ? {} : { due_at: at }),
        ...(done === undefined
          ? {}
          : { occurred_at: { ...done, sql: `case when ${isDone} then ${done.sql} end` } }),
      },
    },
  ];
}

/** Id, name, then pairs of stage and time, of any number; the newest first unless the times say otherwise. */
function propertyHistory(head: string[][]): Layout | undefined {
  const isHistory = head.every(
    (cells) =>
      cells.length >= 4 &&
      cells.length % 2 === 0 &&
      /^\d+$/.test(cells[0] ?? "") &&
      /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/.test(cells[3] ?? ""),
  );
  if (head.length === 0 || !isHistory) return undefined;
  const pair = (at: number, width: number): StreamMapping => {
    const stage = cell(at, `column ${at + 1}`);
    const changedAt = cell(at + 1, `column ${at + 2}`);
    return {
      stream: "stage_changes",
      format,
      where: { sql: `coalesce(${stage.sql}, ${changedAt.sql})`, header: stage.header },
      values: {
        record_type: constant("opportunity"),
        record_id: cell(0, "column 1"),
        to_stage: stage,
        changed_at: changedAt,
        sequence: {
          sql: `case when ${width < 6 ? "false" : width < 8 ? "c3 < c5" : "c3 < c5 or (c3 = c5 and c5 < c7)"} then '${at}' else '-${at}' end`,
          header: stage.header,
        },
      },
    };
  };
  return {
    headerAt: -1,
    mappings: (width) =>
      Array.from({ length: Math.ceil((width - 2) / 2) }, (_, index) => pair(2 + 2 * index, width)),
  };
}

export default hubspot;
