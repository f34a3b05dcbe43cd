import { unsettledLines } from "./components/unsettled.ts";
import { filterBar, type Choice } from "./components/filter-bar.ts";
import { rowsOf } from "./lib/columns.ts";
import type { Files, SummaryPipelinesRow, Summary } from "./lib/data.ts";
import { element } from "./lib/element.ts";
import type { Filters } from "./lib/filters.ts";
import { assurances, knownFilters, type Dropped } from "./lib/known-filters.ts";
import { formatOf } from "./lib/format.ts";
import { attributionWords, models } from "./words/attribution.ts";
import { labelOf } from "./words/labels.ts";
import { markLabel } from "./words/marks.ts";
import { reasons, todoWords } from "./words/todo.ts";
import { wordsOf } from "./words/words.ts";
import type { Language } from "./language.ts";
import type { PageKey } from "./pages.ts";
import { evidenceOf, fileOf, periodLabel, pipelineLabel, stageLabel, type Context } from "./lib/context.ts";
import { totals } from "./figures/totals.ts";
import { cohortFigure } from "./figures/cohorts.ts";
import { conversionFigure } from "./figures/conversion.ts";
import { competitorFigure } from "./figures/competitors.ts";
import { moveFigure } from "./figures/moves.ts";
import { dwellFigure } from "./figures/dwell.ts";
import { cycleFigures } from "./figures/cycle.ts";
import { monthFigure } from "./figures/periods.ts";
import { crmFigures } from "./figures/crm.ts";
import { attributionFigures, modelOf } from "./figures/attribution.ts";
import { ageFigure, customerCurves } from "./figures/customer.ts";
import { followUpFigures } from "./figures/follow-up.ts";
import { leadSourceFigures } from "./figures/lead-sources.ts";
import { compareFigures } from "./figures/compare.ts";
import { chosenStage, contactFigures } from "./figures/contact.ts";
import { handoffFigures } from "./figures/handoff.ts";
import { icpFigures } from "./figures/icp.ts";
import { leakFigures } from "./figures/leaks.ts";
import { planFigures, questionOf } from "./figures/plan.ts";
import { proposalFigures } from "./figures/proposals.ts";
import { breakdownFigures } from "./figures/segments.ts";
import { periodFigure, velocityFigures } from "./figures/velocity.ts";
import { sourceFigure } from "./figures/sources.ts";
import { ownersOf, todoFigures } from "./figures/todo.ts";
import { segmentsOf } from "./lib/segments.ts";
import { cookbook } from "./views/cookbook.ts";
import { sqlConsole } from "./views/console.ts";
import { dictionary } from "./views/dictionary.ts";
import { keyNumbers, overview } from "./views/overview.ts";
import { deals, dealsHeadline } from "./views/deals.ts";
import { metrics, quality } from "./views/tables.ts";

/** A page's data: what every page has, and its own where it has any. */
export interface PageData {
  page: PageKey;
  language: Language;
  files: Partial<Files>;
  /** Whether the site has a SQL console. */
  hasConsole: boolean;
  /** The moment at which a source is late or not, in milliseconds since 1970. */
  now: number;
  /** Deals that are still to be read before the page can list them. */
  reading?: number;
}

/** The page's filter bar and figures for a selection: the same at build time and in the browser. */
export function drawPage(
  data: PageData,
  asked: Filters,
  setFilters: (change: Partial<Filters>) => void,
): Node[] {
  const { page } = data;
  const { context, dropped, pipelines } = contextOf(data, asked, setFilters);
  const view = [
    ...droppedLine(context, dropped),
    element("p", { class: "print evidence" }, evidenceOf(context)),
    ...viewOf(page, context),
  ];
  return ["quality", "metrics", "dictionary", "cookbook", "console", "compare"].includes(page)
    ? [...unsettledLines(context, null), ...view]
    : [
        filterBar(choicesOf(context, page, pipelines), context.filters, setFilters, context.text),
        ...unsettledLines(context, context.filters.pipeline),
        ...view,
      ];
}

/** How much a selection leaves, in words: what is announced when a filter has changed it. */
export function resultOf(data: PageData, asked: Filters): string {
  const { context } = contextOf(data, asked, () => undefined);
  const { text, format } = context;
  return data.page === "deals"
    ? dealsHeadline(context)
    : `${text.leads}: ${format.count(totals(context).started)}`;
}

