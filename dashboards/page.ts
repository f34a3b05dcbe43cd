import { unsettledLines } from "./components/unsettled.ts";
import { filterBar, type Choice } from "./components/filter-bar.ts";
import { comparisonChoices, dimensionChoices } from "./components/dimension-choices.ts";
import { rowsOf } from "./lib/columns.ts";
import type { Files, Summary } from "./lib/data.ts";
import { element } from "./lib/element.ts";
import { dimensionNames, noFilters, type Dimension, type Filters } from "./lib/filters.ts";
import { knownFilters, type Dropped } from "./lib/known-filters.ts";
import { formatOf } from "./lib/format.ts";
import { labelOf } from "./words/labels.ts";
import { wordsOf } from "./words/words.ts";
import type { Language } from "./language.ts";
import type { PageKey } from "./pages.ts";
import {
  evidenceOf,
  pipelineLabel,
  withoutComparison,
  withoutDimensions,
  type Context,
  termsFile,
} from "./lib/context.ts";
import { unknownOf, unsettledIn } from "./lib/unknown.ts";
import { totals } from "./figures/totals.ts";
import type { PageView } from "./pages/page-view.ts";

/** A page's data: what every page has, and its own where it has any. */
export interface PageData {
  page: PageKey;
  view: PageView;
  language: Language;
  files: Partial<Files>;
  /** Whether the site has a SQL console. */
  hasConsole: boolean;
  /** The moment at which a source is late or not, in milliseconds since 1970. */
  now: number;
  /** Deals that are still to be read before the page can list them. */
  reading?: number;
  /** Reads the deals behind a funnel; in the browser only. */
  readBehind?: Context["readBehind"];
  /** Reads more of the rows that come in files of their own; in the browser only. */
  readMore?: Context["readMore"];
  /** A filter that is offered although it is not set, and what offers one. */
  adding?: Dimension | "";
  add?(name: Dimension): void;
  /** The pages that show a measure, by measure; on the page that tells it only. */
  uses?: Record<string, string[]> | undefined;
}

/** The page's filter bar and figures for a selection: the same at build time and in the browser. */
export function drawPage(
  data: PageData,
  asked: Filters,
  setFilters: (change: Partial<Filters>) => void,
): Node[] {
  const { page, view } = data;
  const { context, dropped, pipelines } = contextOf(data, asked, setFilters);
  const drawn = [
    ...droppedLine(context, dropped),
    element(
      "p",
      { class: "print evidence" },
      evidenceOf(unfiltered.includes(page) ? { ...context, filters: noFilters, hasLists: true } : context),
    ),
    ...view.draw(context),
  ];
  return unfiltered.includes(page)
    ? [...unsettledLines(context, null), ...drawn]
    : [
        filterBar(
          [
            ...choicesOf(context, page, pipelines),
            ...(view.choices?.(context) ?? []),
            ...(view.settle === undefined ? [] : comparisonChoices(context, pipelines)),
            ...dimensionChoices(context, page === "todo" ? [] : (view.follows ?? []), data.adding ?? ""),
          ],
          context.filters,
          setFilters,
          data.add ?? (() => undefined),
          context.text,
        ),
        ...unsettledLines(context, context.filters.pipeline),
        ...drawn,
      ];
}

/** How much a selection leaves, in words: what is announced when a filter has changed it. */
export function resultOf(data: PageData, asked: Filters): string {
  const { context } = contextOf(data, asked, () => undefined);
  const { text, format } = context;
  return data.view.result?.(context) ?? `${text.leads}: ${format.count(totals(context).started)}`;
}

/** The filters and the date of the data, as a picture that leaves the page says them. */
export const printedFilters = (data: PageData, asked: Filters): string =>
  evidenceOf(contextOf(data, asked, () => undefined).context);

/** Says what of the address was ignored. */
export const ignoredText = ({ language }: PageData, shown: string): string =>
  wordsOf(language).filtersIgnored(shown);

/** The filters that hold for what the address asks, the pipeline that is shown where none is asked for among them. */
export function filtersOf(data: PageData, asked: Filters): Filters {
  return contextOf(data, asked, () => undefined).context.filters;
}

