import { parseHTML } from "linkedom";
import type { Files } from "../../dashboards/lib/data.ts";
import { noFilters, type Filters } from "../../dashboards/lib/filters.ts";
import { drawPage } from "../../dashboards/page.ts";
import type { PageKey } from "../../dashboards/pages.ts";
import { views } from "../../dashboards/pages/all.ts";
import { readMarts } from "../../pipelines/site/read-marts.ts";
import { withoutOperations } from "./made.ts";
import { writeMarts } from "./write-marts.ts";

/** The data files of the made company, whose warehouse is written at a path; makes the document that pages are drawn in. */
export async function madeFiles(warehouse: string): Promise<Files> {
  await writeMarts(warehouse);
  const { document } = parseHTML("<!DOCTYPE html><html><body></body></html>");
  Object.assign(globalThis, { document, window: { document } });
  return withoutOperations(await readMarts(warehouse, () => undefined));
}

/** A page as HTML under some filters, drawn as the browser draws it. */
export function draw(
  files: Files,
  page: PageKey,
  asked: Partial<Filters>,
  language: "en" | "hu" = "en",
  hasConsole = false,
): HTMLElement {
  const body = document.createElement("div");
  const now = Date.parse("2026-11-01T03:00:00Z");
  const data = { page, view: views[page], language, files, hasConsole, now };
  body.append(...drawPage(data, { ...noFilters, ...asked }, () => undefined));
  return body;
}
