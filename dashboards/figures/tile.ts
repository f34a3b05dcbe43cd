import { termLink } from "../components/term.ts";
import { element } from "../lib/element.ts";
import { term, type Context } from "../lib/context.ts";
import { presumedWords } from "../words/presumed.ts";

export interface Tile {
  /** Names the number for links and tests. */
  id: string;
  metric: string;
  label: string;
  value: string;
  /** Counts, interval, maturity: the lines below the number. */
  notes: (string | Node)[];
  href?: string;
  /** The number of the page. */
  isMain?: boolean;
  /** What it is about and nothing is known to mean: it says so and shows no number. */
  lacks?: "won" | "lost" | null;
}

/** A key number: its name with the definition, the number with the way to what is behind it, and its evidence. */
export function tile(context: Context, asked: Tile): HTMLElement {
  const { id, metric, label, value, notes, href, isMain }: Tile =
    asked.lacks == null
      ? asked
      : {
          ...asked,
          value: "–",
          notes: [presumedWords[context.language].lacks[asked.lacks]],
        };
  const found = term(context, metric);
  return element(
    "div",
    { class: isMain === true ? "card tile main" : "card tile", "data-number": id },
    element("p", {}, found === null ? label : termLink(found, id, label)),
    element("strong", {}, href === undefined ? value : element("a", { href }, value)),
    ...notes.filter((note) => note !== "").map((note) => element("p", { class: "evidence" }, note)),
  );
}
