import { rowsOf } from "../lib/columns.ts";
import type { SummaryPipelinesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { pipelineLabel, stageLabel, type Context } from "../lib/context.ts";
import { presumedWords } from "../words/presumed.ts";

/** Longer than this, the way through a pipeline is told by its first and last stage. */
const longestWay = 280;
/** More pipelines than this are told by their names. */
const mostLines = 3;

/** The quiet lines on what nobody has confirmed: of one pipeline, or of all where none is chosen. */
export function unsettledLines(context: Context, chosen: string | null): HTMLElement[] {
  const text = presumedWords[context.language];
  if (chosen !== null)
    return context.unsettled.filter((row) => row.pipeline === chosen).map((row) => line(context, row, null));
  const { unsettled } = context;
  const name = (row: SummaryPipelinesRow) => pipelineLabel(row.pipeline, context);
  if (unsettled.length <= mostLines) return unsettled.map((row) => line(context, row, name(row)));
  return [
    element(
      "p",
      { class: "unsettled" },
      `${text.presumed}: ${unsettled.map(name).join(", ")}. `,
      check(context),
    ),
  ];
}

function line(context: Context, row: SummaryPipelinesRow, name: string | null): HTMLElement {
  const text = presumedWords[context.language];
  const settle = (words: string, code: string | null) =>
    code === null ? [`${text.settleDecided} `] : [`${words} `, element("code", {}, code), " "];
  const isPresumed = row.state !== "decided";
  return element(
    "p",
    { class: "unsettled" },
    ...(name === null ? [] : [element("b", {}, name), " · "]),
    isPresumed ? `${row.state === "written" ? text.written : text.presumed}: ${wayOf(context, row)}. ` : "",
    row.won_names === null ? `${text.noWon} ` : `${text.won(row.won_names)} `,
    ...(row.won_names === null ? settle(text.settle, row.won_line) : []),
    isPresumed ? (row.lost_names === null ? `${text.noLost} ` : `${text.lost(row.lost_names)} `) : "",
    ...(row.lost_names === null && row.lost_line !== null
      ? settle(row.won_names === null ? text.likewise : text.settle, row.lost_line)
      : []),
    row.question_names === null ? "" : `${text.questions(row.question_names)} `,
    isPresumed ? check(context) : "",
  );
}

function check(context: Context): HTMLElement {
  return element("a", { href: "./quality.html#presumed" }, presumedWords[context.language].check);
}

function wayOf(context: Context, row: SummaryPipelinesRow): string {
  const labels = rowsOf(context.summary.stages)
    .filter((stage) => stage.pipeline === row.pipeline)
    .map((stage) => stageLabel(stage, context));
  const way = labels.join(" → ");
  if (way.length <= longestWay || labels.length < 3) return way;
  return `${labels[0] ?? ""} → … → ${labels.at(-1) ?? ""} ${presumedWords[context.language].stageCount(context.format.count(labels.length))}`;
}
