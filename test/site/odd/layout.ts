import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Files } from "../../../dashboards/lib/data.ts";
import type { Language } from "../../../dashboards/language.ts";
import { termsFile } from "../../../dashboards/lib/context.ts";
import { noFilters } from "../../../dashboards/lib/filters.ts";
import { pages, type PageEntry } from "../../../dashboards/pages.ts";
import type { drawingOf } from "../../../pipelines/site/draw-pages.ts";
import { programRoot } from "../../../pipelines/contract/home.ts";

type Drawing = Awaited<ReturnType<typeof drawingOf>>;

const style = readFileSync(join(programRoot, "dashboards", "style.css"), "utf8");

/** Makes an empty page that can draw the pages of the site as the app does. */
export async function prepareDrawing(page: Page, script: string): Promise<void> {
  await page.setContent(
    `<!DOCTYPE html><html lang="en"><head><style>${style}</style></head><body><main><div id="app"></div></main></body></html>`,
  );
  await page.addScriptTag({ content: `${script}; window.funnelhouse = funnelhouse;` });
}

/** The pages that are made of figures. */
export const drawnPages = (): PageEntry[] =>
  pages.filter(({ key }) => !["dictionary", "metrics", "cookbook", "console"].includes(key));

/** Draws a page in the browser and says which texts of its charts overlap or leave their card, and whether the page scrolls sideways. */
export async function misplaced(
  page: Page,
  entry: PageEntry,
  language: Language,
  files: Files,
  widths: number[],
): Promise<string[]> {
  const own = Object.fromEntries(
    (["summary", termsFile[language], "console", "operations", ...entry.files] as const).map((name) => [
      name,
      files[name],
    ]),
  );
  await page.evaluate(
    ({ entry, language, files, filters }) => {
      const { drawSelection } = (window as unknown as { funnelhouse: Drawing }).funnelhouse;
      const body = document.createElement("div");
      body.className = "page";
      body.append(...drawSelection(entry, language, files, filters, 0));
      document.getElementById("app")?.replaceChildren(body);
    },
    { entry, language, files: own as unknown as Files, filters: noFilters },
  );
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    // The charts follow their places at the next frame.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 30))),
        ),
    );
    for (const fault of await page.evaluate(measure))
      found.push(`${entry.key} ${language} at ${width}: ${fault}`);
  }
  return found;
}

/** Runs in the page. */
function measure(): string[] {
  const found: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth + 1)
    found.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  for (const svg of document.querySelectorAll(".chart svg")) {
    const card = svg.closest(".card");
    if (card === null || svg.getBoundingClientRect().width === 0) continue;
    const edge = card.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")]
      .flatMap((text) =>
        text.querySelector("tspan") === null ? [text] : [...text.querySelectorAll("tspan")],
      )
      .map((text) => ({ text: (text.textContent ?? "").trim(), box: text.getBoundingClientRect() }))
      .filter(({ text, box }) => text !== "" && box.width > 0);
    for (const { text, box } of texts)
      if (box.left < edge.left - 1 || box.right > edge.right + 1)
        found.push(
          `#${card.id}: “${text}” leaves the card by ${Math.round(Math.max(edge.left - box.left, box.right - edge.right))}`,
        );
    texts.forEach((one, index) => {
      for (const other of texts.slice(index + 1)) {
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        // Line boxes hold some air above and below the letters.
        if (across > 2 && down > 5)
          found.push(
            `#${card.id}: “${one.text}” on “${other.text}” by ${Math.round(across)} × ${Math.round(down)}`,
          );
      }
    });
  }
  return found;
}
