import { element } from "../lib/element.ts";

/** Where a chart goes, and how wide it is before anything can be measured. */
export interface ChartOptions {
  /** What the picture says, for those who do not see it. */
  label: string;
  /** What stands there when there is nothing to draw. */
  empty: string;
  isWide: boolean;
  /** Draws at a width in pixels; null when there is nothing to draw. */
  draw(width: number): Element | null;
}

/** Where things stand in a drawing. */
const places = ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"];

/** Rounds places to tenths of a pixel, which nobody sees and which make half of a page's bytes. */
function roundPlaces(drawing: Element): void {
  for (const node of drawing.querySelectorAll("*"))
    for (const name of places) {
      const value = node.getAttribute(name);
      if (value?.includes(".") === true)
        node.setAttribute(
          name,
          value.replace(/\d+\.\d{2,}/g, (place) => String(Math.round(Number(place) * 10) / 10)),
        );
    }
}

const narrowStill = 320;
const columnStill = 525;
const wideStill = 1100;

/**
 * A chart as wide as its place. In a browser it follows the place's width; at build time it is drawn twice, for a narrow and
 * a wide screen, and the style sheet shows one.
 */
export function chart({ label, empty, isWide, draw }: ChartOptions): HTMLElement {
  const place = element("div", { class: "chart" });
  if (typeof ResizeObserver === "undefined") {
    place.append(
      still("narrow", narrowStill),
      still(isWide ? "wide" : "column", isWide ? wideStill : columnStill),
    );
    return place;
  }
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.floor(place.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    place.replaceChildren(picture(width));
  }).observe(place);
  return place;

  function still(kind: string, width: number): HTMLElement {
    const drawing = picture(width);
    // Without script a link leads to no selection, and the table below says what a dot hides.
    drawing.querySelectorAll("a").forEach((link) => {
      link.replaceWith(...link.childNodes);
    });
    drawing.querySelectorAll("title").forEach((title) => {
      title.remove();
    });
    drawing.setAttribute("role", "img");
    roundPlaces(drawing);
    return element("div", { class: `still ${kind}` }, drawing);
  }

  function picture(width: number): Element {
    const svg = draw(width);
    if (svg === null) return element("p", { class: "empty" }, empty);
    // The picture is one image with one description; Plot's names of its layers would be read as noise.
    svg.querySelectorAll("[aria-label]").forEach((layer) => {
      layer.removeAttribute("aria-label");
    });
    // Links inside are for the pointer; the table below has them for the keyboard, without hundreds of stops on the way.
    const links = svg.querySelectorAll("a");
    links.forEach((link) => {
      link.setAttribute("tabindex", "-1");
      link.setAttribute("aria-hidden", "true");
    });
    svg.setAttribute("role", links.length > 0 ? "group" : "img");
    svg.setAttribute("aria-label", label);
    return svg;
  }
}
