const scale = 2;
const padding = 24;
const lineHeight = 20;

/**
 * A chart as a picture at twice its size, with its headline above and its evidence below, in the colours of the page as it
 * is. Drawn in the browser: nothing is sent anywhere.
 */
export async function pngOf(svg: SVGElement, headline: string, lines: string[]): Promise<Blob> {
  const style = getComputedStyle(document.documentElement);
  const font = style.fontFamily;
  const chartWidth = Number(svg.getAttribute("width"));
  const chartHeight = Number(svg.getAttribute("height"));
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("the browser has no canvas to draw on");
  pen.font = `13px ${font}`;
  const below = lines.flatMap((line) => wrap(line, chartWidth, (text) => pen.measureText(text).width));
  pen.font = `600 16px ${font}`;
  const above = wrap(headline, chartWidth, (text) => pen.measureText(text).width);
  const top = padding + above.length * 22 + 10;
  canvas.width = (chartWidth + 2 * padding) * scale;
  canvas.height = (top + chartHeight + 10 + below.length * lineHeight + padding) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = style.getPropertyValue("--card").trim();
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "top";
  pen.fillStyle = style.getPropertyValue("--ink").trim();
  pen.font = `600 16px ${font}`;
  above.forEach((text, index) => {
    pen.fillText(text, padding, padding + index * 22);
  });
  pen.drawImage(await imageOf(svg, style, font), padding, top, chartWidth, chartHeight);
  pen.fillStyle = style.getPropertyValue("--muted").trim();
  pen.font = `13px ${font}`;
  below.forEach((text, index) => {
    pen.fillText(text, padding, top + chartHeight + 10 + index * lineHeight);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error("the picture could not be encoded"));
      else resolve(blob);
    }, "image/png");
  });
}

/** The drawing by itself: custom properties resolved, since an image has no style sheet. */
function imageOf(svg: SVGElement, style: CSSStyleDeclaration, font: string): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.style.fontFamily = font;
  const source = new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[a-z-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
  const image = new Image();
  return new Promise((resolve, reject) => {
    image.addEventListener("load", () => {
      resolve(image);
    });
    image.addEventListener("error", () => {
      reject(new Error("the drawing could not be read as a picture"));
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  });
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
