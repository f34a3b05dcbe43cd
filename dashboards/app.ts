import { chartsDrawn } from "./components/draw-queue.ts";
import { keepStills } from "./components/stills.ts";
import { markOpenPage } from "./components/stamp.ts";
import { languages } from "./language.ts";
import { filtersBeforeScripts, redoBeforeScripts } from "./lib/before-scripts.ts";
import { element } from "./lib/element.ts";
import { embeddingOf, onlyFigure, setTheme } from "./lib/embed.ts";
import {
  dimensionNames,
  filterNames,
  noFilters,
  queryOf,
  readFilters,
  writeFilters,
  type Dimension,
  type Filters,
} from "./lib/filters.ts";
import type { Files } from "./lib/data.ts";
import { showTarget } from "./lib/target.ts";
import { unpack, type Packed, type Tables } from "./lib/pack.ts";
import { JourneyReader } from "./lib/read-journeys.ts";
import {
  drawPage,
  filtersOf,
  ignoredText,
  printedFilters,
  resultOf,
  selectionOf,
  type PageData,
} from "./page.ts";
import { pages } from "./pages.ts";
import type { PartReader, PageView } from "./pages/page-view.ts";

/** Draws the page that `view` is into #app; where that fails, what the build drew there stays, and the page says so. */
export async function mount(view: PageView): Promise<void> {
  try {
    await keepDrawn(view);
  } catch (error) {
    reportError(error);
  }
}

/** Draws the page in place of what the build drew there, and keeps it in step with the address. */
async function keepDrawn(view: PageView): Promise<void> {
  const root = document.getElementById("app");
  const page = pages.find(({ key }) => key === root?.dataset["page"]);
  const language = languages.find((each) => each === document.documentElement.lang);
  if (root === null || page === undefined || language === undefined)
    throw new Error("the page does not say which page it is");
  const paths = JSON.parse(root.dataset["files"] ?? "{}") as Record<string, string>;
  const data: PageData = {
    page: page.key,
    view,
    language,
    files: await readFiles(paths),
    hasConsole: "console" in root.dataset,
    now: Date.now(),
    uses: JSON.parse(root.dataset["uses"] ?? "{}") as Record<string, string[]>,
  };
  const parts = partsOf(data, paths);
  const until = data.files.summary?.release.as_of[0]?.slice(0, 10) ?? "";
  const journeys = journeysOf(root.dataset["journeys"]);
  data.add = (name) => {
    data.adding = name;
    void draw(readFilters(false), false)
      .then(() => {
        body.querySelector<HTMLElement>(`.filters [name="${name}"]`)?.focus();
      })
      .catch(reportError);
  };
  const body = element("div", { class: "page" });
  const status = element("p", { class: "status", role: "status" });
  let drawn = 0;

  /** Draws what the filters ask for; what has not been read yet is read first, and the page shows that it waits. */
  async function draw(filters: Filters, isAnnounced: boolean): Promise<void> {
    const turn = ++drawn;
    data.now = Date.now();
    const busy = setTimeout(() => body.setAttribute("aria-busy", "true"), patience);
    try {
      await read(filters, turn);
    } finally {
      clearTimeout(busy);
      if (turn === drawn) body.removeAttribute("aria-busy");
    }
    if (turn !== drawn) return;
    show(filters, 0);
    if (isAnnounced) status.textContent = resultOf(data, filters);
  }

  /** Reads what a selection needs, for the drawing of that turn. */
  async function read(filters: Filters, turn: number): Promise<void> {
    await readJourneys(filters);
    if (turn !== drawn) return;
    if (parts !== undefined) {
      const selection = filtersOf(data, filters);
      const count = parts.reader.count(selection);
      const waiting = setTimeout(() => {
        if (turn !== drawn || count === 0) return;
        parts.take(parts.reader.none);
        show(filters, count);
      }, patience);
      try {
        const read = await parts.reader.load(selection);
        // Another selection was made meanwhile.
        if (turn !== drawn) return;
        parts.take(read);
      } finally {
        clearTimeout(waiting);
      }
    }
  }

  /** Reads what campaigns, owners and so on there are where one is chosen or asked for, and the journeys of which the page needs the times. */
  async function readJourneys(filters: Filters): Promise<void> {
    const isAsked = (data.adding ?? "") !== "" || namedByJourneys.some((name) => filters[name] !== "");
    if (!isAsked && !(view.stretches?.(filters, until).length ?? 0)) return;
    data.files.journeys = await journeys.load(filters, []);
    const known = filtersOf(data, filters);
    data.files.journeys = await journeys.load(
      known,
      view.stretches?.(known, until) ?? [],
      view.sides?.(known, until) ?? null,
    );
  }

  function show(filters: Filters, reading: number): void {
    const focused = body.contains(document.activeElement)
      ? (document.activeElement?.getAttribute("name") ?? null)
      : null;
    const drawn = drawPage({ ...data, reading }, filters, setFilters);
    body.replaceChildren(...(alone(drawn, filters) ?? drawn));
    if (focused === null) return;
    // What had the focus may be gone: then what stands in for it has it.
    const next =
      body.querySelector<HTMLElement>(`[name="${focused}"]`) ??
      body.querySelector<HTMLElement>("[data-focus]") ??
      body.querySelector<HTMLElement>('.filters [name="add"]');
    next?.focus();
  }

  /** The one figure that a frame of another page asks for; null where none is asked for, or none has that name. */
  function alone(drawn: Node[], filters: Filters): Node[] | null {
    if (embedding === null) return null;
    const page = `${location.pathname}${queryOf(filters)}`;
    const figure = onlyFigure(drawn, embedding, printedFilters(data, filters), page);
    if (figure === null) {
      drawn.unshift(
        element(
          "p",
          { class: "warning", role: "status" },
          ignoredText(data, `embed: “${embedding.figure.slice(0, 40)}”`),
        ),
      );
      return null;
    }
    document.documentElement.classList.add("embedded");
    setTheme(embedding.theme);
    return figure;
  }

  function setFilters(change: Partial<Filters>): void {
    const next = { ...selectionOf(data, readFilters(false)).filters, ...change };
    if (change.pipeline !== undefined) next.stage = next.steps = "";
    data.adding = "";
    if (change.stage !== undefined || change.outcome !== undefined) next.at = "";
    writeFilters(next, "push");
    void draw(next, true).catch(reportError);
  }

  const embedding = embeddingOf(location.search);
  markOpenPage(Date.now());
  addEventListener("popstate", () => {
    const filters = readFilters(false);
    void readJourneys(filters)
      .then(() => {
        writeFilters(selectionOf(data, filters).filters, "none");
        return draw(filters, true);
      })
      .catch(reportError);
  });
  const { add, ...early } = filtersBeforeScripts(root);
  data.adding = dimensionNames.find((name) => name === add) ?? "";
  const filters = { ...readFilters(true), ...early };
  await readJourneys(filters);
  if (embedding === null) writeFilters(selectionOf(data, filters).filters, "replace");
  const isAsBuilt = embedding === null && filterNames.every((name) => filters[name] === noFilters[name]);
  if (isAsBuilt) keepStills(root);
  await draw(filters, false);
  const { add: asked, ...later } = filtersBeforeScripts(root);
  const redo = redoBeforeScripts(root);
  root.replaceChildren(body, status);
  redo(body);
  showTarget();
  addEventListener("hashchange", showTarget);
  // What was chosen or reset while the page was being drawn.
  const changed = filterNames.filter((name) => (later[name] ?? "") !== (early[name] ?? ""));
  if (changed.length > 0) setFilters(Object.fromEntries(changed.map((name) => [name, later[name] ?? ""])));
  if (asked !== undefined && asked !== add) data.add(asked as Dimension);
  if (isAsBuilt) await chartsDrawn();
  root.removeAttribute("data-still");
  document.getElementById("broken")?.remove();
}

