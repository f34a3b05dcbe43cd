import type { Deals } from "./data.ts";
import { joined, partsOf, type DealIndex, type DealPart } from "./deal-files.ts";
import type { Filters } from "./filters.ts";

/** Reads the deals of a selection, each file once. */
export class DealReader {
  private readonly known = new Map<string, Promise<DealPart>>();

  constructor(
    private readonly index: DealIndex,
    private readonly read: (file: string) => Promise<DealPart>,
  ) {}

  /** What the page has before any deal is read. */
  get none(): Deals {
    return { ...this.index, ...joined([]) };
  }

  /** How many deals must be gone through for a selection. */
  count(filters: Filters): number {
    return partsOf(this.index, filters).dealCount;
  }

  async load(filters: Filters): Promise<Deals> {
    const { files } = partsOf(this.index, filters);
    return { ...this.index, ...joined(await Promise.all(files.map((file) => this.part(file)))) };
  }

  private part(file: string): Promise<DealPart> {
    const known = this.known.get(file);
    if (known !== undefined) return known;
    const part = this.read(file).catch((error: unknown) => {
      // The next selection tries again.
      this.known.delete(file);
      throw error;
    });
    this.known.set(file, part);
    return part;
  }
}
