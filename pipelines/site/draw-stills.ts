import { languages } from "../../dashboards/language.ts";
import { pages } from "../../dashboards/pages.ts";
import { FunnelError } from "../contract/errors.ts";
import { bundleScript } from "./bundle-script.ts";
import type { Files } from "../../dashboards/lib/data.ts";

/** HTML of each page's default view, by its path in the site. */
export type Stills = Map<string, string>;

/**
 * Draws every page's default view with the code the browser runs, in a document without a screen and without a network,
 * so that figures and tables are there before and without JavaScript.
 */
export async function drawStills(files: Files): Promise<Stills> {
  const script = await bundleScript("still.ts", { format: "iife", minify: false, globalName: "funnelhouse" });
  // Half a second to load: only where a site is built.
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!DOCTYPE html>", { runScripts: "outside-only" });
  try {
    window.eval(`${script}; globalThis.funnelhouse = funnelhouse;`);
    window.eval(`globalThis.files = ${JSON.stringify(files)};`);
    const stills: Stills = new Map();
    for (const language of languages)
      for (const { key, files: own } of pages) {
        const page = `{page: "${key}", language: "${language}", files: {${["summary", ...own].map((name) => `${name}: files.${name}`).join(", ")}}}`;
        stills.set(`${language}/${key}.html`, String(window.eval(`funnelhouse.drawStill(${page})`)));
      }
    return stills;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FunnelError("site", "site_still", `drawing the pages: ${reason}`, { cause: error });
  } finally {
    window.close();
  }
}
