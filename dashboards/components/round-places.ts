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
export function roundPlaces(drawing: Element): void {
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
