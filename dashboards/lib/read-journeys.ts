import { preparedFor } from "./prepared-selections.ts";
import type { Journeys } from "./data.ts";
import type { Filters } from "./filters.ts";
import {
  joinedJourneys,
  journeyFilesOf,
  type JourneyIndex,
  type ReadJourneys,
  type Stretch,
} from "./journeys.ts";
import type { Selected } from "./narrow.ts";

/** Reads what a selection can be narrowed to, and what was made of it beforehand, or the journeys of its stretches of days; each file once. */
export class JourneyReader {
  private index: Promise<JourneyIndex> | undefined;
  private readonly parts = new Map<string, Promise<unknown>>();
  private last: { key: string } & Pick<ReadJourneys, "rows" | "selected"> = {
    key: "",
    rows: joinedJourneys([]),
    selected: null,
  };

  /** `read` gets a file by its path as seen from the one that lists the journeys, or that one itself. */
  constructor(private readonly read: (file: string | null) => Promise<unknown>) {}

  async load(filters: Filters, stretches: Stretch[]): Promise<ReadJourneys> {
    this.index ??= this.read(null).catch((error: unknown) => {
      // The next selection tries again.
      this.index = undefined;
      throw error;
    }) as Promise<JourneyIndex>;
    const index = await this.index;
    const made = stretches.length === 0 ? undefined : preparedFor(index.beforehand, filters);
    const files = made === undefined ? journeyFilesOf(index, stretches) : [made.file];
    const key = files.join(" ");
    if (key !== this.last.key) {
      const parts = await Promise.all(files.map((file) => this.part(file)));
      this.last =
        made === undefined
          ? {
              key,
              rows: joinedJourneys((parts as Pick<Journeys, "rows">[]).map(({ rows }) => rows)),
              selected: null,
            }
          : { key, rows: joinedJourneys([]), selected: parts[0] as Selected };
    }
    const { rows, selected } = this.last;
    return { names: index.names, rows, selected };
  }

  private part(file: string): Promise<unknown> {
    const part =
      this.parts.get(file) ??
      this.read(file).catch((error: unknown) => {
        this.parts.delete(file);
        throw error;
      });
    this.parts.set(file, part);
    return part;
  }
}
