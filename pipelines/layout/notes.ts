import type { Note } from "../contract/loaded-file.ts";

/** Of an ad report without a column of days that says nowhere of which days it is. */
export const noPeriod: Note = {
  en: "it states no period: its rows are totals over an unknown time",
  hu: "nem derül ki belőle, melyik időszakról szól: a sorai ismeretlen idő összegei",
};
