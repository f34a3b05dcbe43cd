import { ownersOf, todoFigures } from "../figures/todo.ts";
import { reasons, reasonWords } from "../words/reasons.ts";
import { todoWords } from "../words/todo.ts";
import type { PageView } from "./page-view.ts";

export const view: PageView = {
  draw: todoFigures,
  follows: ["owner"],
  choices(context) {
    const words = todoWords[context.language];
    const all = { value: "", label: context.text.all };
    return [
      {
        name: "reason",
        label: words.reason,
        options: [
          all,
          ...reasons.map((reason) => ({ value: reason, label: reasonWords[context.language][reason] })),
        ],
      },
      {
        name: "owner",
        label: words.owner,
        options: [all, ...ownersOf(context).map((owner) => ({ value: owner, label: owner }))],
      },
    ];
  },
};
