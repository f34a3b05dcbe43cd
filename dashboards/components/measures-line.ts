import { element } from "../lib/element.ts";
import { term, type Context } from "../lib/context.ts";
import { termLink } from "./term.ts";

/** The names of what a figure shows, each with its definition; null where none is a measure. */
export function measuresLine(context: Context, id: string, measures: string[]): HTMLElement | null {
  const terms = measures.map((key) => term(context, key)).filter((found) => found !== null);
  return terms.length === 0
    ? null
    : element(
        "p",
        { class: "measures" },
        `${context.text.measures}: `,
        ...terms.flatMap((found, index) => [index === 0 ? "" : " · ", termLink(found, id)]),
      );
}
