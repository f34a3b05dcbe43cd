import type { Language } from "../language.ts";

export interface FrameWords {
  sample: string;
  asOf: string;
  fresh: string;
  menu: string;
  skip: string;
  behind(days: number): string;
  /** Of a source that is late by its own limit, in hours. */
  late(hours: number, limit: number): string;
  other: string;
  noScript: string;
}

/** What stands around the content of every page. */
export const frameWords: Record<Language, FrameWords> = {
  en: {
    sample: "Synthetic sample: these are not your numbers. Put your exports into data/exports and refresh.",
    asOf: "Data as of",
    fresh: "Known until, per source",
    menu: "Pages",
    skip: "Skip to content",
    behind: (days) => (days === 1 ? "1 day behind" : `${days} days behind`),
    late: (hours, limit) => `late: ${hours} hours old, at most ${limit} expected`,
    other: "Magyar",
    noScript:
      "This is the default view: all months, the largest pipeline. Filters and downloads need JavaScript.",
  },
  hu: {
    sample:
      "Szintetikus minta: ezek nem az Ön számai. Tegye az exportjait a data/exports mappába, és frissítsen.",
    asOf: "Adatok dátuma",
    fresh: "Eddig ismert, forrásonként",
    menu: "Oldalak",
    skip: "Ugrás a tartalomra",
    behind: (days) => `${days} nap lemaradás`,
    late: (hours, limit) => `késik: ${hours} órás adat, legfeljebb ${limit} órás lehetne`,
    other: "English",
    noScript:
      "Ez az alapnézet: minden hónap, a legnagyobb folyamat. A szűrőkhöz és a letöltésekhez JavaScript kell.",
  },
};
