import type { Choice } from "../components/filter-bar.ts";
import type { Context } from "../lib/context.ts";

/** What stands on a page, beside what stands on all of them. Its file is all that a browser loads of it. */
export interface PageView {
  /** The figures for a selection. */
  draw(context: Context): Node[];
  /** Its own filters, after those of all pages. */
  choices?(context: Context): Choice[];
  /** How much a selection leaves, in words; the number of leads when missing. */
  result?(context: Context): string;
}
