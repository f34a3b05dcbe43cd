import { markOpenPage } from "./components/stamp.ts";
import { languages } from "./language.ts";
import { element } from "./lib/element.ts";
import { readFilters, writeFilters, type Filters } from "./lib/filters.ts";
import type { Files } from "./lib/data.ts";
import { unpack, type Packed } from "./lib/pack.ts";
import { drawPage, selectionOf } from "./page.ts";
import { pages } from "./pages.ts";

/** Draws the page into #app; where that fails, what the build drew there stays, and the page says so. */
export async function mount(): Promise<void> {
  try {
    await draw();
  } catch (error) {
    reportError(error);
  }
}

/** Draws the page in place of what the build drew there, and keeps it in step with the address. */
async function draw(): Promise<void> {
  const root = document.getElementById("app");
  const page = pages.find(({ key }) => key === root?.dataset["page"]);
  const language = languages.find((each) => each === document.documentElement.lang);
  if (root === null || page === undefined || language === undefined)
    throw new Error("the page does not say which page it is");
  const paths = JSON.parse(root.dataset["files"] ?? "{}") as Record<string, string>;
  const data = {
    page: page.key,
    language,
    files: await readFiles(paths),
    hasConsole: "console" in root.dataset,
  };
  const body = element("div", { class: "page" });

  function show(filters: Filters): void {
    body.replaceChildren(...drawPage({ ...data, now: Date.now() }, filters, setFilters));
  }

  function setFilters(change: Partial<Filters>): void {
    const next = { ...selectionOf(data.files, readFilters(false)).filters, ...change };
    if (change.pipeline !== undefined) next.stage = "";
    if (change.stage !== undefined || change.outcome !== undefined) next.at = "";
    const focused = document.activeElement?.getAttribute("name") ?? null;
    writeFilters(next, "push");
    show(next);
    if (focused !== null) body.querySelector<HTMLElement>(`[name="${focused}"]`)?.focus();
  }

  markOpenPage(Date.now());
  addEventListener("popstate", () => {
    const filters = readFilters(false);
    writeFilters(selectionOf(data.files, filters).filters, "none");
    show(filters);
  });
  const filters = { ...readFilters(true), ...chosenEarly(root) };
  writeFilters(selectionOf(data.files, filters).filters, "replace");
  show(filters);
  root.replaceChildren(body);
  root.removeAttribute("data-still");
  document.getElementById("broken")?.remove();
}

/** What somebody chose in the page that the build drew, before the scripts were there. */
const chosenEarly = (root: HTMLElement): Partial<Filters> =>
  Object.fromEntries(
    [...root.querySelectorAll<HTMLSelectElement | HTMLInputElement>(".filters [name]")]
      .filter((control) =>
        control instanceof HTMLSelectElement
          ? control.selectedOptions[0]?.defaultSelected === false &&
            [...control.options].some((option) => option.defaultSelected)
          : control.value !== control.defaultValue && control.checkValidity(),
      )
      .map((control) => [control.name, control.value]),
  );

async function readFiles(paths: Record<string, string>): Promise<Partial<Files>> {
  const read = async ([name, path]: [string, string]) => {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
    return [name, unpack((await response.json()) as Packed)];
  };
  return Object.fromEntries(await Promise.all(Object.entries(paths).map(read))) as Partial<Files>;
}
