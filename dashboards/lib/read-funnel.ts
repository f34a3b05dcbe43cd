import type { Explore } from "./data.ts";
import type { Filters } from "./filters.ts";
import type { FunnelCube } from "./funnel-cube.ts";
import {
  cubeAnswer,
  cubeFilesOf,
  funnelPartsOf,
  joinFunnel,
  type FunnelIds,
  type FunnelIndex,
  type FunnelPart,
  type ReadFunnel,
} from "./funnel-files.ts";
import type { FunnelDeals } from "./ways.ts";

/** Reads what a funnel is answered from, each file once: the cubes of a selection where it has any, else its deals with the stages that they passed. */
export class FunnelReader {
  private readonly known = new Map<string, Promise<unknown>>();
  private readonly joined = new Map<string, Promise<FunnelDeals>>();

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
    return cubeFilesOf(this.index, filters) === undefined ? funnelPartsOf(this.index, filters).dealCount : 0;
  }

  async load(filters: Filters): Promise<ReadFunnel> {
    const files = cubeFilesOf(this.index, filters);
    if (files === undefined) return this.deals(filters);
    const cubes = await Promise.all(files.map((file) => this.file<FunnelCube>(file)));
    const given = cubeAnswer(this.index, filters, cubes);
    return given === undefined ? this.deals(filters) : { ...this.none, given };
  }

  /** The deals of a selection, and their CRM ids in the same order. */
  async behind(filters: Filters): Promise<{ deals: FunnelDeals; ids: (string | null)[] }> {
    const { ids } = funnelPartsOf(this.index, filters);
    const [deals, parts] = await Promise.all([
      this.deals(filters),
      Promise.all(ids.map((file) => this.file<FunnelIds>(file))),
    ]);
    return { deals, ids: parts.flatMap((part) => part.ids.deal_id) };
  }

  private deals(filters: Filters): Promise<FunnelDeals> {
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
