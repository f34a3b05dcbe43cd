import { planFigures, questionOf } from "../figures/plan.ts";
import { assurances } from "../lib/known-filters.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: planFigures,
  choices(context) {
    const { text, format } = context;
    const question = questionOf(context);
    return [
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
    ];
  },
};
