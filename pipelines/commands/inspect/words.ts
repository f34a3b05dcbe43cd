import { columnNames } from "./column-names.ts";

/** Words of a text without case, accents and punctuation; `createdAt` is two words, what stands in parentheses is none of the name. */
export function wordsOf(text: string): string[] {
  return text
    .replace(/[([][^)\]]*[)\]]/g, " ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/[#№]\s*$/u, " nr")
    .replace(/[ºª]/g, "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

const set = (words: string) => new Set(words.split(" "));

/** Words by which a table says that its rows are deals, leads or activities. */
export const entityWords = {
  opportunities: set(
    "deal deals opportunity opportunities trattativa trattative opportunita oportunitate oportunitati oportunidade szansa obchod obchody prilezitost prilezitosti affaire negocio uzlet uzletek ugylet ugyletek lehetoseg lehetosegek verkaufschance verkaufschancen abschlusse affaires opportunite opportunites oportunidad oportunidades negocios szanse",
  ),
  leads: set(
    "lead leads mql mqls prospect prospects inquiry inquiries enquiries erdeklodo erdeklodok interessent interessenten anfragen",
  ),
  activities: set(
    "activity activities task tasks call calls meeting meetings tevekenyseg tevekenysegek feladat feladatok hivas hivasok aktivitat aktivitaten aufgabe aufgaben anruf anrufe termine activites actividades",
  ),
  contacts: set("contact contacts kapcsolattarto kapcsolattartok ansprechpartner kontakte contactos"),
};

/** Words by which a file's name says that it holds a list of people to call. */
export const listWords = set(
  "list lists lista listaja listak listat liste listen phones phonelist telefonszamok telefonlista telefonszamlista hivolista hivaslista calllist purchased vasarolt megvasarolt cimlista cimbazis adatbazis bought gekauft gekaufte telefonliste adressliste seznam zoznam",
);

/** Words that name no column by themselves: "Deal stage" and "Current stage" are the stage, "Date closed" is when it was closed. */
const fillers = set(
  "the of a an az der die das des du de la le el date datum datuma ideje idopont idopontja fecha time timestamp day at on am is current aktualis name neve nev megnevezese nom nombre nome nazwa nazev nazov nume sales crm record uzleti utc huf eur usd gbp chf ft forint forintban ron pln czk kc kcs zl lei den dnia dne il em do di",
);
const entities = new Set(Object.values(entityWords).flatMap((words) => [...words]));
const idWords = set("id azonosito azonositoja nr no number kennung szam szama identifiant key");

/** The forms in which a header is looked up: its words, and those of them that say something. */
function formsOf(header: string): string[] {
  const all = wordsOf(header);
  const telling = all.filter((word) => !fillers.has(word) && !/^(19|20)\d\d$/.test(word));
  const rest = telling.filter((word) => !entities.has(word));
  const forms = [all, telling, ...(rest.every((word) => idWords.has(word)) ? [] : [rest])];
  return [...new Set(forms.filter((words) => words.length > 0).map((words) => words.join(" ")))];
}

const nameWords = set(
  "name neve nev title megnevezes megnevezese nom nombre nome nazwa nazev nazov nume bezeichnung",
);
const parts = new Set([...nameWords, ..."owner stage status pipeline value type subject".split(" ")]);

/** Whether a header is the id or name of a thing: "Deal ID" says that the rows are deals, "Lead source" does not say that they are leads. */
export function namesEntity(header: string, entity: keyof typeof entityWords): boolean {
  const words = wordsOf(header);
  const others = words.filter((word) => !entityWords[entity].has(word));
  return others.length < words.length && others.every((word) => idWords.has(word) || parts.has(word));
}

/** Whether a header says nothing but "id". */
export const isBareId = (header: string): boolean => wordsOf(header).every((word) => idWords.has(word));

export const hasNameWord = (header: string): boolean => wordsOf(header).some((word) => nameWords.has(word));

export const hasIdWord = (header: string): boolean => wordsOf(header).some((word) => idWords.has(word));

const ranked = new Map(
  Object.entries(columnNames).map(([column, lines]) => [
    column,
    new Map(lines.flatMap((line, rank) => line.split("|").map((name) => [name, rank] as const)).toReversed()),
  ]),
);

/** How well a header names a column: 0 is best; undefined when it does not. */
export function rankOf(column: string, header: string): number | undefined {
  const known = ranked.get(column);
  const ranks = formsOf(header).flatMap((form) => known?.get(form) ?? []);
  return ranks.length === 0 ? undefined : Math.min(...ranks);
}

/** Words for won and lost: a column that holds no others tells the outcome, not the stage. */
export const outcomes = set(
  "open opened won lost closed deleted abandoned nyitott nyert megnyert elveszett vesztett torolt offen gewonnen verloren ouvert gagne perdu",
);
