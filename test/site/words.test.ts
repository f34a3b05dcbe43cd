import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entityOf, findingKinds } from "../../dashboards/words/issues.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { readModels } from "../../pipelines/transform/model.ts";

const folder = join(programRoot, "dashboards", "words");

/** Marks, abbreviations and names that are written alike in both languages. */
const alike =
  /^(csv|png|svg|sql|crm|icp|n|s|lead|leads?|partner|sales|medi[aá]n|p\d+|parquet|json|hubspot|salesforce|[\W\d]*)$/i;
/** Words that only English has. */
const english =
  /(?<!\p{L})(the|of|and|was|were|with|for|that|which|nobody|not|from|by|days?|deals?|stage)(?!\p{L})/iu;
/** What stands in code, in quotes or as a name of a file, a table or a command is no word of the language. */
const withoutCode = (text: string) =>
  text.replaceAll(/[„"“‘][^”"’]*[”"’]|\S*[_./=<>()]\S*|npm run \S+( -- .*)?|\b[A-Z]\w*( [A-Z]\w*)+/g, " ");

interface Text {
  path: string;
  text: string;
}

/** Every text of a table of words; functions are asked with one number for everything. */
function textsOf(table: unknown, path: string): Text[] {
  if (typeof table === "string") return [{ path, text: table }];
  if (typeof table === "function") {
    try {
      return textsOf((table as (...all: string[]) => unknown)(...Array<string>(10).fill("5813")), path);
    } catch {
      return [];
    }
  }
  if (typeof table !== "object" || table === null) return [];
  return Object.entries(table).flatMap(([key, value]) => textsOf(value, `${path}.${key}`));
}

/** The pairs of texts in both languages, wherever in a module something is in both. */
function pairsIn(value: unknown, path: string): { en: Text[]; hu: Text[] }[] {
  if (typeof value !== "object" || value === null) return [];
  if (Object.hasOwn(value, "en") && Object.hasOwn(value, "hu")) {
    const { en, hu } = value as { en: unknown; hu: unknown };
    return [{ en: textsOf(en, path), hu: textsOf(hu, path) }];
  }
  return Object.entries(value).flatMap(([key, inner]) => pairsIn(inner, `${path}.${key}`));
}

const pairs = await Promise.all(
  readdirSync(folder).map(async (name) => pairsIn(await import(join(folder, name)), name)),
).then((all) => all.flat());

test("every text of the pages is in both languages, and its Hungarian is no English", () => {
  const faults = pairs.flatMap(({ en, hu }) => {
    const own = new Map(hu.map(({ path, text }) => [path, text]));
    return [
      ...en.flatMap(({ path, text }) =>
        own.has(path) || text.includes("undefined") ? [] : [`${path}: “${text}” has no Hungarian`],
      ),
      ...en.flatMap(({ path, text }) =>
        own.get(path) === text && /\s/.test(text.trim()) && !alike.test(text) && text !== "Lead → SQL"
          ? [`${path}: “${text}” is the same in Hungarian`]
          : [],
      ),
      ...hu.flatMap(({ path, text }) =>
        english.test(withoutCode(text)) ? [`${path}: “${text}” has English in it`] : [],
      ),
    ];
  });
  expect(pairs.length).toBeGreaterThan(30);
  expect(faults).toEqual([]);
});

test("no Hungarian article stands before a number that comes in: it would be wrong before every second one", () => {
  expect(
    pairs.flatMap(({ hu }) =>
      hu.flatMap(({ path, text }) => (/(^|\s)[Aa](z|\(z\))? 5813/.test(text) ? [`${path}: ${text}`] : [])),
    ),
  ).toEqual([]);
});

test("no text names a brightness, which is another in the other theme, nor a colour that the style sheet has not", () => {
  const brightness =
    /(?<!\p{L})(dark|darker|light|lighter|pale|paler|faint|bright|brighter|black|white|sötét\p{L}*|világos(abb)?|halvány\p{L}*|fekete|fehér)(?!\p{L})/iu;
  const hues =
    /(?<!\p{L})(orange|yellow|purple|violet|pink|brown|teal|narancs\p{L}*|sárga|lila|rózsaszín|barna|türkiz)(?!\p{L})/iu;
  expect(
    pairs.flatMap(({ en, hu }) =>
      [...en, ...hu].flatMap(({ path, text }) =>
        brightness.test(text) || hues.test(text) ? [`${path}: ${text}`] : [],
      ),
    ),
  ).toEqual([]);
});

test("every kind of finding that the models and the loader write, and what it is on, has words", () => {
  const issues = readModels().filter(({ name }) => name.startsWith("_issue_of_"));
  const loader = join(programRoot, "pipelines", "load");
  const written = readdirSync(loader).flatMap((name) => [
    ...readFileSync(join(loader, name), "utf8").matchAll(/kind: "([a-z_]+)",\s*detail/g),
  ]);
  const told = issues.flatMap(({ sql }) => [
    ...sql.matchAll(/^ {2}'([a-z_]+)'(?: as kind)?,\n(?: {2}'([a-z_]+)'(?: as entity)?,)?/gm),
  ]);
  const kinds = [...told, ...written].flatMap(([, kind]) => kind ?? []);
  expect(kinds.filter((kind) => !findingKinds.includes(kind))).toEqual([]);
  expect(new Set(kinds).size).toBeGreaterThan(20);
  const entities = new Set(told.flatMap(([, , entity]) => entity ?? []));
  const untold = [...entities].filter((entity) => entityOf(entity, "hu") === entity);
  expect(untold.filter((entity) => entity !== "lead")).toEqual([]);
});