/** The filters that hold for what the address asks, the pipeline that is shown where none is asked for among them. */
export function filtersOf(data: PageData, asked: Filters): Filters {
  return contextOf(data, asked, () => undefined).context.filters;
}

function contextOf(
  { page, language, files, hasConsole, now, reading = 0 }: PageData,
  asked: Filters,
  setFilters: (change: Partial<Filters>) => void,
): { context: Context; dropped: Dropped[]; pipelines: string[] } {
  const text = wordsOf(language);
  const { summary } = files;
  const { filters: chosen, dropped } = selectionOf(files, asked);
  const release = summary === undefined ? undefined : rowsOf(summary.release)[0];
  if (summary === undefined || release === undefined)
    throw new Error("a page needs summary.json with a release");
  const pipelines = pipelinesOf(summary);
  // Deals whose stages the map does not know belong to no pipeline, and must still be found.
  if (page === "deals")
    files.deals?.names.name.forEach((pipeline, index) => {
      if (files.deals?.names.kind[index] === "pipeline" && !pipelines.includes(pipeline))
        pipelines.push(pipeline);
    });
  const filters = { ...chosen, pipeline: chosen.pipeline === "" ? (pipelines[0] ?? "") : chosen.pipeline };
  const stages = rowsOf(summary.stages).filter((stage) => stage.pipeline === filters.pipeline);
  const named = rowsOf(summary.pipelines);
  const unsettled = named.filter((row) => row.state !== "decided" || row.won_names === null);
  const unknown = unknownOf(summary, unsettled, filters.pipeline);
  const context: Context = {
    language,
    text,
    format: formatOf(language),
    filters,
    files,
    summary,
    release,
    metrics: new Map(rowsOf(summary.metrics).map((row) => [row.metric, row])),
    stages,
    steps: unknown.won ? stages.slice(0, -1) : stages,
    named,
    unsettled,
    unknown,
    hasLists: withLists.includes(page),
    hasConsole,
    now,
    reading,
    setFilters,
  };
  return { context, dropped, pipelines };
}

/** The filters that hold on a page for what the address asks, and what of it means nothing here. */
export function selectionOf(files: Partial<Files>, asked: Filters): { filters: Filters; dropped: Dropped[] } {
  return files.summary === undefined
    ? { filters: asked, dropped: [] }
    : knownFilters(asked, files.summary, files.deals?.names);
}

/** Says what of the address was ignored. */
function droppedLine({ text }: Context, dropped: Dropped[]): HTMLElement[] {
  if (dropped.length === 0) return [];
  const shown = dropped
    .map(({ name, value }) => `${name === "at" ? name : text[name]}: “${value.slice(0, 40)}”`)
    .join("; ");
  return [element("p", { class: "warning", role: "status" }, text.filtersIgnored(shown))];
}

/** What nothing is known to mean in a pipeline; what was counted all the same is known. */
function unknownOf(
  { journeys }: Summary,
  unsettled: SummaryPipelinesRow[],
  pipeline: string,
): Context["unknown"] {
  const row = unsettled.find((own) => own.pipeline === pipeline);
  const isCounted = (outcome: "won" | "lost") =>
    journeys.pipeline.some(
      (own, index) => own === pipeline && (journeys[`${outcome}_count`][index] ?? 0) > 0,
    );
  const isUnknown = (outcome: "won" | "lost") => row?.[`${outcome}_names`] === null && !isCounted(outcome);
  return { won: isUnknown("won"), lost: isUnknown("lost") };
}

function viewOf(page: PageKey, context: Context): Node[] {
  switch (page) {
    case "index":
      return overview(context);
    case "conversion":
      return [
        keyNumbers(context),
        element(
          "div",
          { class: "grid" },
          conversionFigure(context, true),
          ...breakdownFigures(context),
          ...monthFigure(context),
          ...competitorFigure(context),
        ),
      ];
    case "customer":
      return [
        keyNumbers(context),
        element(
          "div",
          { class: "grid" },
          customerCurves(context),
          ageFigure(context),
          periodFigure(context),
          cohortFigure(context, true),
          sourceFigure(context, true),
        ),
      ];
    case "cycle":
      return [
        element(
          "div",
          { class: "grid" },
          ...cycleFigures(context),
          dwellFigure(context),
          moveFigure(context),
        ),
      ];
    case "crm":
      return [element("div", { class: "grid" }, ...crmFigures(context))];
    case "leaks":
      return [element("div", { class: "grid" }, ...leakFigures(context))];
    case "handoff":
      return handoffFigures(context);
    case "icp":
      return icpFigures(context);
    case "contact":
      return contactFigures(context);
    case "compare":
      return compareFigures(context);
    case "todo":
      return todoFigures(context);
    case "proposals":
      return proposalFigures(context);
    case "followup":
      return followUpFigures(context);
    case "sources":
      return leadSourceFigures(context);
    case "attribution":
      return attributionFigures(context);
    case "plan":
      return planFigures(context);
    case "velocity":
      return velocityFigures(context);
    case "deals":
      return deals(context);
    case "quality":
      return quality(context);
    case "metrics":
      return metrics(context);
    case "dictionary":
      return dictionary(context);
    case "cookbook":
      return cookbook(context);
    case "console":
      return sqlConsole(context);
  }
}

