import type { Format } from "../formats/values/value-sql.ts";
import {
  findHeader,
  headerReader,
  refuseLacking,
  refuseUnreadTimes,
  textOf,
  type Connector,
  type Layout,
  type StreamMapping,
} from "../layout/layout.ts";
import { outcomeOfFlags } from "../layout/outcome.ts";

type Reader = ReturnType<typeof headerReader>;

/** Exports follow the locale of the user; programs are answered in ISO form. */
const list: Format = { order: "mdy", decimal: ".", nulls: [], locale: "unknown" };
const api: Format = { order: "ymd", decimal: ".", nulls: [] };

const columns = {
  opportunity_id: ["Opportunity ID", "id"],
  created_at: ["Created on", "createdAt"],
  updated_at: ["Updated on", "updatedAt"],
  stage_changed_at: ["lastStageChangeAt"],
  pipeline: ["pipeline", "pipelineId"],
  amount: ["Lead Value", "monetaryValue"],
  lead_source: ["source"],
  lead_id: ["Contact ID", "contactId", "contact.id"],
  account_id: ["Business Name", "Company Name", "contact.companyName"],
  owner_id: ["assigned", "assignedTo"],
  lost_reason: ["lost reason name", "lost reason ID", "lostReasonId"],
};

const opportunities = (read: Reader, format: Format): StreamMapping => {
  const status = `lower(${textOf(read.cell("status"))})`;
  const [won, lost] = [`${status} = 'won'`, `${status} in ('lost', 'abandoned')`];
  const changed = read.find(["lastStatusChangeAt"]);
  return {
    stream: "opportunities",
    format,
    values: {
      ...read.pick(columns),
      ...outcomeOfFlags({
        stage: read.cell("stage", "pipelineStageId"),
        won,
        lost,
        open: `${status} = 'open'`,
      }),
      ...(changed === undefined
        ? {}
        : { closed_at: { ...changed, sql: `case when ${won} or ${lost} then ${changed.sql} end` } }),
      ...read.personKeys(["phone", "contact.phone"], ["email", "contact.email"]),
    },
  };
};

/** The pipelines that a program is answered: the order of their stages. */
function pipelines(header: string[]): Layout | undefined {
  const places = header.flatMap((name) => /^stages\.(\d+)\.position$/.exec(name)?.[1] ?? []);
  const read = headerReader(header, undefined, "exact");
  if (places.length === 0 || !read.has("name")) return undefined;
  const definition = (place: string): StreamMapping => ({
    stream: "stage_definitions",
    format: api,
    where: read.cell(`stages.${place}.id`),
    values: {
      pipeline: read.cell("id"),
      pipeline_name: read.cell("name"),
      stage: read.cell(`stages.${place}.id`),
      name: read.cell(`stages.${place}.name`),
      ordinal: read.cell(`stages.${place}.position`),
    },
  });
  return {
    headerAt: 0,
    mappings: places.map(definition),
  };
}

const what = "they are opportunities of GoHighLevel";

/** GoHighLevel (HighLevel): its export of opportunities, and what a program is answered. A won or lost one keeps its stage beside its status. */
const gohighlevel: Connector = {
  name: "gohighlevel",
  vendor: "GoHighLevel",
  reads: "Exports of opportunities and answers of its interface (JSON).",
  version: 2,
  streams: ["opportunities", "stage_definitions"],
  recognise(head, comparison) {
    const listed = pipelines(head[0] ?? []);
    if (listed !== undefined) return listed;
    const answerAt = findHeader(head, ["id", "pipelineId", "pipelineStageId", "status"], "exact");
    if (answerAt >= 0)
      return {
        headerAt: answerAt,
        mappings: [opportunities(headerReader(head[answerAt] ?? [], undefined, "exact"), api)],
      };
    const headerAt = findHeader(head, ["Opportunity Name", "Lead Value"], comparison);
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = headerReader(header, undefined, comparison);
    const lacks = ["Opportunity ID", "stage", "status"].filter((name) => read.find([name]) === undefined);
    if (lacks.length > 0) refuseLacking(what, lacks, header);
    refuseUnreadTimes(what, [...columns.created_at, ...columns.updated_at], read, head, headerAt);
    return { headerAt, delivery: "presumed_full", mappings: [opportunities(read, list)] };
  },
};

export default gohighlevel;
