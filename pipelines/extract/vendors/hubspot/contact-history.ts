import { FunnelError } from "../../../contract/errors.ts";
import { bodiesOf, type FetchedFile } from "../../files/newest.ts";
import type { Cursor } from "../../files/part.ts";
import { jsonOf, recordsAt } from "../../http/bodies.ts";
import type { Http } from "../../http/http.ts";
import { isLack } from "../../http/verdict.ts";
import type { Stream, StreamContext } from "../../job/vendor.ts";
import { aboutIds } from "./about-ids.ts";
import { asJson, most, refuseErrors, version, type Api, type Filter, type Json } from "./api.ts";
import { list, type Named } from "./lists.ts";
import { contacts, type Version } from "./records.ts";

const stagePath = `/crm/properties/${version}/contacts/lifecyclestage`;
const historyPath = `/crm/objects/${version}/contacts/batch/read`;
const minute = 60_000;

/** An id of a stage as it stands in the names of properties. */
const inName = (stage: string) => stage.replaceAll("-", "_").toLowerCase();

/** When a contact entered each stage of its lifecycle, in both generations of names; nothing where the key may not read which stages there are. */
const stageDates = (api: Api): Named => ({
  asks: `GET ${stagePath}; properties=hs_v2_date_entered_{stage},hs_lifecyclestage_{stage}_date`,
  names: async (http) => {
    try {
      const stages = await http.ask({ url: api.address(stagePath), what: contacts.stream }, (answer) =>
        recordsAt(jsonOf(answer), "options").map(({ value }) => inName(String(value))),
      );
      return stages.flatMap((stage) => [`hs_v2_date_entered_${stage}`, `hs_lifecyclestage_${stage}_date`]);
    } catch (error) {
      if (error instanceof FunnelError && isLack(error.code)) return [];
      throw error;
    }
  },
});

