import { planFigures, questionOf } from "../figures/plan.ts";
import { dayIn } from "../lib/day-text.ts";
import { assurances, isTarget, lastDeadline } from "../lib/known-filters.ts";
import { planWords } from "../words/plan.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: planFigures,
  choices(context) {
    const { text, format } = context;
    const question = questionOf(context);
    const words = planWords[context.language];
    const until = context.release.as_of?.slice(0, 10) ?? "";
    return [
      {
        name: "target",
        label: text.target,
        options: [],
        input: "number",
        value: String(question.target),
        read: (typed) => (isTarget(typed) ? typed : null),
        takes: words.takesTarget,
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
        input: "day",
        value: format.day(question.deadline),
        read: (typed) => {
          const day = dayIn(typed);
          return day !== null && day > until && day <= lastDeadline(until) ? day : null;
        },
        takes: words.takesDay(format.day(until), format.day(lastDeadline(until))),
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
