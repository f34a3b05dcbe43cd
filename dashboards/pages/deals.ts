import { periodLabel, stageLabel, wordStage } from "../lib/context.ts";
import { rowsOf } from "../lib/columns.ts";
import type { DealIndex } from "../lib/deal-files.ts";
import { DealReader } from "../lib/read-deals.ts";
import { dimensionNames } from "../lib/filters.ts";
import { deals, dealsHeadline, orderOf } from "../views/deals.ts";
import { labelOf } from "../words/labels.ts";
import { isMark, markLabel } from "../words/marks.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: deals,
  follows: dimensionNames,
  marks: { areKnown: isMark, label: markLabel },
  choices(context) {
    const { filters, text, format, language } = context;
    const all = { value: "", label: text.all };
    const { mark, period } = filters;
    return [
      ...(mark === ""
        ? []
        : [
            {
              name: "mark" as const,
              label: text.mark,
              options: [all, { value: mark, label: markLabel(mark, language, wordStage(context)) }],
            },
          ]),
      ...(period === ""
        ? []
        : [
            {
              name: "period" as const,
              label: text.period,
              options: [all, { value: period, label: periodLabel(period, format) }],
            },
          ]),
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
    ];
  },
  result: (context) => dealsHeadline(context),
  parts: {
    name: "deals",
    readerOf: (index, read, summary) =>
      new DealReader(index as DealIndex, read, (pipeline) =>
        orderOf(
          summary === undefined ? [] : rowsOf(summary.stages).filter((stage) => stage.pipeline === pipeline),
        ),
      ),
  },
};
