const padding = 24;
const headHeight = 22;
const lineHeight = 20;
const gap = 10;

/** A picture that needs nothing of the page: its SVG and its size. */
export interface Picture {
  svg: string;
  width: number;
  height: number;
}

/**
 * A chart as a picture by itself, with its headline above and its evidence below, in the colours of the page as it is. Drawn in the browser:
 * nothing is sent anywhere.
 */
export function pictureOf(chart: SVGElement, headline: string, lines: string[]): Picture {
  const style = getComputedStyle(document.documentElement);
  const font = style.fontFamily;
  const chartWidth = Number(chart.getAttribute("width"));
  const chartHeight = Number(chart.getAttribute("height"));
  const pen = document.createElement("canvas").getContext("2d");
  if (pen === null) throw new Error("the browser has no canvas to measure text with");
  const wrapped = (texts: string[], face: string) => {
    pen.font = `${face} ${font}`;
    return texts.flatMap((text) => wrap(text, chartWidth, (part) => pen.measureText(part).width));
  };
  const above = wrapped([headline], "600 16px");
  const below = wrapped(lines, "13px");
  const top = padding + above.length * headHeight + gap;
  const bottom = top + chartHeight + gap;
  const size = { width: chartWidth + 2 * padding, height: bottom + below.length * lineHeight + padding };
  const sheet = node("svg", { ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  sheet.style.fontFamily = font;
  const written = (texts: string[], from: number, step: number, look: Record<string, string>) =>
    texts.map((text, index) => {
      const line = node("text", { x: padding, y: from + index * step + 13, ...look });
      line.textContent = text;
      return line;
    });
  const copy = chart.cloneNode(true) as SVGElement;
  copy.setAttribute("x", String(padding));
  copy.setAttribute("y", String(top));
  copy.removeAttribute("tabindex");
  copy.querySelector(".ring")?.remove();
  // A link of the page leads nowhere from a file.
  copy.querySelectorAll("a").forEach((link) => {
    link.replaceWith(...link.childNodes);
  });
  sheet.append(
    node("rect", { ...size, fill: "var(--card)" }),
    ...written(above, padding, headHeight, { "font-size": "16", "font-weight": "600", fill: "var(--ink)" }),
    copy,
    ...written(below, bottom, lineHeight, { "font-size": "13", fill: "var(--muted)" }),
  );
  // A file has no style sheet: custom properties are resolved.
  const svg = new XMLSerializer()
    .serializeToString(sheet)
    .replace(/var\((--[a-z-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
  return { svg, ...size };
}

function node(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
