import { stamp } from "./components/stamp.ts";
import { languages, type Language } from "./language.ts";
import { rowsOf } from "./lib/columns.ts";
import type { FileName, Files } from "./lib/data.ts";
import { termsFile } from "./lib/context.ts";
import { element } from "./lib/element.ts";
import { noFilters, type Filters } from "./lib/filters.ts";
import { drawPage } from "./page.ts";
import { views } from "./pages/all.ts";
import { groups, pagesOf, type PageEntry, type PageKey } from "./pages.ts";
import { frameWords } from "./words/frame.ts";
import { questions } from "./words/questions.ts";

/** The path in the site of every page, and what it is. */
export const sitePages = (files: Files) =>
  languages.flatMap((language) =>
    pagesOf(hasConsole(files)).map((page) => ({ path: `${language}/${page.key}.html`, language, page })),
  );

const hasConsole = ({ console: { file } }: Files): boolean => file.script.length > 0;

/** The frame of all pages, and by a page's path without its ending where its scripts lie in the site. */
export interface Frame {
  frame: string;
  scripts: Record<string, string[]>;
}

/**
 * A page as HTML: the marks of the frame filled in, and the default view drawn, which is there before and without JavaScript.
 * `paths` says where each data file lies, as seen from the page; `uses`, for the page that tells it, which pages show a measure.
 */
export function writePage(
  { frame, scripts }: Frame,
  language: Language,
  page: PageEntry,
  files: Files,
  paths: Record<string, string>,
  uses?: Record<string, string[]>,
): string {
  const words = frameWords[language];
  const [release] = rowsOf(files.summary.release);
  const marks: Record<string, string | undefined> = {
    language,
    wasm: page.key === "console" ? " 'wasm-unsafe-eval'" : "",
    title: page.title[language],
    skip: words.skip,
    no_script: words.noScript,
    broken: words.broken,
    menu: menu(page.key, language, files).outerHTML + folded(page, language, files).outerHTML,
    translation: translation(page.key, language).outerHTML,
    banner: release?.is_sample === true ? element("p", { class: "banner" }, words.sample).outerHTML : "",
    question: element("p", { class: "asks" }, questions[page.key][language]).outerHTML,
    as_of: element("p", { class: "as-of" }, `${words.asOf}: ${day(release?.as_of ?? null, language)}`)
      .outerHTML,
    app: app(language, page, files, paths, uses).outerHTML,
    freshness: stamp(files, language, builtAt(files)).outerHTML,
    scripts: startOf(
      scripts[`${language}/${page.key}`] ?? [],
      namesOf(page, language).map((name) => paths[name] ?? ""),
    ),
  };
  return frame.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => {
    const text = marks[name];
    if (text === undefined) throw new Error(`dashboards/frame.md: nobody fills the mark ${mark}`);
    return text;
  });
}

function menu(current: PageKey, language: Language, files: Files): HTMLElement {
  const link = (page: PageEntry) =>
    element(
      "a",
      {
        "data-keep": "",
        href: `./${page.key}.html`,
        ...(page.key === current ? { "aria-current": "page" } : {}),
      },
      page.title[language],
    );
  return element(
    "nav",
    { "aria-label": frameWords[language].menu },
    ...groups.map((group) =>
      element(
        "div",
        { class: "group" },
        group.title === null ? null : element("span", {}, group.title[language]),
        ...pagesOf(hasConsole(files))
          .filter((page) => page.group === group.key)
          .map(link),
      ),
    ),
  );
}

/** The menu of a narrow screen: a line that says where one is, and opens. */
function folded(page: PageEntry, language: Language, files: Files): HTMLElement {
  return element(
    "details",
    { class: "menu" },
    element("summary", {}, `${frameWords[language].menu}: `, element("b", {}, page.title[language])),
    menu(page.key, language, files),
  );
}

/** The link to the page in the other language. */
function translation(page: PageKey, language: Language): HTMLElement {
  const other = language === "en" ? "hu" : "en";
  return element(
    "a",
    { class: "language", "data-keep": "", lang: other, hreflang: other, href: `../${other}/${page}.html` },
    frameWords[language].other,
  );
}

/** A page's filter bar and figures for a selection at a moment, from the files of the site; `uses` is what PageData says. */
export function drawSelection(
  page: PageEntry,
  language: Language,
  files: Files,
  filters: Filters,
  now: number,
  uses?: Record<string, string[]>,
): Node[] {
  const own = Object.fromEntries(namesOf(page, language).map((name) => [name, files[name]]));
  return drawPage(
    { page: page.key, view: views[page.key], language, files: own, hasConsole: hasConsole(files), now, uses },
    filters,
    () => undefined,
  );
}

function app(
  language: Language,
  page: PageEntry,
  files: Files,
  paths: Record<string, string>,
  uses?: Record<string, string[]>,
): HTMLElement {
  const names = namesOf(page, language);
  const view = drawSelection(page, language, files, noFilters, builtAt(files), uses);
  return element(
    "div",
    {
      id: "app",
      "data-page": page.key,
      "data-files": JSON.stringify(Object.fromEntries(names.map((name) => [name, paths[name]]))),
      ...(paths["journeys"] === undefined ? {} : { "data-journeys": paths["journeys"] }),
      "data-still": "",
      ...(hasConsole(files) ? { "data-console": "" } : {}),
      ...(uses === undefined ? {} : { "data-uses": JSON.stringify(uses) }),
    },
    element("div", { class: "page" }, ...view),
  );
}

/** The data files that a page reads in a language. */
const namesOf = (page: PageEntry, language: Language): FileName[] => [
  "summary",
  termsFile[language],
  ...page.files,
];

/**
 * What starts a page, at its end: nothing of it is asked for before the drawn charts are on their way, and all of it at once then. The
 * first script is the page's own, the others are what it imports.
 */
const startOf = (scripts: string[], data: string[]): string =>
  [
    ...data.map((href) => element("link", { rel: "preload", as: "fetch", href, crossorigin: "" })),
    ...scripts.slice(1).map((path) => element("link", { rel: "modulepreload", href: `../${path}` })),
    ...scripts.slice(0, 1).map((path) => element("script", { type: "module", src: `../${path}` })),
  ]
    .map((node) => node.outerHTML)
    .join("\n");

/** When the site is built: without JavaScript that is the moment at which a source is late or not. */
const builtAt = ({ operations }: Files): number => Date.parse(operations.built.at[0] ?? "");

function day(instant: string | null, language: Language): string {
  if (instant === null) return "–";
  return new Intl.DateTimeFormat(language === "hu" ? "hu-HU" : "en-GB", {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${instant.slice(0, 10)}T00:00:00Z`));
}
