import { element } from "../lib/element.ts";

const marked = "http://www.w3.org/2000/svg";

/** How many marks each key goes on, or where it leads. */
const steps: Record<string, number> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Shows what single marks of a chart say without a mouse: the chart is one stop of the keyboard, arrow keys go from mark to mark, and a
 * finger shows the mark that it taps. What a mark says is its `title`; marks that say the same are one.
 */
export function showValues(place: HTMLElement, svg: Element): void {
  const titles = [...svg.querySelectorAll("title")];
  const textOf = (title: Element) => (title.textContent ?? "").trim();
  const saying = new Map<string, Element>();
  for (const title of titles) if (!saying.has(textOf(title))) saying.set(textOf(title), title);
  const marks = [...saying.values()];
  if (marks.length === 0) return;
  const tip = element("p", { class: "value", role: "status", hidden: "" });
  const ring = document.createElementNS(marked, "rect");
  ring.setAttribute("class", "ring");
  let at = -1;

  const hide = () => {
    at = -1;
    tip.hidden = true;
    ring.remove();
  };
  const show = (next: number) => {
    at = Math.max(0, Math.min(marks.length - 1, next));
    const title = marks[at];
    const mark = title?.parentElement;
    if (title === undefined || mark == null) return;
    tip.textContent = textOf(title);
    tip.hidden = false;
    const [box, whole, room] = [mark, svg, place].map((one) => one.getBoundingClientRect());
    if (box === undefined || whole === undefined || room === undefined) return;
    const around = { x: box.left - whole.left - 3, y: box.top - whole.top - 3 };
    for (const [name, value] of Object.entries({
      ...around,
      width: box.width + 6,
      height: box.height + 6,
      rx: 4,
    }))
      ring.setAttribute(name, String(value));
    svg.append(ring);
    const middle = box.left + box.width / 2 - room.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(room.width - tip.offsetWidth, middle))}px`;
    const above = box.top - room.top - tip.offsetHeight - 6;
    const below = Math.min(box.bottom - room.top + 6, room.height - tip.offsetHeight);
    tip.style.top = `${above < 0 ? below : above}px`;
  };

  svg.setAttribute("tabindex", "0");
  svg.addEventListener("focus", () => {
    if (svg.matches(":focus-visible")) show(0);
  });
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    const step = steps[key];
    if (key === "Escape") hide();
    if (step === undefined) return;
    event.preventDefault();
    show(at < 0 && step > 0 ? 0 : at + step);
  });
  svg.addEventListener("click", (event) => {
    const mark = event.target as Element;
    const title = [...mark.children].find((child) => child.tagName === "title");
    if (title === undefined || mark.closest("a") !== null) return;
    show(marks.findIndex((one) => textOf(one) === textOf(title)));
  });
  place.append(tip);
}
