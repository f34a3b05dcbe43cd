import type { Term } from "../lib/context.ts";
import { element } from "../lib/element.ts";

/**
 * A measure's name that shows its definition on hover, on keyboard focus and at the first tap, and leads to it on the metrics page. The
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
  // A finger has no hover: the first tap shows the definition where it is, the second follows the link.
  link.addEventListener("click", (event) => {
    if ((event as PointerEvent).pointerType !== "touch" || node.classList.contains("shown")) return;
    event.preventDefault();
    node.classList.add("shown");
    link.focus();
  });
  link.addEventListener("blur", () => {
    node.classList.remove("shown");
  });
  for (const again of ["focusin", "mouseenter"])
    node.addEventListener(again, () => {
      node.classList.remove("hushed");
    });
  return node;
}
