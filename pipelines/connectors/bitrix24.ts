import { quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  through,
  type Connector,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";
import { readWords } from "../layout/header.ts";

type Reader = ReturnType<typeof headerReader>;

const words = readWords("bitrix24");

/** Lists follow the format of dates of the portal; numbers are written with a point. */
const list: Format = { order: "dmy", decimal: ".", nulls: [], locale: "unknown" };
const api: Format = { order: "ymd", decimal: ".", nulls: [] };

const some = (canonical: string, value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { [canonical]: value };

const isOneOf = (value: Value, said: string[]) =>
  `lower(${textOf(value)}) in (${said.map((each) => quotedString(each)).join(", ")})`;

/** Currencies of a list by the names that Bitrix24 gives them, as ISO codes; other texts stay as they are. */
const currencyNames = new Map([
  ["us dollar", "USD"],
  ["dollar", "USD"],
  ["доллар сша", "USD"],
  ["euro", "EUR"],
  ["евро", "EUR"],
  ["russian ruble", "RUB"],
  ["российский рубль", "RUB"],
  ["рубль", "RUB"],
  ["ukrainian hryvnia", "UAH"],
  ["гривна", "UAH"],
  ["belarusian ruble", "BYN"],
  ["белорусский рубль", "BYN"],
  ["kazakhstani tenge", "KZT"],
  ["тенге", "KZT"],
  ["pound sterling", "GBP"],
  ["british pound", "GBP"],
  ["hungarian forint", "HUF"],
  ["polish zloty", "PLN"],
  ["czech koruna", "CZK"],
]);

function currencyCode(value: Value): Value {
  const names = [...currencyNames].map(([name, code]) => `${quotedString(name)}: ${quotedString(code)}`);
  return { ...value, sql: `coalesce(map {${names.join(", ")}}[lower(${textOf(value)})], ${value.sql})` };
}

/** A list that shows products has a row for each, with its part of the amount: the amount of a deal stands nowhere. */
function refuseProducts(read: Reader): void {
  if (["Product", "Price", "Quantity"].every((name) => read.find([name]) !== undefined))
    throw new FunnelError(
      "config",
      "product_rows",
      "they are Bitrix24 deals with one row for each product, so that no row has the amount of its deal; export them again without the details of products",
    );
}

/** Closed says nothing of won or lost: only that a deal is still open. */
const listedDeals = (read: Reader): StreamMapping[] => {
  refuseProducts(read);
  const closed = read.find(["Closed"]);
  return [
    {
      stream: "opportunities",
      format: list,
      values: {
        ...read.pick({
          opportunity_id: ["ID"],
          created_at: ["Created"],
          updated_at: ["Modified"],
          closed_at: ["Assumed close date"],
          pipeline: ["Pipeline"],
          stage: ["Stage"],
          amount: ["Income"],
          product: ["Product"],
          lead_source: ["Source"],
          campaign_id: ["UTM Campaign"],
          account_id: ["Company"],
          owner_id: ["Responsible"],
        }),
        ...some("currency", read.find(["Currency"]) && currencyCode(read.cell("Currency"))),
        ...some(
          "probability",
          read.find(["Probability, %", "Probability"]) &&
            through("percent_of", read.cell("Probability, %", "Probability")),
        ),
        ...(closed === undefined
          ? {}
          : {
              is_closed: {
                ...closed,
                sql: `case when ${isOneOf(closed, ["no", "n", "нет"])} then 'false' end`,
              },
            }),
      },
    },
  ];
};

const phones = ["Phone", "Work Phone", "Mobile", "Home Phone", "Other Phone"];
const emails = ["E-mail", "Work E-mail", "Home E-mail", "Other E-mail"];

const listedLeads = (read: Reader): StreamMapping[] => [
  {
    stream: "leads",
    format: list,
    values: {
      ...read.pick({
        lead_id: ["ID"],
        created_at: ["Created"],
        updated_at: ["Modified"],
        stage: ["Status"],
        lead_source: ["Source"],
        campaign_id: ["UTM Campaign"],
        account_id: ["Company Name"],
        owner_id: ["Responsible"],
      }),
      ...read.personKeys(phones, emails),
    },
  },
];

/** P: a stage on the way, S: the success, F: a failure. */
function semantics(value: Value | undefined): Record<string, Value> {
  if (value === undefined) return {};
  const is = (outcomes: string[]) =>
    `case when ${textOf(value)} in (${outcomes.map((each) => quotedString(each)).join(", ")}) then 'true' when ${textOf(value)} in ('P', 'S', 'F') then 'false' end`;
  return { is_closed: { ...value, sql: is(["S", "F"]) }, is_won: { ...value, sql: is(["S"]) } };
}

/** A closed deal has been in its last stage since it came there; the date that people see is a day, and of an open deal the expected one. */
function closedAt(read: Reader): Record<string, Value> {
  const [day, moved] = [read.find(["CLOSEDATE"]), read.find(["MOVED_TIME"])];
  const kind = read.find(["STAGE_SEMANTIC_ID"]);
  if (moved === undefined || kind === undefined) return some("closed_at", day);
  return {
    closed_at: {
      ...moved,
      sql: `case when ${isOneOf(kind, ["s", "f"])} then ${moved.sql} else ${day?.sql ?? "null"} end`,
    },
  };
}

const deals = (read: Reader): StreamMapping[] => [
  {
    stream: "opportunities",
    format: api,
    values: {
      ...read.pick({
        opportunity_id: ["ID"],
        lead_id: ["LEAD_ID"],
        created_at: ["DATE_CREATE"],
        updated_at: ["DATE_MODIFY"],
        stage_changed_at: ["MOVED_TIME"],
        pipeline: ["CATEGORY_ID"],
        stage: ["STAGE_ID"],
        amount: ["OPPORTUNITY"],
        currency: ["CURRENCY_ID"],
        lead_source: ["SOURCE_ID"],
        campaign_id: ["UTM_CAMPAIGN"],
        account_id: ["COMPANY_ID"],
        owner_id: ["ASSIGNED_BY_ID"],
      }),
      ...closedAt(read),
      ...semantics(read.find(["STAGE_SEMANTIC_ID"])),
      ...some("probability", read.find(["PROBABILITY"]) && through("percent_of", read.cell("PROBABILITY"))),
    },
  },
];

/** The interface for programs keeps several numbers or addresses of a person as a list of objects. */
const firstValue = (value: Value): Value => ({
  ...value,
  sql: `case when starts_with(${textOf(value)}, '[') then regexp_extract(${value.sql}, '"VALUE"\\s*:\\s*"([^"]+)"', 1) else ${value.sql} end`,
});

const leads = (read: Reader): StreamMapping[] => {
  const [phone, email] = [read.find(["PHONE"]), read.find(["EMAIL"])];
  return [
    {
      stream: "leads",
      format: api,
      values: {
        ...read.pick({
          lead_id: ["ID"],
          created_at: ["DATE_CREATE"],
          updated_at: ["DATE_MODIFY"],
          stage_changed_at: ["MOVED_TIME"],
          stage: ["STATUS_ID"],
          lead_source: ["SOURCE_ID"],
          campaign_id: ["UTM_CAMPAIGN"],
          account_id: ["COMPANY_TITLE", "COMPANY_ID"],
          owner_id: ["ASSIGNED_BY_ID"],
          country: ["ADDRESS_COUNTRY"],
        }),
        ...(phone === undefined ? {} : { phone_key: through("phone_key", firstValue(phone)) }),
        ...(email === undefined ? {} : { email_key: through("email_key", firstValue(email)) }),
      },
    },
  ];
};

/** The history says of each stage whether it is a success or a failure. Stages of smart processes are none of deals. */
const dealHistory = (read: Reader): StreamMapping[] => {
  const stage = read.cell("STAGE_ID");
  const ofDeals = {
    ...stage,
    sql: `case when not regexp_matches(${textOf(stage)}, '^DT\\d+_') then ${stage.sql} end`,
  };
  const kind = read.find(["STAGE_SEMANTIC_ID"]);
  const shared = read.pick({ pipeline: ["CATEGORY_ID"] });
  const definition: StreamMapping = {
    stream: "stage_definitions",
    format: api,
    where: ofDeals,
    values: { ...shared, stage, ...semantics(kind) },
  };
  return [
    history(read, "opportunity", { ...shared, to_stage: stage }, ofDeals),
    ...(kind === undefined ? [] : [definition]),
  ];
};

const history = (
  read: Reader,
  recordType: string,
  values: Record<string, Value>,
  where?: Value,
): StreamMapping => ({
  stream: "stage_changes",
  format: api,
  ...(where === undefined ? {} : { where }),
  values: {
    record_type: constant(recordType),
    ...read.pick({ record_id: ["OWNER_ID"], changed_at: ["CREATED_TIME"], sequence: ["ID"] }),
    ...values,
  },
});

const leadHistory = (read: Reader): StreamMapping[] => [
  history(read, "lead", read.pick({ to_stage: ["STATUS_ID"] })),
];

/** The portal's own lists of stages; other lists that it keeps in the same table (sources, types) are left. */
function stageList(read: Reader): StreamMapping[] {
  const [entity, kind] = [read.cell("ENTITY_ID"), read.cell("SEMANTICS", "EXTRA.SEMANTICS")];
  const stage = read.cell("STATUS_ID");
  const code = `case when ${textOf(kind)} in ('S', 'F') then ${kind.sql} else 'P' end`;
  return [
    {
      stream: "stage_definitions",
      format: api,
      where: {
        ...stage,
        sql: `case when starts_with(${textOf(entity)}, 'DEAL_STAGE') then ${stage.sql} end`,
      },
      values: {
        pipeline: {
          ...entity,
          sql: `coalesce(nullif(regexp_extract(${textOf(entity)}, '^DEAL_STAGE_(\\d+)$', 1), ''), '0')`,
        },
        ...read.pick({ stage: ["STATUS_ID"], name: ["NAME"], ordinal: ["SORT"] }),
        ...semantics({ ...kind, sql: code }),
      },
    },
  ];
}

/** What the interface for programs and the analytics name their columns. An answer is one page of many. */
const tables: [string[], (read: Reader) => StreamMapping[]][] = [
  [["ID", "OWNER_ID", "CREATED_TIME", "STAGE_ID"], dealHistory],
  [["ID", "OWNER_ID", "CREATED_TIME", "STATUS_ID"], leadHistory],
  [["ENTITY_ID", "STATUS_ID", "SORT"], stageList],
  [["ID", "STAGE_ID", "DATE_CREATE"], deals],
  [["ID", "STATUS_ID", "DATE_CREATE"], leads],
];

/** Columns of a list that no other CRM calls so. */
const dealMarks = [
  "Assumed close date",
  "Income",
  "Responsible",
  "Source information",
  "Repeat deal",
  "Created by CRM form",
];
const leadMarks = [
  "Responsible",
  "Source information",
  "Status information",
  "Repeat lead",
  "Created by CRM form",
];

const lists: {
  name: string;
  stage: string;
  marks: string[];
  mappings(read: Reader): StreamMapping[];
  what: string;
}[] = [
  {
    name: "Deal Name",
    stage: "Stage",
    marks: dealMarks,
    mappings: listedDeals,
    what: "they are Bitrix24 deals",
  },
  {
    name: "Lead Name",
    stage: "Status",
    marks: leadMarks,
    mappings: listedLeads,
    what: "they are Bitrix24 leads",
  },
];

/** Bitrix24: lists of deals and leads in English and Russian, and what its interface for programs answers, with the history of stages. */
const bitrix24: Connector = {
  name: "bitrix24",
  vendor: "Bitrix24",
  reads:
    "Lists of deals and leads in English and Russian or by technical names, answers of its interface (JSON) with the history of stages, and the portal's list of stages.",
  version: 2,
  streams: ["opportunities", "leads", "stage_changes", "stage_definitions"],
  recognise(head, comparison) {
    for (const [names, mappings] of tables) {
      const headerAt = findHeader(head, names, "exact");
      if (headerAt >= 0)
        return { headerAt, mappings: mappings(headerReader(head[headerAt] ?? [], undefined, "exact")) };
    }
    for (const { name, stage, marks, mappings, what } of lists) {
      const headerAt = findHeader(head, [name], comparison, words);
      const header = head[headerAt];
      if (header === undefined) continue;
      const read = headerReader(header, words, comparison);
      const has = (column: string) => read.find([column]) !== undefined;
      if (marks.filter(has).length < 2) continue;
      const lacks = ["ID", stage].filter((column) => !has(column));
      if (lacks.length > 0) refuseLacking(what, lacks, header);
      refuseUnreadTimes(what, ["Created", "Modified", "Assumed close date"], read, head, headerAt);
      return { headerAt, delivery: "presumed_full", mappings: mappings(read) };
    }
    return undefined;
  },
};

export default bitrix24;
