import type { Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { canStore, readStored, writeStored } from "../lib/browser-storage.ts";
import { viewWords } from "../words/saved-views.ts";

/** Where the columns that are left out are kept, in this browser alone. */
const columnsKey = "funnelhouse-columns";

/** The names of the columns that somebody left out in this browser. */
export function leftOutColumns(): Set<string> {
  if (!canStore()) return new Set();
  const kept = readStored(columnsKey);
  return new Set(Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : []);
}

/**
 * Boxes to choose the columns of a table by; the choice is remembered. The first column always stays. Nothing where there are no
 * scripts. `onChange` is told that the table is to be drawn anew.
 */
export function columnChoice(
  { language }: Context,
  columns: { name: string; label: string }[],
  onChange: () => void,
): HTMLElement | null {
  if (!canStore()) return null;
  const text = viewWords[language];
  const out = leftOutColumns();
  const boxes = columns.slice(1).map(({ name, label }) => {
    const box = element("input", {
      type: "checkbox",
      name: `column-${name}`,
      ...(out.has(name) ? {} : { checked: "" }),
    }) as HTMLInputElement;
    box.addEventListener("change", () => {
      const next = leftOutColumns();
      if (box.checked) next.delete(name);
      else next.add(name);
      state.textContent = writeStored(columnsKey, [...next]) ? "" : text.refused;
      onChange();
    });
    return element("label", {}, box, ` ${label}`);
  });
  const state = element("p", { class: "note", role: "status" });
  return element(
    "details",
    { class: "choose" },
    element("summary", {}, text.columns),
    element("div", { class: "boxes" }, ...boxes),
    element("p", { class: "note" }, text.csvHasAll),
    state,
  );
}
