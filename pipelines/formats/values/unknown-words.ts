import type { Kind } from "../../contract/streams.ts";

/** What people and programs write into a cell of which they do not know the value, where it stands there alone; folded to lower case. */
export const unknownWords = [
  ..."? ?? ??? - -- --- – —— — … ... ..".split(" "),
  ..."n/a n.a. n.a n/d n.d. n/k null (null) nil none undefined unknown tbd tba tbc t.b.d. t.b.a.".split(" "),
  ..."0000-00-00|0000-00-00 00:00:00|not known|not set|not specified|not available|(none)|(empty)|(blank)|(unknown)|to be defined".split(
    "|",
  ),
  ..."nincs|nincs adat|nincs megadva|nem ismert|nem tudjuk|nem tudni|ismeretlen|üres|(üres)|(nincs)".split(
    "|",
  ),
  ..."unbekannt|k. a.|k.a.|k. a|k.a|k/a|keine angabe|keine angaben|nicht bekannt".split("|"),
  ..."inconnu|inconnue|non renseigné|non connu|s/o|n/c|n.c.".split("|"),
  ..."desconocido|desconocida|sin datos|s/d|no disponible|no conocido".split("|"),
  ..."desconhecido|desconhecida|sem dados|sconosciuto|sconosciuta|non noto|non disponibile".split("|"),
  ..."nieznany|nieznana|nieznane|brak|brak danych|b.d.|b/d".split("|"),
  ..."neznámý|neznámá|neznámé|neznámy|neznáma|neuvedeno|neuvedené|necunoscut|necunoscută|onbekend|n.v.t.".split(
    "|",
  ),
];

/** Words that say so of numbers and dates alone: as a country "NA" is Namibia. */
const ofNumbers = ["na", "n a", "offen", "/"];

const patternOf = (words: string[]) =>
  words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
const [ofTexts, ofAll] = [patternOf(unknownWords), patternOf([...unknownWords, ...ofNumbers])];

/** SQL: whether a text is such a word. */
export const isUnknownSql = (kind: Kind, text: string): string =>
  `regexp_full_match(lower(${text}), '${kind === "text" ? ofTexts : ofAll}')`;