function contextOf(
  { page, view, language, files: read, hasConsole, now, reading = 0, readBehind, readMore, uses }: PageData,
  asked: Filters,
  setFilters: (change: Partial<Filters>) => void,
): { context: Context; dropped: Dropped[]; pipelines: string[] } {
  const text = wordsOf(language);
  const { filters: chosen, dropped } = selectionOf({ view, files: read }, asked);
  const { summary } = read;
  const release = summary === undefined ? undefined : rowsOf(summary.release)[0];
  if (summary === undefined || release === undefined)
    throw new Error("a page needs summary.json with a release");
  const terms = read[termsFile[language]]?.terms;
  if (terms === undefined) throw new Error(`a page needs ${termsFile[language]}.json`);
  const pipelines = pipelinesOf(summary);
  // Deals whose stages the map does not know belong to no pipeline, and must still be found.
  if (page === "deals")
    read.deals?.names.name.forEach((pipeline, index) => {
      if (read.deals?.names.kind[index] === "pipeline" && !pipelines.includes(pipeline))
        pipelines.push(pipeline);
    });
  const whole = { ...chosen, pipeline: chosen.pipeline === "" ? (pipelines[0] ?? "") : chosen.pipeline };
  const filters = view.settle?.(read, whole) ?? whole;
  const narrowed = view.narrow?.(read, filters) ?? null;
  const stages = rowsOf(summary.stages).filter((stage) => stage.pipeline === filters.pipeline);
  const named = rowsOf(summary.pipelines);
  const unsettled = unsettledIn(summary);
  const unknown = unknownOf(summary, filters.pipeline);
  const context: Context = {
    language,
    text,
    format: formatOf(language),
    filters,
    files: narrowed?.files ?? read,
    summary: narrowed?.summary ?? summary,
    release,
    ignored: [],
    comparison: narrowed?.comparison ?? null,
    isReestimated: narrowed !== null,
    whole: { files: read, summary },
    metrics: new Map(rowsOf(terms).map((row) => [row.metric, row])),
    stages,
    steps: unknown.won ? stages.slice(0, -1) : stages,
    named,
    unsettled,
    unknown,
    hasLists: withLists.includes(page),
    hasConsole,
    marks: view.marks,
    now,
    reading,
    readBehind,
    readMore,
    uses,
    setFilters,
  };
  const followed = view.follows ?? [];
  return {
    context: told(
      page,
      view,
      followed.length === dimensionNames.length ? context : withoutDimensions(context, followed),
    ),
    dropped,
    pipelines,
  };
}

/** Only the pages of one selection compare it, and only where there is a bar of filters is anything said to be ignored. */
function told(page: PageKey, view: PageView, context: Context): Context {
  const own = view.settle === undefined ? withoutComparison(context) : context;
  return unfiltered.includes(page) ? { ...own, ignored: [] } : own;
}

/** The filters that hold on a page for what the address asks, and what of it means nothing here. */
export function selectionOf(
  { view, files }: Pick<PageData, "view" | "files">,
  asked: Filters,
): { filters: Filters; dropped: Dropped[] } {
  return files.summary === undefined
    ? { filters: asked, dropped: [] }
    : knownFilters(
        asked,
        files.summary,
        files.deals?.names,
        files.journeys?.names,
        files.todo?.rows.owner,
        view.marks?.areKnown,
      );
}

/** Says what of the address was ignored. */
function droppedLine({ text }: Context, dropped: Dropped[]): HTMLElement[] {
  if (dropped.length === 0) return [];
  const shown = dropped
    .map(({ name, value }) => `${name === "at" ? name : text[name]}: “${value.slice(0, 40)}”`)
    .join("; ");
  return [element("p", { class: "warning", role: "status" }, text.filtersIgnored(shown))];
}

/** Pipelines, the one with most journeys first. */
function pipelinesOf(summary: Summary): string[] {
  const counts = new Map<string, number>(summary.stages.pipeline.map((pipeline) => [pipeline, 0]));
  summary.journeys.pipeline.forEach((pipeline, index) => {
    counts.set(pipeline, (counts.get(pipeline) ?? 0) + (summary.journeys.started_count[index] ?? 0));
  });
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([pipeline]) => pipeline);
}

/** Pages without a bar of filters. */
const unfiltered: PageKey[] = ["quality", "metrics", "dictionary", "cookbook", "console", "compare"];

/** Pages on which purchased lists stand, whatever source is chosen. */
const withLists: PageKey[] = ["crm", "todo", "sources", "attribution"];

/** Filters that no figure of the page can honour: they are not offered there, and a figure says so when one is set elsewhere. */
const filtersIgnored: Partial<Record<PageKey, (keyof Filters)[]>> = {
  leaks: ["from", "to", "source"],
  crm: ["from", "to", "source"],
  handoff: ["from", "to"],
  icp: ["from", "to", "source"],
  contact: ["from", "to", "source"],
  todo: ["from", "to", "source"],
  followup: ["from", "to", "source"],
  proposals: ["from", "to", "source"],
  sources: ["from", "to", "source"],
  attribution: ["source"],
  plan: ["from", "to"],
  velocity: ["from", "to"],
};

/** The filters of all pages that a page can honour. */
function choicesOf(context: Context, page: PageKey, pipelines: string[]): Choice[] {
  const { text, language, format } = context;
  // Those that can be chosen, whatever is.
  const { summary } = context.whole;
  const all = { value: "", label: text.all };
  const months = [...new Set(summary.journeys.month)]
    .sort()
    .map((month) => ({ value: month, label: format.month(month) }));
  const sources = [...new Set(summary.journeys.source)]
    .map((source) => ({ value: source, label: labelOf(source, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const ignored = filtersIgnored[page] ?? [];
  const global: Choice[] = [
    { name: "from", label: text.from, options: [all, ...months] },
    { name: "to", label: text.to, options: [all, ...months] },
    { name: "source", label: text.source, options: [{ value: "", label: text.allSources }, ...sources] },
    {
      name: "pipeline",
      label: text.pipeline,
      options: pipelines.map((pipeline) => ({ value: pipeline, label: pipelineLabel(pipeline, context) })),
    },
  ];
  return global.filter((choice) => choice.name === "add" || !ignored.includes(choice.name));
}
