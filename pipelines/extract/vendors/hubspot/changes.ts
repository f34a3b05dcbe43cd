import { fieldsOf } from "../../files/fields.ts";
import { jsonOf, recordsAt } from "../../http/bodies.ts";
import type { Http } from "../../http/http.ts";
import type { Stream } from "../../job/vendor.ts";
import { after, asJson, most, refuseErrors, version, type Api, type Filter, type Json } from "./api.ts";
import { list } from "./lists.ts";
import type { Listed } from "./records.ts";
import { SourceError } from "../../http/source-error.ts";

/** Milliseconds from one search to the next: an account may search five times a second. */
const betweenSearches = 200;
/** Of what many accounts have by the million, everything is asked for so often; on the other days what changed. */
const changes = { wholeAfterDays: 7 };

/** What some records of a kind are linked with of another, by their ids. */
const linksOf = async (
  api: Api,
  http: Http,
  { stream, type }: Listed,
  other: string,
  ids: string[],
): Promise<Map<string, Json[]>> => {
  const links = new Map<string, Json[]>();
  for (let inputs = ids.map((id): Json => ({ id })); inputs.length > 0;) {
    const records = await http.ask(
      {
        method: "POST",
        url: api.address(`/crm/associations/${version}/${type}/${other}/batch/read`),
        headers: asJson,
        body: JSON.stringify({ inputs }),
        what: stream,
      },
      (answer) => {
        const body = jsonOf(answer);
        refuseErrors(body);
        return recordsAt(body, "results");
      },
    );
    inputs = [];
    for (const record of records) {
      const id = String((record["from"] as Json)["id"]);
      const found = recordsAt(record, "to").map(({ toObjectId }) => ({ id: String(toObjectId) }));
      links.set(id, [...(links.get(id) ?? []), ...found]);
      const next = after(record);
      if (next !== undefined) inputs.push({ id, after: next });
    }
  }
  return links;
};

/**
 * The same records, in most nights those alone that changed, and after them those in the recycle bin. A search gives 10,000 results at
 * most and no links: each page is a search of its own above the id of the one before, and the links are asked for beside it. Its pages
 * are put together as a list would give them.
 */
export const changing = (api: Api, described: Listed): Stream => {
  const { stream, type, properties, associations = [] } = described;
  const whole = list(api, described);
  const changed = (since: unknown): Filter => ({
    propertyName: "hs_lastmodifieddate",
    operator: "GTE",
    value: String(Date.parse(String(since))),
  });
  return {
    ...whole,
    changes,
    asks: [
      ...whole.asks,
      `POST /crm/objects/${version}/${type}/search`,
      ...associations.map((other) => `POST /crm/associations/${version}/${type}/${other}/batch/read`),
    ],
    begin: ({ since }) => (since === null ? { archived: false } : { since, above: "0" }),
    page: async (cursor, context, first) => {
      const { since, above } = cursor;
      if (typeof above !== "string") return whole.page(cursor, context, first);
      const { http } = context;
      await http.pause(betweenSearches, { what: stream }, "its searches take too long");
      const filters: Filter[] = [
        changed(since),
        { propertyName: "hs_object_id", operator: "GT", value: above },
      ];
      const { total, records } = await api.search(http, type, stream, {
        filters,
        properties,
        limit: most.found,
      });
      const ids = records.map(({ id }) => String(id));
      const last = ids.at(-1) ?? above;
      if (total > 0 && BigInt(last) <= BigInt(above))
        throw new SourceError(
          "io",
          "source_down",
          { source: http.settings.source, what: stream },
          `a search for what changed gives what it gave before; the next run goes on where it stopped`,
        );
      const links = new Map<string, Map<string, Json[]>>();
      if (ids.length > 0)
        for (const other of associations) links.set(other, await linksOf(api, http, described, other, ids));
      const found = records.map((record) => {
        const own = [...links].flatMap(([other, of]): [string, Json][] => {
          const results = of.get(String(record["id"])) ?? [];
          return results.length === 0 ? [] : [[other, { results }]];
        });
        return own.length === 0 ? record : { ...record, associations: Object.fromEntries(own) };
      });
      return {
        bytes: Buffer.from(`${JSON.stringify({ results: found })}\n`),
        records: found.length,
        fields: fieldsOf(found),
        next: total > records.length ? { since, above: last } : { archived: true },
      };
    },
    estimate: async (context) => {
      const { http, since } = context;
      if (since === null) return whole.estimate(context);
      const pages = Math.ceil((await api.countOf(http, type, stream, [changed(since)])) / most.found);
      return Math.max(1, pages) * (1 + associations.length) + 1;
    },
  };
};
