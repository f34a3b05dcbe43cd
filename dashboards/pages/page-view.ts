import type { Choice } from "../components/filter-bar.ts";
import type { Context, Marks } from "../lib/context.ts";
import type { Explore, FileName, Files, Summary } from "../lib/data.ts";
import type { Dimension, Filters } from "../lib/filters.ts";
import type { Stretch } from "../lib/journeys.ts";

/** What stands on a page, beside what stands on all of them. Its file is all that a browser loads of it. */
export interface PageView {
  /** The figures for a selection. */
  draw(context: Context): Node[];
  /** Its own filters, after those of all pages. */
  choices?(context: Context): Choice[];
  /** How much a selection leaves, in words; the number of leads when missing. */
  result?(context: Context): string;
  /** The filters of campaign, owner, country and tier that it has a use for; of the others it says that they do not apply. */
  follows?: readonly Dimension[];
  /** Tables made of single journeys in the browser, for a selection of which the site has none; null where it has them. */
  narrow?(files: Partial<Files>, filters: Filters): Pick<Context, "summary" | "files" | "comparison"> | null;
  /** The filters with what a comparison needs and the address does not say; a page without it compares nothing. */
  settle?(files: Partial<Files>, filters: Filters): Filters;
  /** The stretches of days whose journeys that needs. */
  stretches?(filters: Filters, until: string): Stretch[];
  /** The two sides of a comparison; null where nothing is compared. */
  sides?(filters: Filters, until: string): [Filters, Filters] | null;
  /** Rows that come in files of their own. */
  parts?: PageParts;
  /** What the marks of deals are and say; a page without it neither knows nor shows them. */
  marks?: Marks;
}

/** Rows of a page that are read when it is known which are needed; the data file of their name lists the files. */
export interface PageParts {
  name: FileName;
  /** What reads them: `read` gives the content of a file of the list. */
  readerOf(
    index: unknown,
    read: (file: string) => Promise<unknown>,
    summary: Summary | undefined,
  ): PartReader;
}

export interface PartReader {
  /** What the page has before any is read. */
  none: unknown;
  /** How many rows must be gone through for a selection; 0 where what is shown can stay until they are. */
  count(filters: Filters): number;
  /** The rows of a selection; as many as are wanted where it can do with the first. */
  load(filters: Filters, wanted?: number): Promise<unknown>;
  /** The deals of a selection with their CRM ids, where what is shown is not made of them. */
  behind?(filters: Filters): Promise<{ deals: Explore; ids: (string | null)[] }>;
}
