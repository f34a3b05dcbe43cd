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
  /** What the page says when a part of it cannot be loaded. */
  broken: string;
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
    broken:
      "A part of this page could not be loaded: you see its default view, without any filter, and its controls do nothing. Reload the page; opened as a file it works only through a web server (npm run serve).",
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
      "Ez az alapnézet: minden hónap, a legnagyobb tölcsér. A szűrőkhöz és a letöltésekhez JavaScript kell.",
    broken:
      "Az oldal egy része nem töltődött be: az alapnézetet látja, szűrés nélkül, és a vezérlők nem működnek. Töltse újra az oldalt; fájlként megnyitva csak webkiszolgálón keresztül működik (npm run serve).",
  },
};