/** Pipelines, the one with most journeys first. */
function pipelinesOf(summary: Summary): string[] {
  const counts = new Map<string, number>(summary.stages.pipeline.map((pipeline) => [pipeline, 0]));
  summary.journeys.pipeline.forEach((pipeline, index) => {
    counts.set(pipeline, (counts.get(pipeline) ?? 0) + (summary.journeys.started_count[index] ?? 0));
  });
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([pipeline]) => pipeline);
}

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

function choicesOf(context: Context, page: PageKey, pipelines: string[]): Choice[] {
  const { text, language, format, summary } = context;
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
  const choices = global.filter((choice) => !ignored.includes(choice.name));
  if (page === "conversion") {
    const segments = segmentsOf(fileOf(context, "segments").steps, context.filters.pipeline);
    choices.push(
      {
        name: "segment",
        label: text.segment,
        options: segments.map((segment) => ({ value: segment, label: labelOf(segment, language) })),
      },
      {
        name: "stage",
        label: text.step,
        options: context.steps.map((stage) => ({ value: stage.stage, label: stageLabel(stage, context) })),
      },
    );
  }
  if (page === "contact")
    choices.push({
      name: "stage",
      label: text.stage,
      value: chosenStage(context)?.stage ?? "",
      options: context.stages.map((stage) => ({ value: stage.stage, label: stageLabel(stage, context) })),
    });
  if (page === "plan") {
    const question = questionOf(context);
    choices.push(
      {
        name: "target",
        label: text.target,
        options: [],
        input: "number",
        value: String(question.target),
      },
      {
        name: "assurance",
        label: text.assurance,
        value: String(question.assurance),
        options: assurances.map((value) => ({ value, label: format.share(Number(value), 0) })),
      },
      {
        name: "deadline",
        label: text.deadline,
        options: [],
        input: "date",
        value: question.deadline,
      },
      {
        name: "arrival",
        label: text.arrival,
        options: [
          { value: "", label: text.evenly },
          { value: "at_once", label: text.atOnce },
        ],
      },
    );
  }
  if (page === "todo") {
    const words = todoWords[language];
    choices.push(
      {
        name: "reason",
        label: words.reason,
        options: [all, ...reasons.map((reason) => ({ value: reason, label: words.reasons[reason] }))],
      },
      {
        name: "owner",
        label: words.owner,
        options: [all, ...ownersOf(context).map((owner) => ({ value: owner, label: owner }))],
      },
    );
  }
  if (page === "attribution") {
    const words = attributionWords[language];
    choices.push({
      name: "model",
      label: words.model,
      value: modelOf(context),
      options: models.map((model) => ({ value: model, label: words.models[model] })),
    });
  }
  if (page === "deals" && context.filters.mark !== "")
    choices.push({
      name: "mark",
      label: text.mark,
      options: [all, { value: context.filters.mark, label: markLabel(context.filters.mark, language) }],
    });
  if (page === "deals" && context.filters.period !== "")
    choices.push({
      name: "period",
      label: text.period,
      options: [all, { value: context.filters.period, label: periodLabel(context.filters.period, format) }],
    });
  if (page === "deals")
    choices.push(
      {
        name: "stage",
        label: text.stage,
        options: [
          all,
          ...context.stages.map((stage) => ({ value: stage.stage, label: stageLabel(stage, context) })),
        ],
      },
      {
        name: "outcome",
        label: text.outcome,
        options: [
          all,
          ...["won", "lost", "open", "deleted"].map((outcome) => ({
            value: outcome,
            label: labelOf(outcome, language),
          })),
        ],
      },
      { name: "search", label: text.search, options: [], input: "search" },
    );
  return choices;
}
