import { columnsOf, type StreamName } from "../contract/streams.ts";
import { firstFilled, type StreamMapping } from "./layout.ts";

/** What people and programs write beside a sum, in the languages of the word lists. */
const words = [
  "total|totals|subtotal|sub total|grand total|grand totals|sum|sum total|overall",
  "összesen|mindösszesen|összes|össz|összegzés|végösszeg|részösszeg|szumma|összesítés",
  "gesamt|insgesamt|summe|gesamtsumme|endsumme|zwischensumme|total général|sous total|totaux|somme",
  "total general|suma|suma total|total geral|soma|totale|totale generale|subtotale|totale complessivo|somma",
  "razem|ogółem|łącznie|suma końcowa|celkem|součet|celkový součet|mezisoučet|spolu|celkom|súčet|medzisúčet",
  "totaal|eindtotaal|subtotaal|totalt|summa|i alt|yhteensä|ukupno|skupaj|toplam|итого|всего",
].join("|");

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l");
const pattern = fold(words).replaceAll(" ", "[ -]");

/** Macros of the loader: whether a cell is the label of a total ("Összesen:", "Total (60)"), or of one that says of what ("March total", "Total: March"). */
export const totalMacros = [
  `total_label(cell) as replace(strip_accents(lower(trim(cell))), 'ł', 'l')`,
  `is_total(cell) as regexp_full_match(total_label(cell), '[^\\p{L}\\d]*(${pattern})(\\s*\\(.*\\)|\\s*[:：]?\\s+\\d[\\d\\s.,]*\\s*\\p{L}*)?[^\\p{L}\\d]*')`,
  `is_part_total(cell) as regexp_full_match(total_label(cell), '(.{1,40}[^\\p{L}])?(${pattern})(\\s*[:：].*)?[^\\p{L}\\d]*')`,
];

const label = new RegExp(
  `^([^\\p{L}\\d]*|.{1,40}[^\\p{L}])(${pattern})(\\s*[:：(].*|\\s+\\d[\\d\\s.,]*\\s*\\p{L}*)?[^\\p{L}\\d]*$`,
  "u",
);

/** Whether a cell is the label of a total, or of one of a part. */
export const isTotalLabel = (cell: string): boolean => label.test(fold(cell.trim().toLowerCase()));

/** Columns of which every record has one: where all that a table has are empty, a row is of no record. */
const witnesses = new Set([
  "stage",
  "last_stage",
  "to_stage",
  "from_stage",
  "phone_key",
  "email_key",
  "kind",
]);

/** Streams of which sums are made; a company or a product may be called Total. */
const summed = new Set<StreamName>([
  ...(["opportunities", "leads", "stage_changes", "activities", "proposals"] as const),
  ...(["contacts", "list_members", "ad_spend", "campaigns"] as const),
]);

/**
 * SQL over the cells of a record: whether it is empty or a total. Its first filled cell or its id says so, and it has neither stage nor time nor
 * contact; one with an amount may say of what it is the total. Undefined for streams that are not summed up.
 */
export function totalRow(mappings: StreamMapping[], width: number): string | undefined {
  if (!mappings.some(({ stream }) => summed.has(stream))) return undefined;
  const cells = (isWanted: (name: string, kind: string, isRequired: boolean) => boolean): number[] => [
    ...new Set(
      mappings.flatMap(({ stream, values }) =>
        columnsOf(stream).flatMap(([name, { kind, required }]) => {
          const at = values[name]?.at;
          return at !== undefined && isWanted(name, kind, required === true) ? [at] : [];
        }),
      ),
    ),
  ];
  const ids = cells((_, kind, isRequired) => isRequired && kind === "text");
  const times = cells((_, kind) => kind === "instant" || kind === "date");
  const others = cells((name) => witnesses.has(name)).filter(
    (at) => !times.includes(at) && !ids.includes(at),
  );
  const sums = cells((_, kind) => kind === "money");
  const labels = [firstFilled(width), ...ids.map((at) => `coalesce(c${at}, '')`)];
  const isAny = (test: string) => `(${labels.map((label) => `${test}(${label})`).join(" or ")})`;
  const isEmpty = [
    ...others.map((at) => `coalesce(trim(c${at}), '') = ''`),
    // a number of records may stand under a date
    ...times.map((at) => `not regexp_matches(coalesce(c${at}, ''), '\\d\\D+\\d|\\d{6}')`),
  ];
  const isBlank = `${firstFilled(width)} = ''`;
  if (isEmpty.length === 0) return `(${isBlank} or ${isAny("is_total")})`;
  const ofPart =
    sums.length === 0
      ? ""
      : ` or (${sums.map((at) => `coalesce(trim(c${at}), '') <> ''`).join(" or ")}) and ${isAny("is_part_total")}`;
  return `case when ${isEmpty.join(" and ")} then ${isBlank} or ${isAny("is_total")}${ofPart} else false end`;
}
