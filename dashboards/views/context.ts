import type { StageRow, Summary } from "../lib/data.ts";
import type { Filters } from "../lib/filters.ts";
import { queryOf } from "../lib/filters.ts";
import type { Format } from "../lib/format.ts";
import type { textOf } from "../lib/text.ts";
import type { Language } from "../pages.ts";

/** What a view draws from. */
export interface Context {
  language: Language;
  text: ReturnType<typeof textOf>;
  format: Format;
  filters: Filters;
  summary: Summary;
  /** The stages of the chosen pipeline, in order. */
  stages: StageRow[];
  setFilters(change: Partial<Filters>): void;
}

/** The stage's label in the page's language. */
export function stageLabel(stage: StageRow, context: Context): string {
  return context.language === "hu" ? stage.label_hu : stage.label_en;
}

/** The deals behind a number: the page's filters and what narrows them further. */
export function dealsHref(context: Context, narrower: Partial<Filters> = {}): string {
  return `./deals.html${queryOf({ ...context.filters, stage: "", outcome: "", ...narrower })}`;
}
