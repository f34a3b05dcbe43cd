import { element } from "../lib/element.ts";
import { showValues } from "./chart-values.ts";

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

/** Where things stand in a drawing. */
const places = ["d", "transform", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"];

/** A path of straight lines with those across and down written by the one number that changes, and one after the other as one: steps are nothing else. */
function shortPath(path: string): string {
  if (/[^MLZ\d.,-]/.test(path)) return path;
  let [lastX, lastY] = ["", ""];
  return path
    .replace(/([ML])(-?[\d.]+),(-?[\d.]+)/g, (whole, command: string, x: string, y: string) => {
      const isLine = command === "L";
      const short = isLine && y === lastY ? `H${x}` : isLine && x === lastX ? `V${y}` : whole;
      [lastX, lastY] = [x, y];
      return short;
    })
    .replace(/(?:H-?[\d.]+)+(?=H)/g, "");
}

/** A path of so many characters is a curve or an area, not a sign. */
const longPath = 300;

/**
 * Rounds places to tenths of a pixel, which nobody sees and which make half of a page's bytes, and those of curves to whole ones: they stand
 * until the chart is drawn to its width.
 */
function roundPlaces(drawing: Element): void {
  for (const node of drawing.querySelectorAll("*"))
    for (const name of places) {
      const value = node.getAttribute(name);
      if (value?.includes(".") !== true) continue;
      const parts = name === "d" && value.length > longPath ? 1 : 10;
      const rounded = value.replace(/\d+\.\d+/g, (place) =>
        String(Math.round(Number(place) * parts) / parts),
      );
      node.setAttribute(name, name === "d" ? shortPath(rounded) : rounded);
    }
}

const narrowStill = 320;
const columnStill = 525;
const wideStill = 1100;

/** What the build drew, by figure, until the chart is drawn to the width of its place; and how high charts were when drawn last. */
const stills = new Map<string, Element[]>();
const heights = new Map<string, number>();

/** Lets the next charts stand as the build drew them, until there is time to draw them: the page neither waits nor jumps. */
export function keepStills(root: Element): void {
  for (const place of root.querySelectorAll(".chart")) {
    const id = place.closest("[id]")?.id;
    if (id !== undefined && !stills.has(id)) stills.set(id, [...place.children]);
  }
}

/** Whether the page is drawn by the build, in a document without a screen. */
export const isBuild = (): boolean => typeof ResizeObserver === "undefined";

/** Charts that wait for their turn, as what draws them. */
const waiting = new Map<Element, () => void>();
let turn: ReturnType<typeof setTimeout> | undefined;
let whenDrawn: (() => void)[] = [];

/** Draws one chart after the other, so that a click in between is answered. */
function drawNext(): void {
  turn = undefined;
  const [next] = waiting;
  if (next !== undefined) {
    const [place, draw] = next;
    waiting.delete(place);
    if (place.isConnected) draw();
    turn = setTimeout(drawNext);
    return;
  }
  for (const tell of whenDrawn) tell();
  whenDrawn = [];
}

/** Charts that nobody is near, as what draws them. */
const far = new Map<Element, () => void>();
let near: IntersectionObserver | undefined;

/** Draws a chart once the reader is within a quarter of a screen of it, or prints the page. */
function drawWhenNear(place: Element, draw: () => void): void {
  if (near === undefined) {
    near = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) if (isIntersecting) comeNear(target);
        turn ??= setTimeout(drawNext);
      },
      { rootMargin: "25% 0px" },
    );
    addEventListener("beforeprint", () => {
      for (const draw of [...waiting.values(), ...far.values()]) draw();
    });
  }
  far.set(place, draw);
  near.observe(place);
}

function comeNear(place: Element): void {
  const draw = far.get(place);
  far.delete(place);
  near?.unobserve(place);
  if (draw !== undefined) waiting.set(place, draw);
}

/** Until the charts that the reader is near are drawn to their places; not in a tab that nobody sees, which draws nothing. */
export const chartsDrawn = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) resolve();
    else
      // In the first frame they get their width, in the second it is known which are near.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          whenDrawn.push(resolve);
          turn ??= setTimeout(drawNext);
        }),
      );
  });

const isInView = (place: Element): boolean => {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/**
 * A chart as wide as its place. In a browser it follows the place's width, and those out of view are drawn one by one when the reader comes
 * near them; at build time it is drawn twice, for a narrow and a wide screen, and the style sheet shows one.
 */
export function chart({ id, label, empty, isWide, draw }: ChartOptions): HTMLElement {
  const place = element("div", { class: "chart" });
  if (isBuild()) {
    place.append(
      stillOf("narrow", narrowStill),
      stillOf(isWide ? "wide" : "column", isWide ? wideStill : columnStill),
    );
    return place;
  }
  const still = stills.get(id);
  stills.delete(id);
  if (still !== undefined) place.append(...still);
  // What is above the reader keeps its height until it is drawn again.
  else place.style.minHeight = `${heights.get(id) ?? 0}px`;
  let [drawn, width] = [0, 0];
  const drawNow = () => {
    if (width === 0 || width === drawn) return;
    drawn = width;
    place.style.minHeight = "";
    const drawing = picture(width);
    place.replaceChildren(drawing);
    showValues(place, drawing);
  };
  new ResizeObserver(([seen]) => {
    width = Math.floor(seen?.contentRect.width ?? 0);
    if (width === drawn || (drawn === 0 && still !== undefined))
      heights.set(id, seen?.contentRect.height ?? 0);
    if (width === drawn) return;
    if (drawn === 0 && (still !== undefined || !isInView(place))) drawWhenNear(place, drawNow);
    else drawNow();
  }).observe(place);
  return place;

  function stillOf(kind: string, width: number): HTMLElement {
    const drawing = picture(width);
    // Without script a link leads to no selection and nothing answers a pointer; the table below says what a dot hides.
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
