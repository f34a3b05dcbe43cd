import type { Journeys } from "./data.ts";
import { joinedJourneys, journeyFilesOf, type JourneyIndex, type Stretch } from "./journeys.ts";

/** Reads what a selection can be narrowed to, and the journeys of stretches of days; each file once. */
export class JourneyReader {
  private index: Promise<JourneyIndex> | undefined;
  private readonly parts = new Map<string, Promise<Pick<Journeys, "rows">>>();
  private last: { key: string; rows: Journeys["rows"] } = { key: "", rows: joinedJourneys([]) };

  /** `read` gets a file by its path as seen from the one that lists the journeys, or that one itself. */
  constructor(private readonly read: (file: string | null) => Promise<unknown>) {}

  async load(stretches: Stretch[]): Promise<Journeys> {
    this.index ??= this.read(null).catch((error: unknown) => {
      // The next selection tries again.
      this.index = undefined;
      throw error;
    }) as Promise<JourneyIndex>;
    const index = await this.index;
    const files = journeyFilesOf(index, stretches);
    const key = files.join(" ");
    if (key !== this.last.key) {
      const parts = await Promise.all(files.map((file) => this.part(file)));
      this.last = { key, rows: joinedJourneys(parts.map(({ rows }) => rows)) };
    }
    return { names: index.names, rows: this.last.rows };
  }

  private part(file: string): Promise<Pick<Journeys, "rows">> {
    const part =
      this.parts.get(file) ??
      (this.read(file).catch((error: unknown) => {
        this.parts.delete(file);
        throw error;
      }) as Promise<Pick<Journeys, "rows">>);
    this.parts.set(file, part);
    return part;
  }
}
