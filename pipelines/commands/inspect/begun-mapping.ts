import { z } from "zod";
import { columnsOf, streamNames } from "../../contract/streams.ts";
import { fitsPattern } from "../../sidecars/parse-sidecar.ts";
import { unfilled } from "../../sidecars/mapping.ts";
import type { GivenEntry } from "./propose-mapping.ts";

/** A mapping.json that cannot be read yet, for what it says already. */
export interface BegunMapping {
  source: string | undefined;
  /** What it says of a file: the stream, and the headers and constants that are written. */
  givenFor(name: string): GivenEntry;
  /** Its text without the entries of some files. */
  others(names: string[]): string;
}

const texts = z.record(z.string(), z.unknown()).catch({});
const schema = z.looseObject({
  source: z.string().optional().catch(undefined),
  files: z.array(z.looseObject({ file: z.string(), stream: z.unknown(), columns: texts, constants: texts })),
});

/** What somebody began to write of a file; undefined for what is no JSON or says nothing of the file's stream. */
export function begunMapping(text: string, fileName: string): BegunMapping | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = schema.safeParse(json);
  if (data === undefined) return undefined;
  const entriesOf = (name: string) => data.files.filter(({ file }) => fitsPattern(file, name));
  const streamOf = (stream: unknown) => streamNames.find((each) => each === stream);
  if (!entriesOf(fileName).some(({ stream }) => streamOf(stream) !== undefined)) return undefined;
  return {
    source: data.source,
    givenFor(name) {
      const entry = entriesOf(name).find(({ stream }) => streamOf(stream) !== undefined);
      const stream = streamOf(entry?.stream);
      if (entry === undefined || stream === undefined) return {};
      const known = new Set(columnsOf(stream).map(([column]) => column));
      const written = (part: Record<string, unknown>) =>
        Object.fromEntries(
          Object.entries(part).filter(
            (pair): pair is [string, string] =>
              known.has(pair[0]) && typeof pair[1] === "string" && !pair[1].startsWith(unfilled.trim()),
          ),
        );
      const rest = Object.fromEntries(
        Object.entries(entry).filter(([key]) => !["stream", "columns", "constants"].includes(key)),
      );
      return { stream, columns: written(entry.columns), constants: written(entry.constants), rest };
    },
    others: (names) =>
      JSON.stringify({
        ...data,
        files: data.files.filter(({ file }) => !names.some((name) => fitsPattern(file, name))),
      }),
  };
}
