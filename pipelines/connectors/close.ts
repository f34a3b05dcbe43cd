import type { Format } from "../formats/values/value-sql.ts";
import {
  constant,
  findHeader,
  headerReader,
  refuseLacking,
  textOf,
  through,
  type Connector,
  type StreamMapping,
  type Value,
} from "../layout/layout.ts";

type Reader = ReturnType<typeof headerReader>;

const format: Format = { order: "ymd", decimal: ".", nulls: [] };

const typed = (value: Value): Record<string, Value> => {
  const lowered = `lower(${textOf(value)})`;
  return {
    is_closed: {
      ...value,
      sql: `case when ${lowered} in ('won', 'lost') then 'true' when ${lowered} = 'active' then 'false' end`,
    },
    is_won: {
      ...value,
      sql: `case when ${lowered} = 'won' then 'true' when ${lowered} in ('lost', 'active') then 'false' end`,
    },
  };
};

/** The date of winning is an estimate while the opportunity is active. */
function closedAt(read: Reader): Record<string, Value> {
  const lowered = `lower(${textOf(read.cell("status_type"))})`;
  const [won, lost] = [read.cell("date_won"), read.cell("date_lost")];
  if (won.at === undefined && lost.at === undefined) return {};
  return {
    closed_at: {
      ...(won.at === undefined ? lost : won),
      sql: `case ${lowered} when 'won' then ${won.sql} when 'lost' then ${lost.sql} end`,
    },
  };
}

/** Values are counted in cents. */
const opportunities = (read: Reader): StreamMapping => {
  const [value, confidence] = [read.find(["value"]), read.find(["confidence"])];
  return {
    stream: "opportunities",
    format,
    values: {
      ...read.pick({
        opportunity_id: ["id", "opportunity_id"],
        lead_id: ["lead_id"],
        created_at: ["date_created"],
        updated_at: ["date_updated"],
        pipeline: ["pipeline_name"],
        stage: ["status_label"],
        currency: ["value_currency"],
        account_id: ["lead_name"],
        owner_id: ["user_name", "user_id"],
        lost_reason: ["lost_reason"],
      }),
      ...typed(read.cell("status_type")),
      ...closedAt(read),
      ...(value === undefined ? {} : { amount: { ...value, divideBy: 100 } }),
      ...(confidence === undefined ? {} : { probability: through("percent_of", confidence) }),
    },
  };
};

/** What happened to the status of an opportunity; each says what kind the new one is. */
const statusChanges = (read: Reader): StreamMapping[] => {
  const stage = read.cell("new_status_label");
  const pipeline = read.pick({ pipeline: ["new_pipeline_name"] });
  return [
    {
      stream: "stage_changes",
      format,
      values: {
        record_type: constant("opportunity"),
        ...read.pick({
          record_id: ["opportunity_id"],
          from_stage: ["old_status_label"],
          changed_at: ["date_created"],
          owner_id: ["user_name", "user_id"],
        }),
        ...pipeline,
        to_stage: stage,
      },
    },
    {
      stream: "stage_definitions",
      format,
      where: stage,
      values: { ...pipeline, stage, ...typed(read.cell("new_status_type")) },
    },
  ];
};

/** Close: opportunities and the changes of their status, as its exports and its interface for programs write them. */
const close: Connector = {
  name: "close",
  vendor: "Close",
  reads: "Exports of opportunities and answers of its interface (JSON), with status changes.",
  version: 1,
  streams: ["opportunities", "stage_changes", "stage_definitions"],
  recognise(head) {
    const changesAt = findHeader(
      head,
      ["opportunity_id", "old_status_label", "new_status_label", "date_created"],
      "exact",
    );
    if (changesAt >= 0)
      return {
        headerAt: changesAt,
        mappings: statusChanges(headerReader(head[changesAt] ?? [], undefined, "exact")),
      };
    const headerAt = findHeader(head, ["status_type", "status_label", "value_period"], "exact");
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = headerReader(header, undefined, "exact");
    if (read.find(["id", "opportunity_id"]) === undefined)
      refuseLacking("they are opportunities of Close", ["id"], header);
    // a page of an answer has no sign of its own: none is taken for the whole
    return { headerAt, mappings: [opportunities(read)] };
  },
};

export default close;
