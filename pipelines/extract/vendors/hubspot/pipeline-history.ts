import { FunnelError } from "../../../contract/errors.ts";
import { bodiesOf, isThere } from "../../files/newest.ts";
import { jsonOf, recordsAt } from "../../http/bodies.ts";
import type { Stream, StreamContext } from "../../job/vendor.ts";
import { inPages, version, type Api, type Json } from "./api.ts";
import type { Listed, Version } from "./records.ts";

/** Every change of the pipelines of a kind of record and of their stages, those too that only histories of records still name. */
export const pipelineHistory = (api: Api, kind: "deal" | "lead", records: Listed): Stream => {
  const path = `/crm/pipelines/${version}/${records.type}`;
  const stream = `${kind}_pipeline_history`;
  return {
    name: stream,
    ...inPages,
    delivery: "full",
    asks: [`GET ${path}/{pipeline}/audit`, `GET ${path}/{pipeline}/stages/{stage}/audit`],
    scope: records.scope,
    isOptional: true,
    begin: async (context) => {
      const known = await stagesOf(context, `${kind}_pipelines`, records);
      const audits = [...known].flatMap(([pipeline, stages]) => [
        `${path}/${encodeURIComponent(pipeline)}/audit`,
        ...[...stages].map(
          (stage) => `${path}/${encodeURIComponent(pipeline)}/stages/${encodeURIComponent(stage)}/audit`,
        ),
      ]);
      return audits.length === 0 ? undefined : { at: 0, audits };
    },
    page: async ({ at }, { http }, first) => {
      const audits = first["audits"] as string[];
      const place = at as number;
      const next = place + 1 < audits.length ? { at: place + 1 } : undefined;
      try {
        return await api.bodyOf(http, { url: api.address(audits[place] ?? ""), what: stream }, () => next);
      } catch (error) {
        // what was removed long ago may have left no trace
        if (!(error instanceof FunnelError) || error.code !== "source_absent") throw error;
        return { bytes: Buffer.from('{"results":[]}\n'), records: 0, fields: {}, next };
      }
    },
    estimate: async ({ http }) =>
      http.ask({ url: api.address(path), what: stream }, (answer) =>
        recordsAt(jsonOf(answer), "results").reduce<number>(
          (sum, { stages }) => sum + 1 + (Array.isArray(stages) ? stages.length : 0),
          0,
        ),
      ),
  };
};

/** The stages of each pipeline by their ids: those that it had in any night, and those at which records of the newest listing ever were. */
async function stagesOf(
  context: StreamContext,
  pipelines: string,
  { stream, history: [stageProperty = "", pipelineProperty = ""] = [] }: Listed,
): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>();
  const add = (pipeline: unknown, stage: unknown): void => {
    if (typeof pipeline !== "string" || typeof stage !== "string" || stage === "") return;
    const stages = known.get(pipeline) ?? new Set();
    known.set(pipeline, stages.add(stage));
  };
  const isKnown = (stage: string) => [...known.values()].some((stages) => stages.has(stage));
  for (const file of context.filesOf(pipelines))
    if (isThere(file))
      for await (const body of bodiesOf(file))
        for (const { id, stages } of recordsAt(body, "results"))
          for (const stage of (stages ?? []) as Json[]) add(id, stage["id"]);
  const records = context.fileOf(stream);
  if (records === undefined) return known;
  for await (const body of bodiesOf(records))
    for (const { propertiesWithHistory } of recordsAt(body, "results")) {
      const versions = (propertiesWithHistory ?? {}) as Record<string, Version[] | undefined>;
      for (const { value, timestamp } of versions[stageProperty] ?? [])
        if (!isKnown(value))
          add(
            (versions[pipelineProperty] ?? [])
              .filter((version) => version.timestamp <= timestamp)
              .sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1))
              .at(-1)?.value,
            value,
          );
    }
  return known;
}
