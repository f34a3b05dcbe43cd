import { preparedFor, isWhole } from "./prepared-selections.ts";
import type { Journeys } from "./data.ts";
import type { Filters } from "./filters.ts";
import {
  joinedJourneys,
  journeyFilesOf,
  type JourneyIndex,
  type ReadJourneys,
  type Stretch,
} from "./journeys.ts";
import { sideFilesOf } from "./made-comparisons.ts";
import type { Selected } from "./narrow.ts";
import type { ToldSide } from "./told-side.ts";

/** Reads what a selection can be narrowed to, and what was made of it beforehand, or the journeys of its stretches of days; each file once. */
export class JourneyReader {
  private index: Promise<JourneyIndex> | undefined;
  private readonly parts = new Map<string, Promise<unknown>>();
  private last: { key: string } & Omit<ReadJourneys, "names"> = {
    key: "",
    rows: joinedJourneys([]),
    selected: null,
    sides: null,
  };

  /** `read` gets a file by its path as seen from the one that lists the journeys, or that one itself. */
  constructor(private readonly read: (file: string | null) => Promise<unknown>) {}

  /** `sides`: what a comparison is of. */
  async load(
    filters: Filters,
    stretches: Stretch[],
    sides: [Filters, Filters] | null = null,
  ): Promise<ReadJourneys> {
    this.index ??= this.read(null).catch((error: unknown) => {
      // The next selection tries again.
      this.index = undefined;
      throw error;
    }) as Promise<JourneyIndex>;
    const index = await this.index;
    const made = stretches.length === 0 ? null : madeFilesOf(index, filters, sides);
    const files = made ?? journeyFilesOf(index, stretches);
    const key = `${filters.compare} ${files.join(" ")}`;
    if (key !== this.last.key) {
      const parts = await Promise.all(files.map((file) => this.part(file)));
      const [selected, ...told] = sides === null || parts.length > 2 ? parts : ["whole", ...parts];
      this.last =
        made === null
          ? {
              key,
              rows: joinedJourneys((parts as Pick<Journeys, "rows">[]).map(({ rows }) => rows)),
              selected: null,
              sides: null,
            }
          : {
              key,
              rows: joinedJourneys([]),
              selected: selected as Selected | "whole",
              sides: sides === null ? null : (told as [ToldSide, ToldSide]),
            };
    }
    const { rows, selected, sides: told } = this.last;
    return { names: index.names, rows, selected, sides: told };
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

/** The files with what was made of a selection, unless it is its whole pipeline, and of the sides of its comparison; null where it was not. */
function madeFilesOf(
  { beforehand, sides: made }: JourneyIndex,
  filters: Filters,
  sides: [Filters, Filters] | null,
): string[] | null {
  const told = sides === null ? [] : sideFilesOf(made, sides);
  if (told === null) return null;
  if (sides !== null && isWhole(filters)) return told;
  const selected = preparedFor(beforehand, filters);
  return selected === undefined ? null : [selected.file, ...told];
}
