import { rowsOf, type Columns } from "./columns.ts";
import type { Deals, DealsVisitsRow } from "./data.ts";
import {
  candidatesOf,
  countsOf,
  isCountable,
  join,
  joined,
  newestOf,
  talliedBy,
  tallyFilesOf,
  wayFileOf,
  type Candidate,
  type DealCells,
  type DealIndex,
  type DealMarks,
  type DealPart,
  type DealTally,
  type DealWays,
  type ReadPart,
} from "./deal-files.ts";
import type { Filters } from "./filters.ts";

/** Deals of a selection that are read, and how many are not: they started before those that are. */
export interface ReadDeals extends Deals {
  unread?: { deal_count: number; won_count: number };
}

/** Deals that are read at first: as many as the page lists. */
export const firstDeals = 100;

/** Reads the deals of a selection, each file once. */
export class DealReader {
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly index: DealIndex,
    private readonly read: (file: string) => Promise<unknown>,
    /** The place of each stage of a pipeline. */
    private readonly orderOf: (pipeline: string) => Map<string, number>,
  ) {}

  /** What the page has before any deal is read. */
  get none(): ReadDeals {
    return this.tables([], []);
  }

  /** How many deals must be gone through for a selection. */
  count(filters: Filters): number {
    if (filters.deal !== "") return 1;
    const size = this.sizeOf(candidatesOf(this.index, filters));
    return this.isCounted(filters) ? Math.min(size, firstDeals) : size;
  }

  /**
   * The deals of a selection: the `wanted` that started last where it can be counted without reading the others, and is in no other
   * order; all of them otherwise.
   */
  async load(filters: Filters, wanted = firstDeals): Promise<ReadDeals> {
    if (filters.deal !== "") return this.one(filters.deal);
    const candidates = candidatesOf(this.index, filters);
    if (!this.isCounted(filters))
      return this.tables(await this.partsAt(candidates.map(placeIn), filters.mark !== ""), []);
    const counted = await this.counted(filters, candidates);
    const partial = candidates.filter(({ isWhole }) => !isWhole).map(placeIn);
    const newest = wanted === Infinity ? counted.map(placeIn) : newestOf(this.index, counted, wanted);
    const unread = counted.filter(({ place }) => !newest.includes(place));
    const sum = (of: typeof counted) => of.reduce((all, { count }) => all + count, 0);
    return {
      ...this.tables(await this.partsAt([...partial, ...newest]), []),
      unread: {
        deal_count: sum(unread),
        won_count: sum(unread.filter(({ place }) => this.index.parts.outcome[place] === "won")),
      },
    };
  }

  private isCounted = (filters: Filters): boolean =>
    filters.sort === "" && (isCountable(filters) || talliedBy(this.index, filters) !== null);

  private sizeOf = (candidates: Candidate[]): number =>
    candidates.reduce((sum, { place }) => sum + (this.index.parts.deal_count[place] ?? 0), 0);

  /** How many deals of a selection the parts have of which that is known. */
  private async counted(
    filters: Filters,
    candidates: Candidate[],
  ): Promise<{ place: number; count: number }[]> {
    const { parts, cells } = this.index;
    const whole = candidates.filter(({ isWhole }) => isWhole).map(placeIn);
    const dimension = talliedBy(this.index, filters);
    if (dimension !== null) {
      const files = tallyFilesOf(this.index, dimension, whole);
      const tallies = await Promise.all(files.map((file) => this.file<DealTally>(file)));
      const counts = new Map(
        tallies
          .flatMap(({ tally }) => rowsOf(tally))
          .filter(({ value }) => value === filters[dimension])
          .map(({ part, deal_count }) => [part, deal_count]),
      );
      return whole.map((place) => ({ place, count: counts.get(place) ?? 0 }));
    }
    if (filters.stage === "" && filters.source === "")
      return whole.map((place) => ({ place, count: parts.deal_count[place] ?? 0 }));
    const files = cells.file.filter((_, group) => {
      const [first = 0, next = Infinity] = [cells.first_part[group], cells.first_part[group + 1]];
      return whole.some((place) => place >= first && place < next);
    });
    const tables = await Promise.all(files.map((file) => this.file<DealCells>(file)));
    const counts = countsOf(
      this.index,
      tables.map((table) => table.cells),
      filters,
      this.orderOf(filters.pipeline),
    );
    return whole.map((place) => ({ place, count: counts.get(place) ?? 0 }));
  }

  /** A deal with its way, and those that share its id. */
  private async one(id: string): Promise<ReadDeals> {
    const file = wayFileOf(this.index, id);
    if (file === undefined) return this.none;
    const { deals, visits } = await this.file<DealWays>(file);
    const places = rowsOf(deals).flatMap(({ deal_id, part }) => (deal_id === id ? [part] : []));
    return this.tables(await this.partsAt([...new Set(places)]), [visits]);
  }

  private partsAt = (places: number[], isMarked = false): Promise<ReadPart[]> =>
    Promise.all(
      places.map(async (place) => {
        const { file, marks_file } = this.index.parts;
        const [part, marked] = await Promise.all([
          this.file<DealPart>(file[place] ?? ""),
          isMarked ? this.file<DealMarks>(marks_file[place] ?? "") : undefined,
        ]);
        return { ...part, marked };
      }),
    );

  private tables(parts: ReadPart[], visits: Columns<DealsVisitsRow>[]): ReadDeals {
    return { ...this.index, rows: joined(parts), visits: join(visits, visitColumns) };
  }

  private file<Content>(file: string): Promise<Content> {
    const known = this.known.get(file) ?? this.read(file);
    this.known.set(file, known);
    // The next selection tries again.
    known.catch(() => this.known.delete(file));
    return known as Promise<Content>;
  }
}

const placeIn = ({ place }: { place: number }): number => place;

const visitColumns = Object.keys({
  deal_id: 0,
  stage: 0,
  entered_on: 0,
  left_on: 0,
  days: 0,
  exit_kind: 0,
  next_stage: 0,
} satisfies Record<keyof DealsVisitsRow, number>) as (keyof DealsVisitsRow)[];
