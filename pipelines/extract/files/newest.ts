import { createReadStream, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { fetchedOf, fileOfManifest, isManifest, type Fetched } from "../../intake/fetched.ts";

/** A complete file of a stream and what its manifest says. */
export interface FetchedFile {
  path: string;
  manifest: Fetched;
}

/** The complete files of a source, the oldest first, those too that were removed after their time. A manifest whose file somebody deleted tells of nothing. */
export function fetchedFiles(folder: string): FetchedFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isManifest)
    .flatMap((name) => {
      const path = fileOfManifest(join(folder, name));
      const manifest = fetchedOf(path);
      return manifest === undefined || !(existsSync(path) || manifest.removed === true)
        ? []
        : [{ path, manifest }];
    })
    .sort((one, other) => (one.manifest.started_at < other.manifest.started_at ? -1 : 1));
}

/** The newest complete file of a stream: all that a job knows of what it did before. */
export const newestFile = (folder: string, stream: string): FetchedFile | undefined =>
  fetchedFiles(folder).findLast(({ manifest }) => manifest.stream === stream);

/** Whether the bytes of a complete file are there to be read. */
export const isThere = ({ path }: FetchedFile): boolean => existsSync(path);

/** The bodies of a complete file, one after another. */
export async function* bodiesOf({ path }: FetchedFile): AsyncGenerator<Record<string, unknown>> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) if (line !== "") yield JSON.parse(line) as Record<string, unknown>;
}