/** Milliseconds after which the page says that it is reading. */
const patience = 300;

/** What reads the journeys of the site; `path` is that of the file that lists theirs. */
function journeysOf(path = ""): JourneyReader {
  return new JourneyReader((file) => {
    const index = new URL(path, location.href);
    return readFile(file === null ? index.href : new URL(file, index).href);
  });
}

/** Filters whose values the list of journeys knows. */
const namedByJourneys = [...dimensionNames, "compare"] as const;

/** What reads the rows that the page has in files of their own, and takes what it has read; until then it has none of them. */
function partsOf(
  data: PageData,
  paths: Record<string, string>,
): { reader: PartReader; take(rows: unknown): void } | undefined {
  const { parts } = data.view;
  if (parts === undefined) return undefined;
  const list = new URL(paths[parts.name] ?? "", location.href);
  const reader = parts.readerOf(
    data.files[parts.name],
    (file) => readFile(new URL(file, list).href),
    data.files.summary,
  );
  const take = (rows: unknown) => {
    data.files = { ...data.files, [parts.name]: rows };
  };
  data.readMore = async (filters, wanted) => {
    const rows = await reader.load(filters, wanted);
    take(rows);
    return rows;
  };
  if (reader.behind !== undefined) data.readBehind = reader.behind.bind(reader);
  take(reader.none);
  return { reader, take };
}

async function readFile(path: string): Promise<Tables> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return unpack((await response.json()) as Packed);
}

async function readFiles(paths: Record<string, string>): Promise<Partial<Files>> {
  const read = async ([name, path]: [string, string]) => [name, await readFile(path)];
  return Object.fromEntries(await Promise.all(Object.entries(paths).map(read))) as Partial<Files>;
}
