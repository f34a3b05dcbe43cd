import type { Choice } from "../components/filter-bar.ts";
import type { Context } from "../lib/context.ts";
import type { FileName } from "../lib/data.ts";
import type { Filters } from "../lib/filters.ts";

/** What stands on a page, beside what stands on all of them. Its file is all that a browser loads of it. */
export interface PageView {
  /** The figures for a selection. */
  draw(context: Context): Node[];
  /** Its own filters, after those of all pages. */
  choices?(context: Context): Choice[];
  /** How much a selection leaves, in words; the number of leads when missing. */
  result?(context: Context): string;
  /** Rows that come in files of their own. */
  parts?: PageParts;
}

/** Rows of a page that are read when it is known which are needed; the data file of their name lists the files. */
export interface PageParts {
  name: FileName;
  /** What reads them: `read` gives the content of a file of the list. */
  readerOf(index: unknown, read: (file: string) => Promise<unknown>): PartReader;
}

export interface PartReader {
  /** What the page has before any is read. */
  none: unknown;
  /** How many rows must be gone through for a selection. */
  count(filters: Filters): number;
  load(filters: Filters): Promise<unknown>;
  /** The CRM ids of the deals of a pipeline, where they are read apart. */
  ids?(pipeline: string): Promise<(string | null)[]>;
}