/** The one stage that the dates of a listed contact tell, "" where they tell that it never was at one; undefined where they may not tell all. */
function onlyStage({ properties = {} }: { properties?: Record<string, unknown> }): string | undefined {
  const stage = inName(textOf(properties["lifecyclestage"]));
  const created = Date.parse(textOf(properties["createdate"]));
  const dates = Object.entries(properties).flatMap(([name, value]) => {
    const [, newer, older] = /^hs_(?:v2_date_entered_(.+)|lifecyclestage_(.+)_date)$/.exec(name) ?? [];
    const entered = newer ?? older;
    return entered === undefined ? [] : [{ stage: entered, at: textOf(value) }];
  });
  const set = dates.filter(({ at }) => at !== "");
  // the dates of a merged contact are of two, and one that dates from later may have been at another stage before
  const isSure =
    dates.length > 0 &&
    textOf(properties["hs_merged_object_ids"]) === "" &&
    set.every(({ stage: entered, at }) => entered === stage && Math.abs(Date.parse(at) - created) <= minute);
  return isSure && (stage === "" || set.length > 0) ? stage : undefined;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Whether a history tells of no other stage than the one that the list told. */
const tellsNoOther = (versions: Version[], stage: string): boolean =>
  versions.every(({ value }) => value === "" || inName(value) === stage);

/** Whether a contact may have changed since an instant. */
function changedSince({ properties }: Json, since: unknown): boolean {
  if (typeof since !== "string") return true;
  const changed = (properties as Json | undefined)?.["lastmodifieddate"];
  return typeof changed !== "string" || Date.parse(changed) >= Date.parse(since);
}

const isThere = (record: Json) => record["archived"] !== true;

async function* contactsIn(file: FetchedFile): AsyncGenerator<Json> {
  for await (const body of bodiesOf(file)) yield* recordsAt(body, "results");
}

/** Of many, so many and at most twice as many, spread evenly. */
async function sampleOf<T>(all: AsyncIterable<T>, size: number): Promise<T[]> {
  let [sample, step, place]: [T[], number, number] = [[], 1, 0];
  for await (const each of all) {
    if (place++ % step === 0) sample.push(each);
    if (sample.length < 2 * size) continue;
    sample = sample.filter((_, index) => index % 2 === 0);
    step *= 2;
  }
  return sample;
}

/** Contacts as they are, with when they entered each stage of their lifecycle. */
export const contactList = (api: Api): Stream => list(api, contacts, stageDates(api));

/**
 * What the lifecycle and the lead status of contacts were. A contact whose one stage dates from its creation, as the list says, has no
 * other history: of the others the list says when one was last changed, and only then it is asked for again. Each night some of those that
 * are left out are asked about: in an account in which the dates do not tell all, the histories of all contacts are asked for.
 */
export function contactHistory(api: Api): Stream {
  const stream = "contact_history";
  const body = (inputs: Json[]) => ({
    inputs,
    properties: ["createdate"],
    propertiesWithHistory: ["lifecyclestage", "hs_lead_status"],
  });

  async function* leftOut(
    file: FetchedFile,
    since: string | null,
  ): AsyncGenerator<{ id: string; stage: string }> {
    for await (const record of contactsIn(file)) {
      const stage = isThere(record) && changedSince(record, since) ? onlyStage(record) : undefined;
      if (stage !== undefined) yield { id: String(record["id"]), stage };
    }
  }

  /** Whether the histories of some that would be left out tell what the list tells. */
  const holds = async (file: FetchedFile, { http, since }: StreamContext): Promise<boolean> => {
    const sample = (await sampleOf(leftOut(file, since), most.withHistory)).slice(0, most.withHistory);
    if (sample.length === 0) return true;
    const stages = new Map(sample.map(({ id, stage }) => [id, stage]));
    const found = await http.ask(
      {
        method: "POST",
        url: api.address(historyPath),
        headers: asJson,
        body: JSON.stringify(body(sample.map(({ id }) => ({ id })))),
        what: stream,
      },
      (answer) => {
        const body = jsonOf(answer);
        refuseErrors(body);
        return recordsAt(body, "results");
      },
    );
    return found.every(({ id, propertiesWithHistory }) => {
      const { lifecyclestage: versions = [] } = (propertiesWithHistory ?? {}) as Record<string, Version[]>;
      return tellsNoOther(versions, stages.get(String(id)) ?? "");
    });
  };

  const isOfEveryone = (cursor: unknown): boolean => (cursor as Cursor | undefined)?.["everyone"] === true;
  const wasOfEveryone = ({ filesOf }: StreamContext) =>
    filesOf(stream).some(({ manifest }) => isOfEveryone(manifest.cursor));

  /** The part of the contacts whose histories are asked for: of the newest list, else of the first page of one. */
  const shareOf = async (context: StreamContext): Promise<number> => {
    if (wasOfEveryone(context)) return 1;
    const file = context.fileOf(contacts.stream);
    let [all, asked] = [0, 0];
    const count = (record: Json): void => {
      all++;
      if (isThere(record) && onlyStage(record) === undefined) asked++;
    };
    if (file !== undefined) for await (const record of contactsIn(file)) count(record);
    else (await firstPage(context.http)).forEach(count);
    return all === 0 ? 0 : asked / all;
  };
  const firstPage = async (http: Http): Promise<Json[]> => {
    const names = [...contacts.properties, ...(await stageDates(api).names(http))];
    const query = { limit: String(most.listed), properties: names.join(",") };
    const url = api.address(`/crm/objects/${version}/contacts`, query);
    return http.ask({ url, what: stream }, (answer) => recordsAt(jsonOf(answer), "results"));
  };

  return {
    ...aboutIds(api, {
      stream,
      of: contacts.stream,
      chosen: (record, { since, everyone }) =>
        isThere(record) &&
        changedSince(record, since) &&
        (everyone === true || onlyStage(record) === undefined),
      beginning: async (file, context) => {
        if (wasOfEveryone(context)) return { everyone: true };
        return (await holds(file, context)) ? {} : { everyone: true, since: null };
      },
      path: historyPath,
      body,
      size: most.withHistory,
      scope: contacts.scope,
      delivery: "delta",
      estimate: async (context) => {
        const { http, since } = context;
        const changed: Filter[] =
          since === null
            ? []
            : [{ propertyName: "lastmodifieddate", operator: "GTE", value: String(Date.parse(since)) }];
        const count = await api.countOf(http, contacts.type, stream, changed);
        return Math.ceil((count * (await shareOf(context))) / most.withHistory) + 1;
      },
    }),
    changes: { wholeAfterDays: Infinity },
    // an account with few calls a day is read over many nights
    cursorHours: 24 * 6,
    cursorOf: ({ everyone }) => (everyone === true ? { everyone } : undefined),
    noteOf: ({ manifest: { cursor } }) =>
      isOfEveryone(cursor)
        ? "in this account the dates of a contact's stages do not tell all of its history: the histories of all contacts are asked for"
        : undefined,
  };
}
