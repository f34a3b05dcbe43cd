import type { LoadedFile } from "../contract/loaded-file.ts";
import { columnsOf } from "../contract/streams.ts";
import { cellText, type RecordShape } from "../formats/csv/records.ts";
import type { StreamMapping } from "../layout/layout.ts";
import { sourceSetting } from "./accounts.ts";

/** Records within which a time of day must stand for its column to have some. */
const firstRecords = 1000;

const hasClock = /\d:\d\d/;
const namesOffset = /(Z|[-+]\d\d(:?\d\d)?|(GMT|UTC)([-+]\d{1,2}(:\d\d)?)?|\b[A-Z]{3,4}|\))$/;

/** Looks for a time of day that does not name its offset, of which only its source can say the zone. */
export class BareTime {
  /** The header of its column; empty when there is none. */
  header = "";
  #left = firstRecords;
  readonly #cells: Map<number, string>;

  constructor(mappings: StreamMapping[]) {
    const cells = mappings.flatMap(({ stream, values }) =>
      columnsOf(stream).flatMap(([name, { kind }]): [number, string][] => {
        const value = values[name];
        return kind !== "instant" || value?.at === undefined ? [] : [[value.at, value.header]];
      }),
    );
    this.#cells = new Map(cells);
  }

  look(shape: RecordShape): void {
    if (this.header !== "" || this.#left === 0) return;
    this.#left--;
    for (const [at, header] of this.#cells) {
      const text = cellText(shape, at).trim();
      if (!hasClock.test(text) || namesOffset.test(text)) continue;
      this.header = header;
      return;
    }
  }
}

/** The files, with an issue for each source of whose times neither the files nor a person says the zone. */
export function withPresumedZones(files: LoadedFile[], isOwn: (key: string) => boolean): LoadedFile[] {
  if (isOwn("source_time_zone")) return files;
  const reported = new Set<string>();
  return files.map((file) => {
    const { source, name, bareTime, zone, connector, issues } = file;
    const vendor = file.vendor ?? source;
    const own = { get: (key: string) => (isOwn(key) ? "own" : undefined) };
    if (file.status !== "loaded" || bareTime === "" || reported.has(source)) return file;
    reported.add(source);
    if (isOwn(`${source}.time_zone`) || sourceSetting(own, vendor, name, "time_zone") !== undefined)
      return file;
    const remedy =
      connector === "mapped"
        ? `set "zone" in the mapping.json beside it`
        : `add the line ${source}.time_zone,${zone} to reference/settings.csv`;
    const detail = `${bareTime}: nothing says the time zone of its times, which are taken for times of ${zone}; ${remedy}, or the zone that they were written in`;
    return { ...file, issues: [...issues, { kind: "presumed_zone", detail }] };
  });
}
