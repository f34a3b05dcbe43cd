import { filterBar, type Choice } from "./components/filter-bar.ts";
import {
  rowsOf,
  type Columns,
  type DealRow,
  type MetricRow,
  type Quality,
  type Summary,
} from "./lib/data.ts";
import { element } from "./lib/element.ts";
import { readFilters, writeFilters, type Filters } from "./lib/filters.ts";
import { formatOf } from "./lib/format.ts";
import { labelOf, textOf } from "./lib/text.ts";
import type { Language, PageKey } from "./pages.ts";
import { stageLabel, type Context } from "./views/context.ts";
import { cohortFigure, conversionFigure, dwellFigure, sourceFigure } from "./views/figures.ts";
import { keyNumbers, overview } from "./views/overview.ts";
import { deals, metrics, quality } from "./views/tables.ts";

/** Draws a page into #app and keeps it in step with the address. `extra` is the page's own data, where it has any. */
export function mount(page: PageKey, language: Language, summary: Summary, extra?: unknown): void {
  const root = document.getElementById("app");
  if (root === null) return;
  const text = textOf(language);
  const stages = rowsOf(summary.stages);
  const pipelines = pipelinesOf(summary);
  // Deals whose stages the map does not know belong to no pipeline, and must still be found.
  if (page === "deals")
    for (const pipeline of new Set((extra as Columns<DealRow>).pipeline))
      if (!pipelines.includes(pipeline)) pipelines.push(pipeline);
  const defaultPipeline = pipelines[0] ?? "";
  const bar = element("div");
  const body = element("div", { class: "page", "aria-live": "off" });
  root.replaceChildren(bar, body);

  function draw(asked: Filters): void {
    const filters = { ...asked, pipeline: asked.pipeline === "" ? defaultPipeline : asked.pipeline };
    const context: Context = {
      language,
      text,
      format: formatOf(language),
      filters,
      summary,
      stages: stages.filter((stage) => stage.pipeline === filters.pipeline),
      setFilters,
    };
    if (page !== "quality" && page !== "metrics")
      bar.replaceChildren(filterBar(choicesOf(context, page, pipelines), filters, setFilters, text));
    body.replaceChildren(...viewOf(page, context, extra));
  }

  function setFilters(change: Partial<Filters>): void {
    const next = { ...readFilters(false), ...change };
    if (change.pipeline !== undefined) next.stage = "";
    const focused = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : null;
    writeFilters(next, "push");
    draw(next);
    if (focused !== null) bar.querySelector<HTMLSelectElement>(`select[name="${focused}"]`)?.focus();
  }

  addEventListener("popstate", () => {
    const filters = readFilters(false);
    writeFilters(filters, "none");
    draw(filters);
  });
  const filters = readFilters(true);
  writeFilters(filters, "replace");
  draw(filters);
}

function viewOf(page: PageKey, context: Context, extra: unknown): Node[] {
  switch (page) {
    case "index":
      return overview(context);
    case "conversion":
      return [
        keyNumbers(context),
        element("div", { class: "grid" }, conversionFigure(context), sourceFigure(context)),
      ];
    case "cycle":
      return [element("div", { class: "grid" }, dwellFigure(context), cohortFigure(context))];
    case "deals":
      return deals(context, extra as Columns<DealRow>);
    case "quality":
      return quality(context, extra as Quality);
    case "metrics":
      return metrics(context, extra as Columns<MetricRow>);
  }
}

/** Pipelines, the one with most journeys first. */
function pipelinesOf(summary: Summary): string[] {
  const counts = new Map<string, number>(summary.stages.pipeline.map((pipeline) => [pipeline, 0]));
  summary.journeys.pipeline.forEach((pipeline, index) => {
    counts.set(pipeline, (counts.get(pipeline) ?? 0) + (summary.journeys.started[index] ?? 0));
  });
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([pipeline]) => pipeline);
}

function choicesOf(context: Context, page: PageKey, pipelines: string[]): Choice[] {
  const { text, language, format, summary } = context;
  const all = { value: "", label: text.all };
  const months = [...new Set(summary.journeys.month)]
    .sort()
    .map((month) => ({ value: month, label: format.month(month) }));
  const sources = [...new Set(summary.journeys.source)]
    .map((source) => ({ value: source, label: labelOf(source, language) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  const choices: Choice[] = [
    { name: "from", label: text.from, options: [all, ...months] },
    { name: "to", label: text.to, options: [all, ...months] },
    { name: "source", label: text.source, options: [{ value: "", label: text.allSources }, ...sources] },
    {
      name: "pipeline",
      label: text.pipeline,
      options: pipelines.map((pipeline) => ({ value: pipeline, label: labelOf(pipeline, language) })),
    },
  ];
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
          ...["won", "lost", "open"].map((outcome) => ({
            value: outcome,
            label: labelOf(outcome, language),
          })),
        ],
      },
    );
  return choices;
}
