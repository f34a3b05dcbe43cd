import type { Explore } from "./data.ts";
import type { Filters } from "./filters.ts";
import {
  funnelPartsOf,
  joinFunnel,
  type FunnelIds,
  type FunnelIndex,
  type FunnelPart,
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
  count({ pipeline }: Filters): number {
    return funnelPartsOf(this.index, pipeline).dealCount;
  }

  load({ pipeline }: Filters): Promise<Explore> {
    const known = this.joined.get(pipeline);
    if (known !== undefined) return known;
    const { files } = funnelPartsOf(this.index, pipeline);
    const made = Promise.all(files.map((file) => this.part<FunnelPart>(file))).then((parts) =>
      joinFunnel(this.index, parts),
    );
    this.joined.set(pipeline, made);
    // The next selection tries again.
    made.catch(() => this.joined.delete(pipeline));
    return made;
  }

  /** The CRM ids of the deals of a pipeline, in their order. */
  async ids(pipeline: string): Promise<(string | null)[]> {
    const { ids } = funnelPartsOf(this.index, pipeline);
    const parts = await Promise.all(ids.map((file) => this.part<FunnelIds>(file)));
    return parts.flatMap((part) => part.ids.deal_id);
  }

  private part<Part>(file: string): Promise<Part> {
    const known = this.known.get(file) ?? this.read(file);
    this.known.set(file, known);
    known.catch(() => this.known.delete(file));
    return known as Promise<Part>;
  }
}
