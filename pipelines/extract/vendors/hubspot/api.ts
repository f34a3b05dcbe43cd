import { fieldsOf } from "../../files/fields.ts";
import type { Cursor, Page } from "../../files/part.ts";
import { asLine, jsonOf, recordsAt } from "../../http/bodies.ts";
import type { Call } from "../../http/call.ts";
import { Unfit, type Http } from "../../http/http.ts";

/** The version of the interface: a new one each March and September, supported for 18 months. */
export const version = "2026-09";
/** How every list of HubSpot is asked for and kept. */
export const inPages = {
  apiVersion: version,
  format: "ndjson",
  recordsAt: "results",
  cursorHours: 24,
} as const;

/** Records with a history are listed 50 at a time, others 100, found by a search 200, and questions about so many ids at once. */
export const most = { withHistory: 50, listed: 100, found: 200, associations: 1000 };

export type Json = Record<string, unknown>;

/** A condition of a search. */
export interface Filter {
  propertyName: string;
  operator: "GTE" | "GT";
  value: string;
}

export const asJson = { "content-type": "application/json" };

/** Where a list goes on, as its last body says. */
export const after = (body: Json): string | undefined => {
  const { next } = (body["paging"] ?? {}) as { next?: { after?: unknown } };
  return typeof next?.after === "string" ? next.after : undefined;
};

/** A record that was deleted meanwhile is no fault; any other error in a batch leaves a hole. */
export function refuseErrors({ errors }: Json): void {
  const faults = (Array.isArray(errors) ? (errors as Json[]) : []).filter(
    ({ category, subCategory }) =>
      category !== "OBJECT_NOT_FOUND" && !/NO_ASSOCIATIONS_FOUND/.test(String(subCategory ?? "")),
  );
  if (faults.length > 0) throw new Unfit(`${faults.length} of its inputs were not answered`);
}

/** The interface at an address. */
export function apiAt(url: string) {
  const address = (path: string, query: Record<string, string> = {}) => {
    const search = new URLSearchParams(query).toString();
    return `${url}${path}${search === "" ? "" : `?${search}`}`;
  };

  /** One body as a page, with the cursor of the next one. */
  const bodyOf = async (
    http: Http,
    call: Call,
    next: (body: Json, records: Json[]) => Cursor | undefined,
    refuse: (body: Json) => void = () => undefined,
  ): Promise<Page> =>
    http.ask(call, (answer) => {
      const body = jsonOf(answer);
      const records = recordsAt(body, "results");
      refuse(body);
      return {
        bytes: Buffer.concat([asLine(answer.body), Buffer.from("\n")]),
        records: records.length,
        fields: fieldsOf(records),
        next: next(body, records),
      };
    });

  /** Some of the records that fit, and how many there are. A search sees what changed only a while after the change. */
  const search = async (
    http: Http,
    type: string,
    what: string,
    asked: { filters: Filter[]; properties: string[]; limit: number },
  ): Promise<{ total: number; records: Json[] }> => {
    const { filters, properties, limit } = asked;
    const sorts = [{ propertyName: "hs_object_id", direction: "ASCENDING" }];
    const filterGroups = filters.length === 0 ? [] : [{ filters }];
    return http.ask(
      {
        method: "POST",
        url: address(`/crm/objects/${version}/${type}/search`),
        headers: asJson,
        body: JSON.stringify({ limit, filterGroups, sorts, properties }),
        what,
      },
      (answer) => {
        const body = jsonOf(answer);
        if (typeof body["total"] !== "number") throw new Unfit("expected total in it, found none");
        return { total: body["total"], records: recordsAt(body, "results") };
      },
    );
  };
  const countOf = async (http: Http, type: string, what: string, filters: Filter[] = []): Promise<number> =>
    (await search(http, type, what, { filters, properties: ["hs_object_id"], limit: 1 })).total;

  return { address, bodyOf, search, countOf };
}

export type Api = ReturnType<typeof apiAt>;
