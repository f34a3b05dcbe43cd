import type { Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { finderWords } from "../words/finder.ts";

/** Something that can be found: what is shown or hidden, and the words it is found by. */
export interface Found {
  node: HTMLElement;
  words: string;
  /** What leads to it, hidden with it. */
  also?: HTMLElement | null;
  /** Parts of it that are hidden when others of them are what was looked for. */
  parts?: { node: HTMLElement; words: string }[];
}

/** Small letters without accents. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A field that leaves of a page what has all words that are typed into it; of something that is found by its parts alone, those parts.
 * It says how many there are. `title` names what is looked for.
 */
export function finder({ language, format }: Context, label: string, items: Found[]): HTMLElement {
  const text = finderWords[language];
  const state = element("span", { class: "note", role: "status" });
  const input = element("input", { type: "search", name: "find", maxlength: "100" }) as HTMLInputElement;
  const known = items.map(({ node, words, also = null, parts = [] }) => ({
    node,
    also,
    words: folded(words),
    parts: parts.map((part) => ({ node: part.node, words: folded(part.words) })),
  }));
  input.addEventListener("input", () => {
    const asked = folded(input.value).split(/\s+/).filter(Boolean);
    const has = (words: string) => asked.every((word) => words.includes(word));
    let count = 0;
    for (const { node, also, words, parts } of known) {
      const isOwn = has(words);
      const found = parts.filter((part) => has(`${words} ${part.words}`));
      const isShown = isOwn || found.length > 0;
      node.hidden = !isShown;
      if (also !== null) also.hidden = !isShown;
      for (const part of parts) part.node.hidden = !isOwn && !found.includes(part);
      if (isShown) count++;
    }
    state.textContent =
      asked.length === 0
        ? ""
        : count === 0
          ? text.none
          : text.found(format.count(count), format.count(known.length));
  });
  const form = element(
    "form",
    { class: "filters finder", role: "search" },
    element("label", {}, element("span", {}, label), input),
    state,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  return form;
}
