import { rowsOf } from "./columns.ts";
import { fileOf, type Context } from "./context.ts";
import type { DictionaryMeasuresRow, EnglishTermsRow } from "./data.ts";

/** A measure: what it is called and means in the page's language, and how it is computed. */
export type Measure = EnglishTermsRow & DictionaryMeasuresRow;

/** Every measure, for a page that reads the dictionary. */
export const measuresOf = (context: Context): Measure[] =>
  rowsOf(fileOf(context, "dictionary").measures).flatMap((row) => {
    const term = context.metrics.get(row.metric);
    return term === undefined ? [] : [{ ...term, ...row }];
  });
