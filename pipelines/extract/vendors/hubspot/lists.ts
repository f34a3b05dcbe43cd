import { jsonOf, recordsAt } from "../../http/bodies.ts";
import type { Http } from "../../http/http.ts";
import type { Stream } from "../../job/vendor.ts";
import { after, inPages, most, version, type Api, type Json } from "./api.ts";
import type { Listed } from "./records.ts";
import { SourceError } from "../../http/source-error.ts";

/** Properties of a kind of record whose names an account says itself. */
export interface Named {
  /** As people see them. */
  asks: string;
  names(http: Http): Promise<string[]>;
}

/** All records of a kind, and after them those in the recycle bin. */
export const list = (
  api: Api,
  { stream, type, properties, history = [], associations = [], scope, isOptional, own }: Listed,
  named?: Named,
): Stream => {
  const limit = history.length > 0 ? most.withHistory : most.listed;
  const path = `/crm/objects/${version}/${type}`;
  const query = {
    limit: String(limit),
    properties: properties.join(","),
    ...(history.length > 0 ? { propertiesWithHistory: history.join(",") } : {}),
    ...(associations.length > 0 ? { associations: associations.join(",") } : {}),
  };
  return {
    name: stream,
    ...inPages,
    delivery: "full",
    asks: [
      `GET ${path}`,
      ...Object.entries(query).map(([name, value]) => `${name}=${value}`),
      ...(named === undefined ? [] : [named.asks]),
    ],
    scope,
    ...(isOptional === true ? { isOptional } : {}),
    begin: async ({ http }) => ({
      archived: false,
      ...(named === undefined ? {} : { named: await named.names(http) }),
    }),
    page: ({ archived, after: from }, { http }, { named: more = [] }) =>
      api.bodyOf(
        http,
        {
          url: api.address(path, {
            ...query,
            properties: [...properties, ...(more as string[])].join(","),
            archived: String(archived),
            ...(typeof from === "string" ? { after: from } : {}),
          }),
          what: stream,
        },
        (body, records) => {
          if (own !== undefined) refuseStrangers(http, stream, own, records);
          const next = after(body);
          if (next !== undefined) return { archived, after: next };
          return archived === true ? undefined : { archived: true };
        },
      ),
    estimate: async ({ http }) =>
      Math.ceil((await api.countOf(http, type, stream)) / limit) + (named === undefined ? 1 : 2),
  };
};

/** Records of an object that has the name of another are none of it. */
function refuseStrangers({ settings }: Http, stream: string, own: string, records: Json[]): void {
  if (records.length === 0 || records.some(({ properties }) => own in ((properties ?? {}) as Json))) return;
  throw new SourceError(
    "config",
    "source_absent",
    { source: settings.source, what: stream },
    `the account has an object of its own of this name, and not HubSpot's (${own} is in none of its records); name in sources.json the streams that it has`,
  );
}

/** A list that one answer holds. */
export const one = (api: Api, stream: string, path: string, scope: string): Stream => ({
  name: stream,
  ...inPages,
  delivery: "full",
  asks: [`GET ${path}`],
  scope,
  begin: () => ({}),
  page: (_, { http }) => api.bodyOf(http, { url: api.address(path), what: stream }, () => undefined),
  estimate: async ({ http }) => {
    await http.ask({ url: api.address(path), what: stream }, (answer) =>
      recordsAt(jsonOf(answer), "results"),
    );
    return 1;
  },
});

const ownerList = (api: Api) => one(api, "owners", `/crm/owners/${version}`, "crm.objects.owners.read");

/** Who owns records, and after them those who left. */
export const owners = (api: Api): Stream => ({
  ...ownerList(api),
  estimate: async (context) => (await ownerList(api).estimate(context)) + 1,
  begin: () => ({ archived: false }),
  page: ({ archived, after: from }, { http }) =>
    api.bodyOf(
      http,
      {
        url: api.address(`/crm/owners/${version}`, {
          limit: "100",
          archived: String(archived),
          ...(typeof from === "string" ? { after: from } : {}),
        }),
        what: "owners",
      },
      (body) => {
        const next = after(body);
        if (next !== undefined) return { archived, after: next };
        return archived === true ? undefined : { archived: true };
      },
    ),
});
