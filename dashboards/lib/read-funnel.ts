import type { Explore } from "./data.ts";
import { noFilters, type Filters } from "./filters.ts";
import {
  funnelPartsOf,
  givenAnswer,
  joinFunnel,
  type FunnelIds,
  type FunnelIndex,
  type FunnelPart,
  type ReadFunnel,
} from "./funnel-files.ts";

/** Reads the deals of a pipeline with the stages that they passed, each file once. */
export class FunnelReader {
  private readonly known = new Map<string, Promise<unknown>>();
  private readonly joined = new Map<string, Promise<Explore>>();

  constructor(
    private readonly index: FunnelIndex,
    private readonly read: (file: string) => Promise<unknown>,
  ) {}

  /** What the page has before any deal is read. */
  get none(): Explore {
    return joinFunnel(this.index, []);
  }

  /** How many deals must be read for a selection. */
  count(filters: Filters): number {
    return givenAnswer(this.index, filters) === undefined ? funnelPartsOf(this.index, filters).dealCount : 0;
  }

  load(filters: Filters): Promise<ReadFunnel> {
    const given = givenAnswer(this.index, filters);
    if (given !== undefined) return Promise.resolve({ ...this.none, given });
    const { files } = funnelPartsOf(this.index, filters);
    const key = files.flat().join(" ");
    const known = this.joined.get(key);
    if (known !== undefined) return known;
    const made = Promise.all(files.map((names) => this.part(names))).then((parts) =>
      joinFunnel(this.index, parts),
    );
    this.joined.set(key, made);
    // The next selection tries again.
    made.catch(() => this.joined.delete(key));
    return made;
  }

  /** The CRM ids of the deals of a pipeline, in their order. */
  async ids(pipeline: string): Promise<(string | null)[]> {
    const { ids } = funnelPartsOf(this.index, { ...noFilters, pipeline });
    const parts = await Promise.all(ids.map((file) => this.file<FunnelIds>(file)));
    return parts.flatMap((part) => part.ids.deal_id);
  }

  /** The content of the files of a part, as one. */
  private async part(files: string[]): Promise<FunnelPart> {
    const [first, ...others] = files.map((file) => this.file<FunnelPart>(file));
    return Object.assign({}, await first, ...(await Promise.all(others))) as FunnelPart;
  }

  private file<Part>(file: string): Promise<Part> {
    const known = this.known.get(file) ?? this.read(file);
    this.known.set(file, known);
    known.catch(() => this.known.delete(file));
    return known as Promise<Part>;
  }
}
