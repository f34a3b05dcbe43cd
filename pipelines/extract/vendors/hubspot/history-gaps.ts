import { bodiesOf, type FetchedFile } from "../../files/newest.ts";
import { recordsAt } from "../../http/bodies.ts";
import type { Json } from "./api.ts";
import type { Listed, Version } from "./records.ts";

const hour = 3_600_000;

/** What a person should know of the histories of records that HubSpot does not tell from their creation on: it keeps only so many versions. */
export async function gapsIn(
  file: FetchedFile,
  { stream, history: [property = ""] = [] }: Listed,
): Promise<string | undefined> {
  let gaps = 0;
  for await (const body of bodiesOf(file))
    for (const { createdAt, propertiesWithHistory } of recordsAt(body, "results")) {
      const versions = ((propertiesWithHistory ?? {}) as Json)[property] as Version[] | undefined;
      const times = (versions ?? []).map(({ timestamp }) => Date.parse(timestamp));
      if (times.length > 0 && Math.min(...times) - Date.parse(String(createdAt)) > hour) gaps++;
    }
  return gaps === 0
    ? undefined
    : `the history of ${gaps} ${stream} begins after their creation: HubSpot kept no more of it, or they were imported with an earlier day of creation; where they were before is not known`;
}
