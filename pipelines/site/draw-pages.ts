import { compileFunction } from "node:vm";
import type * as WritePage from "../../dashboards/write-page.ts";
import type { Files } from "../../dashboards/lib/data.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Shell } from "./build-shell.ts";

type Drawing = typeof WritePage;

/**
 * Draws every page with the code the browser runs, in a document without a screen and without a network, so that figures and
 * tables are there before and without JavaScript. Returns the HTML by the page's path in the site.
 */
export async function drawPages(
  shell: Pick<Shell, "frame" | "script" | "scripts">,
  files: Files,
  paths: Record<string, string>,
): Promise<Map<string, string>> {
  try {
    const { sitePages, writePage } = await drawingOf(shell.script);
    const drawn = new Map<string, string>();
    // The page that says where each measure is shown comes after the others.
    const pages = sitePages(files).toSorted(
      (one, other) => Number(one.page.key === "metrics") - Number(other.page.key === "metrics"),
    );
    for (const { path, language, page } of pages)
      drawn.set(
        path,
        writePage(shell, language, page, files, paths, page.key === "metrics" ? usesIn(drawn) : undefined),
      );
    return drawn;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FunnelError("site", "site_page", `drawing the pages: ${reason}`, { cause: error });
  }
}

/** The pages that show a measure, by measure, in the order of the menu; the dictionary has all of them and shows none. */
function usesIn(drawn: Map<string, string>): Record<string, string[]> {
  const uses: Record<string, string[]> = {};
  for (const [path, html] of drawn) {
    const key = path.slice(path.indexOf("/") + 1, -".html".length);
    if (key === "dictionary") continue;
    for (const [, metric = ""] of html.matchAll(/metrics\.html#metric-(\w+)/g)) {
      const pages = (uses[metric] ??= []);
      if (!pages.includes(key)) pages.push(key);
    }
  }
  return uses;
}

/** Runs the script in a document of its own. */
export async function drawingOf(script: string): Promise<Drawing> {
  // Only where a site is built.
  const { parseHTML } = await import("linkedom");
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  const run = compileFunction(`${script}; return funnelhouse;`, ["document", "window"]);
  return run(document, { document }) as Drawing;
}
