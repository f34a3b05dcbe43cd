import { basename } from "node:path";
import { FunnelError } from "../../../contract/errors.ts";
import { recordsAt } from "../../http/bodies.ts";
import { bodiesOf, type FetchedFile } from "../../files/newest.ts";
import type { Cursor } from "../../files/part.ts";
import type { Stream, StreamContext } from "../../job/vendor.ts";
import { after, asJson, inPages, refuseErrors, type Api, type Json } from "./api.ts";

/** A question about ids of records that were fetched before, so many at once. */
export const aboutIds = (
  api: Api,
  asked: {
    stream: string;
    /** The stream whose file has the ids, and which of its records are asked about; `first` is the cursor that it began with. */
    of: string;
    chosen: (record: Json, first: Cursor) => boolean;
    /** What the first cursor has beside the file and since when it is asked. */
    beginning?: (file: FetchedFile, context: StreamContext) => Promise<Cursor>;
    path: string;
    body: (inputs: Json[]) => Json;
    size: number;
    scope: string;
    delivery: Stream["delivery"];
    estimate: Stream["estimate"];
  },
): Stream => {
  const known = new Map<string, string[]>();
  /** The ids in a file of that name; the same ones however often a process is killed. */
  const idsOf = async (first: Cursor, context: StreamContext): Promise<string[]> => {
    const of = first["of"] as string;
    const before = known.get(of);
    if (before !== undefined) return before;
    const file = context.fileOf(asked.of, of);
    if (file === undefined)
      throw new FunnelError(
        "io",
        "source_ids",
        `${asked.stream}: expected exports/…/${of}, which it began with; npm run extract -- --full begins anew`,
      );
    const ids = await chosenIds(file, (record) => asked.chosen(record, first));
    known.clear();
    known.set(of, ids);
    return ids;
  };
  return {
    name: asked.stream,
    ...inPages,
    delivery: asked.delivery,
    asks: [`POST ${asked.path}`, JSON.stringify(asked.body([]))],
    scope: asked.scope,
    follows: true,
    begin: async (context) => {
      const file = context.fileOf(asked.of);
      if (file === undefined) return undefined;
      const first: Cursor = {
        of: basename(file.path),
        since: context.since,
        from: 0,
        again: [],
        ...(await asked.beginning?.(file, context)),
      };
      return (await idsOf(first, context)).length === 0 ? undefined : first;
    },
    page: async (cursor, context, first) => {
      const ids = await idsOf(first, context);
      const more = cursor["again"] as Json[];
      const start = cursor["from"] as number;
      const inputs =
        more.length > 0 ? more : ids.slice(start, start + asked.size).map((id): Json => ({ id }));
      const reached = more.length > 0 ? start : start + inputs.length;
      return api.bodyOf(
        context.http,
        {
          method: "POST",
          url: api.address(asked.path),
          headers: asJson,
          body: JSON.stringify(asked.body(inputs)),
          what: asked.stream,
        },
        (_, records) => {
          const rest = records.flatMap((record): Json[] => {
            const next = after(record);
            return next === undefined ? [] : [{ id: (record["from"] as Json)["id"], after: next }];
          });
          return rest.length > 0 || reached < ids.length ? { from: reached, again: rest } : undefined;
        },
        refuseErrors,
      );
    },
    estimate: asked.estimate,
  };
};

/** Ids of records in a file, each once, in their order. */
async function chosenIds(file: FetchedFile, isChosen: (record: Json) => boolean): Promise<string[]> {
  const ids = new Set<string>();
  for await (const body of bodiesOf(file))
    for (const record of recordsAt(body, "results")) if (isChosen(record)) ids.add(String(record["id"]));
  return [...ids];
}
