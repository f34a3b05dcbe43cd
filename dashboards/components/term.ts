import type { Term } from "../lib/context.ts";
import { element } from "../lib/element.ts";

/**
 * A measure's name that shows its definition on hover and on keyboard focus and leads to it on the metrics page. The
 * definition is plain content of the page, so it needs no JavaScript; Escape hides it.
 */
export function termLink(term: Term, place: string, label = term.label): HTMLElement {
  const id = `definition-${place}-${term.metric}`;
  const link = element("a", { href: `./metrics.html#metric-${term.metric}`, "aria-describedby": id }, label);
  const node = element(
    "span",
    { class: "term" },
    link,
    element("span", { class: "definition", role: "tooltip", id }, term.definition),
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") node.classList.add("hushed");
  });
  for (const again of ["focusin", "mouseenter"])
    node.addEventListener(again, () => {
      node.classList.remove("hushed");
    });
  return node;
}
