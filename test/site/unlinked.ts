import { parseHTML } from "linkedom";

/** Whole numbers of a page's tables and tiles that lead nowhere: figure and head of the column, or the tile. */
export function unlinkedCounts(html: string): string[] {
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body></html>`);
  const found = new Set<string>();
  for (const table of document.querySelectorAll("table")) {
    const figure = table.closest("section")?.id ?? "";
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
    for (const row of table.querySelectorAll("tbody tr"))
      [...row.children].forEach((cell, at) => {
        const rest = cell.cloneNode(true) as typeof cell;
        for (const link of rest.querySelectorAll("a")) link.remove();
        const isCount = cell.className === "number" ? /^\d[\d,]*$/ : /\(\d[\d,]* \/ \d[\d,]*\)/;
        if (isCount.test(rest.textContent.trim())) found.add(`${figure} | ${heads[at] ?? ""}`);
      });
  }
  for (const tile of document.querySelectorAll("[data-number]")) {
    const isLinked = tile.querySelector("strong a") !== null;
    if (!isLinked && /^\d[\d,]*$/.test(tile.querySelector("strong")?.textContent ?? ""))
      found.add(`tile ${tile.getAttribute("data-number") ?? ""}`);
  }
  return [...found];
}
