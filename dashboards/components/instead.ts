import { element } from "../lib/element.ts";

/** What a company does not record, and how to provide it. */
export interface Missing {
  /** Anchor. */
  id: string;
  /** What cannot be said. */
  headline: string;
  /** Which export or file has it, one paragraph each. */
  how: string[];
  /** What to write, line by line, where a line does it. */
  lines?: string[];
}

/** Stands where a figure would be empty for want of records: what is missing and how to provide it. */
export function instead({ id, headline, how, lines }: Missing): HTMLElement {
  return element(
    "section",
    { class: "card whole provide", id, "aria-labelledby": `${id}-headline` },
    element("h2", { id: `${id}-headline` }, headline),
    ...how.map((paragraph) => element("p", { class: "note" }, paragraph)),
    lines === undefined ? null : element("pre", { tabindex: "0" }, element("code", {}, lines.join("\n"))),
  );
}
