import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shadeOf } from "../../dashboards/charts/heat.ts";
import { programRoot } from "../../pipelines/contract/home.ts";

type Colour = [number, number, number];

const style = readFileSync(join(programRoot, "dashboards", "style.css"), "utf8");
const [light = "", dark = ""] = [...style.matchAll(/:root \{([^}]*)\}/g)].map((found) => found[1] ?? "");

/** The colours of a theme by name. */
const coloursOf = (text: string): Map<string, Colour> =>
  new Map(
    [...text.matchAll(/--([a-z-]+): #([0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [
      name,
      [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour,
    ]),
  );

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (colour: Colour): number => {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: Colour, other: Colour): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const over = (top: Colour, opacity: number, below: Colour): Colour =>
  top.map((part, at) => part * opacity + (below[at] ?? 0) * (1 - opacity)) as Colour;

describe.each([
  ["light", coloursOf(light)],
  ["dark", coloursOf(dark)],
])("in the %s theme", (_, colours) => {
  const of = (name: string): Colour => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`dashboards/style.css has no --${name}`);
    return colour;
  };

  test.each([
    ["ink", "page"],
    ["ink", "card"],
    ["ink", "soft"],
    ["ink", "good-soft"],
    ["ink", "bad-soft"],
    ["muted", "page"],
    ["muted", "card"],
    ["muted", "soft"],
    ["link", "card"],
    ["link", "soft"],
    ["good", "card"],
    ["good", "good-soft"],
    ["bad", "card"],
    ["bad", "bad-soft"],
    ["banner-ink", "banner"],
    ["banner-ink", "card"],
  ])("text of %s is read on %s", (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["control", "card"],
    ["control", "page"],
    ["accent", "card"],
    ["muted", "card"],
    // The edges of a benchmark band.
    ["good", "card"],
    ["bad", "card"],
  ])("a mark or border of %s is seen on %s", (mark, ground) => {
    expect(contrast(of(mark), of(ground))).toBeGreaterThanOrEqual(3);
  });

  // What texts call by the name of a colour: blue, green, red and grey.
  test.each<[string, (red: number, green: number, blue: number) => boolean]>([
    ["accent", (red, green, blue) => blue > green && green > red],
    ["good", (red, green, blue) => green > blue && blue > red],
    ["band", (red, green, blue) => green > blue && blue > red],
    ["bad", (red, green, blue) => red > blue && blue >= green],
    ["muted", (red, green, blue) => Math.max(red, green, blue) - Math.min(red, green, blue) < 32],
    ["soft", (red, green, blue) => Math.max(red, green, blue) - Math.min(red, green, blue) < 32],
  ])("%s has the colour that texts call it by", (name, isCalled) => {
    expect(isCalled(...of(name)), of(name).join(" ")).toBe(true);
  });

  test("the number in a cell of the heat map is read on every shade", () => {
    const shades = Array.from({ length: 101 }, (_, percent) => shadeOf(percent / 100));
    const found = shades.map((shade) => contrast(of("ink"), over(of("accent"), shade, of("card"))));
    expect(Math.min(...found)).toBeGreaterThanOrEqual(4.5);
    // And more is fuller.
    expect(shades).toEqual(shades.toSorted((a, b) => a - b));
  });
});
