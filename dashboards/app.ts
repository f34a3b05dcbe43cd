import { element } from "./lib/element.ts";
import { readFilters, writeFilters, type Filters } from "./lib/filters.ts";
import type { Files } from "./lib/data.ts";
import { unpack, type Packed } from "./lib/pack.ts";
import { drawPage, type PageData } from "./page.ts";

/** Draws a page into #app, in place of what the build drew there, and keeps it in step with the address. */
export function mount({ files, ...page }: Omit<PageData, "files"> & { files: Record<string, Packed> }): void {
  const data: PageData = {
    ...page,
    files: Object.fromEntries(
      Object.entries(files).map(([name, tables]) => [name, unpack(tables)]),
    ) as Partial<Files>,
  };
  const root = document.getElementById("app");
  if (root === null) return;
  const body = element("div", { class: "page" });

  function draw(filters: Filters): void {
    body.replaceChildren(...drawPage(data, filters, setFilters));
  }

  function setFilters(change: Partial<Filters>): void {
    const next = { ...readFilters(false), ...change };
    if (change.pipeline !== undefined) next.stage = "";
    if (change.stage !== undefined || change.outcome !== undefined) next.at = "";
    const focused = document.activeElement?.getAttribute("name") ?? null;
    writeFilters(next, "push");
    draw(next);
    if (focused !== null) body.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus();
  }

  addEventListener("popstate", () => {
    const filters = readFilters(false);
    writeFilters(filters, "none");
    draw(filters);
  });
  const filters = readFilters(true);
  writeFilters(filters, "replace");
  draw(filters);
  root.replaceChildren(body);
  root.removeAttribute("data-still");
}
