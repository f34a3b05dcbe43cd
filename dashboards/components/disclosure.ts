import { element } from "../lib/element.ts";

/** Where the last choice is kept from page to page. */
export const disclosureKey = "funnelhouse-details";

/** What was opened and closed on this page, by figure, so that a filter does not undo it. */
const chosen = new Map<string, boolean>();

/**
 * What stands behind a figure, in the same place on all of them. Opened once, it is open on the next page too; without scripts it opens
 * by itself.
 */
export function disclosure(id: string, label: string, ...content: (Node | null)[]): HTMLDetailsElement {
  const isOpen = chosen.get(id) ?? isOpenEverywhere();
  const summary = element("summary", {}, label);
  const node = element(
    "details",
    { class: "details", ...(isOpen ? { open: "" } : {}) },
    summary,
    ...content,
  ) as HTMLDetailsElement;
  summary.addEventListener("click", () => {
    // The click comes before the change that it makes.
    const willOpen = !node.open;
    chosen.set(id, willOpen);
    remember(willOpen);
  });
  return node;
}

function isOpenEverywhere(): boolean {
  try {
    return localStorage.getItem(disclosureKey) === "open";
  } catch {
    return false;
  }
}

/** A browser may keep nothing for a page: then the choice holds for this page alone. */
function remember(isOpen: boolean): void {
  try {
    localStorage.setItem(disclosureKey, isOpen ? "open" : "closed");
  } catch {
    return;
  }
}
