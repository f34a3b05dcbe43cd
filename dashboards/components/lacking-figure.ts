import { element } from "../lib/element.ts";
import { term, type Context } from "../lib/context.ts";
import { lostFromText } from "../lib/unknown.ts";
import { presumedWords } from "../words/presumed.ts";
import { measuresLine } from "./measures-line.ts";

/** What a figure is about and nothing is known to mean; lostFrom: at which stages what was lost was lost. */
export type Lacking = "won" | "lost" | "step" | "lostFrom";

interface LackingFigure {
  id: string;
  isWide?: boolean;
  measures: string[];
  lacks: Lacking;
}

/** What is left of a figure that lacks what it is about: what cannot be told, why, and the definitions. */
export function lackingFigure(context: Context, { id, isWide, measures, lacks }: LackingFigure): HTMLElement {
  const text = presumedWords[context.language];
  const subject = measures.map((key) => term(context, key)?.label ?? key)[0] ?? "";
  return element(
    "section",
    { class: isWide === true ? "card whole" : "card", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, text.lacking(subject)),
    element(
      "p",
      { class: "subtitle" },
      lacks === "lostFrom"
        ? lostFromText(context)
        : { won: text.noWon, lost: text.noLost, step: text.noStep }[lacks],
    ),
    measuresLine(context, id, measures),
  );
}
