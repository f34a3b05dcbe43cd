import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  type Connector,
  type Layout,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";

type Reader = ReturnType<typeof headerReader>;

const list: Format = { order: "dmy", decimal: ".", nulls: ["не закрыта", "Не закрыта"], locale: "likely" };
const api: Format = { order: "ymd", decimal: ".", nulls: [] };

const columns = {
  opportunity_id: ["ID"],
  created_at: ["Дата создания сделки", "Дата создания"],
  updated_at: ["Дата редактирования"],
  closed_at: ["Дата закрытия"],
  pipeline: ["Воронка"],
  stage: ["Этап сделки"],
  amount: ["Бюджет"],
  product: ["Товар"],
  lead_source: ["Источник", "utm_source"],
  campaign_id: ["utm_campaign"],
  account_id: ["Компания", "Компания контакта"],
  owner_id: ["Ответственный"],
  lost_reason: ["Причина отказа"],
};
const what = "they are deals of amoCRM";

/** A list has the fields of a deal and of its contact, of which some have one name: such a name says nothing. */
const namedOnce = (header: string[]): string[] =>
  header.map((name) => (header.indexOf(name) === header.lastIndexOf(name) ? name : ""));

/** The two stages in which every pipeline ends. */
const [wonStage, lostStage] = ["142", "143"];

const outcome = (stage: Value): Record<string, Value> => {
  const id = textOf(stage);
  return {
    is_closed: {
      ...stage,
      sql: `case when ${id} in ('${wonStage}', '${lostStage}') then 'true' when ${id} <> '' then 'false' end`,
    },
    is_won: {
      ...stage,
      sql: `case when ${id} = '${wonStage}' then 'true' when ${id} <> '' then 'false' end`,
    },
  };
};

const firstId = (value: Value): Value => ({
  ...value,
  sql: `regexp_extract(${value.sql}, '"id"\\s*:\\s*"?(\\d+)', 1)`,
});

/** What a program is answered: a moment is a number of seconds, and 0 is none. */
const answeredDeals = (read: Reader): StreamMapping => {
  const company = read.find(["_embedded.companies"]);
  return {
    stream: "opportunities",
    format: api,
    values: {
      ...read.pick({
        opportunity_id: ["id"],
        created_at: ["created_at"],
        updated_at: ["updated_at"],
        pipeline: ["pipeline_id"],
        stage: ["status_id"],
        amount: ["price"],
        lead_source: ["source_id"],
        owner_id: ["responsible_user_id"],
        lost_reason: ["loss_reason_id"],
        is_deleted: ["is_deleted"],
      }),
      closed_at: { ...read.cell("closed_at"), format: { nulls: ["0"] } },
      ...outcome(read.cell("status_id")),
      ...(company === undefined ? {} : { account_id: firstId(company) }),
    },
  };
};

/** The events of a program's answer: of each change of a stage the one before and the one after, as lists of one object. */
const events = (read: Reader): StreamMapping => {
  const within = (name: string, key: string): Value => ({
    ...read.cell(name),
    sql: `regexp_extract(${read.cell(name).sql}, '"lead_status"\\s*:\\s*\\{[^}]*"${key}"\\s*:\\s*(\\d+)', 1)`,
  });
  const type = read.cell("type");
  const id = read.cell("id");
  return {
    stream: "stage_changes",
    format: api,
    where: { ...type, sql: `case when ${textOf(type)} = 'lead_status_changed' then ${type.sql} end` },
    values: {
      record_type: constant("opportunity"),
      ...read.pick({ record_id: ["entity_id"], changed_at: ["created_at"] }),
      sequence: { ...id, sql: `ulid_time(${textOf(id)})` },
      pipeline: within("value_after", "pipeline_id"),
      from_stage: within("value_before", "id"),
      to_stage: within("value_after", "id"),
    },
  };
};

/** The pipelines of a program's answer, with their stages in order. */
function pipelines(header: string[]): Layout | undefined {
  const places = header.flatMap((name) => /^_embedded\.statuses\.(\d+)\.id$/.exec(name)?.[1] ?? []);
  const read = headerReader(header, undefined, "exact");
  const definition = (place: string): StreamMapping => {
    const of = (name: string) => read.cell(`_embedded.statuses.${place}.${name}`);
    return {
      stream: "stage_definitions",
      format: api,
      where: of("id"),
      values: {
        pipeline: read.cell("id"),
        pipeline_name: read.cell("name"),
        stage: of("id"),
        name: of("name"),
        ordinal: of("sort"),
        ...outcome(of("id")),
      },
    };
  };
  if (places.length === 0) return undefined;
  return { headerAt: 0, mappings: places.map(definition) };
}

/** Kommo (amoCRM): the list of deals in Russian, and what a program is answered: deals, pipelines and the changes of stages. */
const kommo: Connector = {
  name: "kommo",
  vendor: "Kommo (amoCRM)",
  reads: "Lists of deals in Russian, answers of its interface (JSON): deals, stage events and pipelines.",
  version: 3,
  streams: ["opportunities", "stage_changes", "stage_definitions"],
  recognise(head, comparison) {
    const listed = pipelines(head[0] ?? []);
    if (listed !== undefined) return listed;
    for (const [names, mapping] of [
      [["id", "status_id", "pipeline_id", "price", "responsible_user_id"], answeredDeals],
      [["type", "entity_id", "value_after", "value_before", "created_at"], events],
    ] as const) {
      const answerAt = findHeader(head, [...names], "exact");
      if (answerAt >= 0)
        return {
          headerAt: answerAt,
          mappings: [mapping(headerReader(head[answerAt] ?? [], undefined, "exact"))],
        };
    }
    const headerAt = findHeader(head, ["Название сделки", "Бюджет"], comparison);
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = headerReader(namedOnce(header), undefined, comparison);
    const lacks = ["ID", "Этап сделки"].filter((name) => read.find([name]) === undefined);
    if (lacks.length > 0) refuseLacking(what, lacks, header);
    refuseUnreadTimes(
      what,
      [...columns.created_at, ...columns.updated_at, ...columns.closed_at],
      read,
      head,
      headerAt,
    );
    return {
      headerAt,
      delivery: "presumed_full",
      mappings: [
        {
          stream: "opportunities",
          format: list,
          values: {
            ...read.pick(columns),
            ...read.personKeys(
              [
                "Мобильный телефон",
                "Рабочий телефон",
                "Рабочий прямой телефон",
                "Домашний телефон",
                "Другой телефон",
              ],
              ["Рабочий email", "Личный email", "Другой email"],
            ),
          },
        },
      ],
    };
  },
};

export default kommo;
