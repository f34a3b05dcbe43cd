import { fileOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { lineageOf, missingStreams, readsOf, type Lineage } from "../lib/lineage.ts";
import { textWidth } from "../lib/text-width.ts";
import { lineageWords } from "../words/lineage.ts";

const rowHeight = 22;
const gap = 70;
const headHeight = 26;
const namespace = "http://www.w3.org/2000/svg";

/** What a table is made of: in words, and opened as a picture from the sources to it and as a list. */
export function lineage(table: string, context: Context): HTMLElement[] {
  const text = lineageWords[context.language];
  const file = fileOf(context, "lineage");
  const way = lineageOf(file, table);
  const [sources = [], streams = []] = way.columns;
  const { reads, through } = readsOf(file, table);
  const details = element("details", { class: "lineage" }, element("summary", {}, text.way));
  // Drawn when it is asked for: a page has sixty of them.
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    details.append(
      element(
        "div",
        { class: "picture", tabindex: "0", role: "region", "aria-label": `${text.way}: ${table}` },
        picture(way, table, text.columns),
      ),
      ...line(text.streams, streams.map(shown)),
      ...line(text.missing, missingStreams(file, table)),
      ...line(text.through, through),
    );
  });
  return [
    element(
      "p",
      { class: "note" },
      ...parts(text.madeOf, reads, linkOf),
      ...parts(` · ${text.sources}`, sources, null, text.none),
    ),
    ...(reads.length === 0 ? [] : [details]),
  ];
}

const shown = (name: string): string => name.replace(/^staging\./, "");

const linkOf = (name: string): HTMLElement | null =>
  /^(core|marts)\./.test(name) ? element("a", { href: `#${name}` }, name) : null;

function parts(
  label: string,
  names: string[],
  link: ((name: string) => HTMLElement | null) | null,
  none = "–",
): (Node | string)[] {
  return [
    `${label}: `,
    ...(names.length === 0
      ? [none]
      : names.flatMap((name, place) => [
          place === 0 ? "" : ", ",
          link?.(name) ?? element("code", {}, shown(name)),
        ])),
  ];
}

function line(label: string, names: string[]): HTMLElement[] {
  return names.length === 0 ? [] : [element("p", { class: "note" }, ...parts(label, names, null))];
}

/** Columns of names with curves between them; the words beside it say the same. */
function picture({ columns, arrows }: Lineage, table: string, heads: string[]): SVGElement {
  const widths = columns.map(
    (names, place) =>
      Math.max(textWidth(heads[place] ?? "", 12), ...names.map((name) => textWidth(shown(name), 12))) + 16,
  );
  const lefts = widths.map((_, place) => widths.slice(0, place).reduce((sum, width) => sum + width + gap, 0));
  const height = headHeight + Math.max(...columns.map((names) => names.length)) * rowHeight + 4;
  const width = (lefts[3] ?? 0) + (widths[3] ?? 0);
  const at = new Map(
    columns.flatMap((names, place) =>
      names.map((name, row) => [
        name,
        {
          left: lefts[place] ?? 0,
          right: (lefts[place] ?? 0) + (widths[place] ?? 0),
          y: headHeight + (row + 0.5) * rowHeight,
        },
      ]),
    ),
  );
  const svg = shape("svg", {
    width: String(width),
    height: String(height),
    "aria-hidden": "true",
    focusable: "false",
  });
  for (const [from, to] of arrows) {
    const [start, end] = [at.get(from), at.get(to)];
    if (start === undefined || end === undefined) continue;
    // Within a column a curve leaves and comes back on the right.
    const back = start.left === end.left;
    const target = back ? end.right : end.left;
    const bend = back ? 30 : Math.max(24, (target - start.right) / 2);
    svg.append(
      shape("path", {
        d: `M${start.right},${start.y}C${start.right + bend},${start.y} ${target + (back ? bend : -bend)},${end.y} ${target},${end.y}`,
        class: to === table ? "direct" : "",
      }),
    );
  }
  heads.forEach((head, place) => svg.append(label(head, lefts[place] ?? 0, 14, "head")));
  for (const [name, { left, right, y }] of at) {
    svg.append(
      shape("rect", {
        x: String(left),
        y: String(y - 9),
        width: String(right - left),
        height: "18",
        rx: "4",
        class: name === table ? "own" : "",
      }),
      label(shown(name), left + 8, y + 4, name === table ? "own" : ""),
    );
  }
  return svg;
}

function shape(tag: string, attributes: Record<string, string>): SVGElement {
  const node = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== "") node.setAttribute(name, value);
  return node;
}

function label(text: string, x: number, y: number, kind: string): SVGElement {
  const node = shape("text", { x: String(x), y: String(y), class: kind });
  node.textContent = text;
  return node;
}
