import { element } from "../lib/element.ts";
import { roundPlaces } from "./round-places.ts";

/** The pictures of a chart that the build draws, by the class that the style sheet shows on a screen of that kind, and how wide they are. */
export const stillKinds = (isWide: boolean): [string, number][] => [
  ["narrow", 320],
  isWide ? ["wide", 1100] : ["column", 525],
];

/** A picture that stands without scripts: a link leads to no selection and nothing answers a pointer; the table below says what a dot hides. */
export function still(kind: string, drawing: Element): HTMLElement {
  drawing.querySelectorAll("a").forEach((link) => {
    link.replaceWith(...link.childNodes);
  });
  drawing.querySelectorAll("title, [fill=transparent]").forEach((hidden) => {
    hidden.remove();
  });
  drawing.setAttribute("role", "img");
  roundPlaces(drawing);
  return element("div", { class: `still ${kind}` }, drawing);
}

/** What the build drew, by figure, until the chart is drawn to the width of its place. */
const kept = new Map<string, Element[]>();

/** Lets the next charts stand as the build drew them, until there is time to draw them: the page neither waits nor jumps. */
export function keepStills(root: Element): void {
  for (const place of root.querySelectorAll(".chart")) {
    const id = place.closest("[id]")?.id;
    if (id !== undefined && !kept.has(id)) kept.set(id, [...place.children]);
  }
}

/** The pictures kept of a figure, for the first chart that asks. */
export function takeStill(id: string): Element[] | undefined {
  const found = kept.get(id);
  kept.delete(id);
  return found;
}
