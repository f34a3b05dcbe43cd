import { element } from "./lib/element.ts";
import { readFilters, writeFilters, type Filters } from "./lib/filters.ts";
import { drawPage, type PageData } from "./page.ts";

/** Draws a page into #app, in place of what the build drew there, and keeps it in step with the address. */
export function mount(data: PageData): void {
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
    const focused = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : null;
    writeFilters(next, "push");
    draw(next);
    if (focused !== null) body.querySelector<HTMLSelectElement>(`select[name="${focused}"]`)?.focus();
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
