import { readFileSync } from "node:fs";
import { join } from "node:path";
import { csvRecords } from "../formats/csv/csv.ts";

/** How closely a header must be like a name: letter by letter, or as people see it. */
export type Comparison = "exact" | "seen";

/** What reports that group dates write behind the name of a date that they leave as a day. */
const byDay =
  / - (daily|täglich|tageweise|quotidien(ne)?|par jour|journalier|diari[oa]|diariamente|por día|por dia|giornaliero|ogni giorno|dagelijks|dziennie|codziennie|dagligen|dagligt|daglig|päivittäin|denně|zilnic|napi|naponta|毎日|日次|每日|每天|일별|매일)$/iu;

/** The same for dates that are cut to weeks or longer: these are no days any more. */
const byLonger =
  / - (weekly|monthly|quarterly|yearly|wöchentlich|monatlich|vierteljährlich|quartalsweise|jährlich|hebdomadaire|mensuel(le)?|trimestriel(le)?|annuel(le)?|semanal|mensual|mensal|trimestral|anual|settimanale|mensile|trimestrale|annuale|wekelijks|maandelijks|jaarlijks|tygodniowo|miesięcznie|heti|havi|negyedéves|éves|毎週|毎月)$/iu;

interface Seen {
  text: string;
  key: string;
  byDay: string;
}

const seen = new Map<string, Seen>();
const mostSeen = 20_000;

/** Headers are compared with those of every vendor: what people see of one is worked out once. */
function look(name: string): Seen {
  const known = seen.get(name);
  if (known !== undefined) return known;
  const text = name
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, "")
    .replace(/[“”„‟«»″]/gu, '"')
    .replace(/[‘’‚‛′´`]/gu, "'")
    .replace(/[‐‑‒–—―−]/gu, "-")
    .replace(/\s+/gu, " ")
    .replace(/ ?[↑↓▲▼]+$/u, "")
    .trim();
  const found = { text, key: text.toLowerCase(), byDay: text.replace(byDay, "") };
  if (seen.size >= mostSeen) seen.clear();
  seen.set(name, found);
  return found;
}

/** A header as people see it: blanks, quotes and dashes of every kind are one kind, and what cannot be seen is not there. */
export const seenHeader = (name: string): string => look(name).text;

/** A header as people see it, without the words for "by day" that a report adds. */
export const seenByDay = (name: string): string => look(name).byDay;

/** What two headers have in common that people take for the same. */
export const headerKey = (name: string): string => look(name).key;

/** Whether a header is the name of a date that the report cuts to weeks or longer. */
export const isCoarse = (name: string): boolean => byLonger.test(seenHeader(name));

/** What a vendor calls its columns in the languages of its interface. */
export interface Words {
  /** A header in English with its other spellings. */
  spellings(header: string): string[];
  /** The language of a header line: the one in which most of its names are the vendor's; "en" when English has as many. */
  languageOf(header: string[]): string;
  /** The words that can stand in a header line: English and its own language. A custom column of an English export may be called as a column is in another language. */
  of(header: string[]): Words;
}

/** The words of a vendor whose headers are always the same. */
export const oneLanguage: Words = {
  spellings: (header) => [header],
  languageOf: () => "en",
  of: () => oneLanguage,
};

interface Word {
  header: string;
  language: string;
  spelling: string;
}

/** Reads pipelines/connectors/headers/<vendor>.csv: an English header, a language, and what it is called there. */
export function readWords(vendor: string): Words {
  const path = join(import.meta.dirname, "..", "connectors", "headers", `${vendor}.csv`);
  const [, ...records] = [...csvRecords(readFileSync(path, "utf8"), ",")].filter(({ isBlank }) => !isBlank);
  return wordsOf(
    records.map(({ cells: [header = "", language = "", spelling = ""] }) => ({
      header: headerKey(header),
      language,
      spelling,
    })),
  );
}

function wordsOf(words: Word[]): Words {
  const spellings = grouped(words);
  const languages = new Map<string, Set<string>>();
  const speak = (key: string, language: string) =>
    languages.set(key, (languages.get(key) ?? new Set()).add(language));
  for (const { header, language, spelling } of words) {
    speak(header, "en");
    speak(headerKey(spelling), language);
  }
  const spoken = new Map<string, Words>();
  const heard = new WeakMap<string[], Words>();
  const languageOf = (header: string[]): string => {
    const counts = new Map<string, number>();
    for (const name of header)
      for (const language of languages.get(headerKey(name)) ?? [])
        counts.set(language, (counts.get(language) ?? 0) + 1);
    const [best] = [...counts].toSorted(
      ([one, left], [other, right]) => right - left || (one === "en" ? -1 : other === "en" ? 1 : 0),
    );
    return best?.[0] ?? "en";
  };
  return {
    spellings: (header) => [header, ...(spellings.get(headerKey(header)) ?? [])],
    languageOf,
    of(header) {
      const before = heard.get(header);
      if (before !== undefined) return before;
      const language = languageOf(header);
      const known =
        spoken.get(language) ??
        wordsOf(words.filter((word) => word.language === "en" || word.language === language));
      spoken.set(language, known);
      heard.set(header, known);
      return known;
    },
  };
}

function grouped(words: Word[]): Map<string, string[]> {
  const spellings = new Map<string, string[]>();
  for (const { header, spelling } of words)
    spellings.set(header, [...(spellings.get(header) ?? []), spelling]);
  return spellings;
}
