import { element } from "../lib/element.ts";
import { showValues } from "./chart-values.ts";
import { drawQueue } from "./draw-queue.ts";
import { still, stillKinds, takeStill } from "./stills.ts";

/** Where a chart goes, and how wide it is before anything can be measured. */
export interface ChartOptions {
  /** The figure it belongs to. */
  id: string;
  /** What the picture says, for those who do not see it. */
  label: string;
  /** What stands there when there is nothing to draw. */
  empty: string;
  isWide: boolean;
  /** Draws at a width in pixels; null when there is nothing to draw. */
  draw(width: number): Element | null;
}

/** Whether the page is drawn by the build, in a document without a screen. */
export const isBuild = (): boolean => typeof ResizeObserver === "undefined";

const isInView = (place: Element): boolean => {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/**
 * A chart as wide as its place. In a browser it follows the place's width, and those out of view are drawn one by one when the reader comes
 * near them; at build time it is drawn twice, for a narrow and a wide screen, and the style sheet shows one.
 */
export function chart(options: ChartOptions): HTMLElement {
  const place = element("div", { class: "chart" });
  if (isBuild())
    place.append(...stillKinds(options.isWide).map(([kind, width]) => still(kind, picture(options, width))));
  else drawToWidth(place, options);
  return place;
}

/** How high charts were when drawn last, by figure: what is above the reader keeps its height until it is drawn again. */
const heights = new Map<string, number>();

function drawToWidth(place: HTMLElement, options: ChartOptions): void {
  const { id } = options;
  const built = takeStill(id);
  if (built !== undefined) place.append(...built);
  else place.style.minHeight = `${heights.get(id) ?? 0}px`;
  let [drawn, width] = [0, 0];
  const drawNow = () => {
    if (width === 0 || width === drawn) return;
    drawn = width;
    place.style.minHeight = "";
    const drawing = picture(options, width);
    place.replaceChildren(drawing);
    showValues(place, drawing);
  };
  new ResizeObserver(([seen]) => {
    width = Math.floor(seen?.contentRect.width ?? 0);
    if (width === drawn || (drawn === 0 && built !== undefined))
      heights.set(id, seen?.contentRect.height ?? 0);
    if (width === drawn) return;
    if (drawn === 0 && (built !== undefined || !isInView(place))) drawQueue.drawWhenNear(place, drawNow);
    else drawNow();
  }).observe(place);
}

/** The chart at a width, or what stands there when there is nothing to draw. */
function picture({ label, empty, draw }: ChartOptions, width: number): Element {
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
