import type { Context } from "../lib/context.ts";
import { button, element } from "../lib/element.ts";
import { filterNames, queryOf } from "../lib/filters.ts";
import { canStore, readStored, writeStored } from "../lib/browser-storage.ts";
import { viewWords } from "../words/saved-views.ts";

/** Where the views are kept, in this browser alone. */
const viewsKey = "funnelhouse-views";
const mostViews = 50;
const longestName = 60;

/** A selection under a name: the part of the address behind the question mark. */
interface SavedView {
  name: string;
  query: string;
}

/** The views that this browser keeps; what anything else left there is no view. */
function savedViews(): SavedView[] {
  const kept = readStored(viewsKey);
  if (!Array.isArray(kept)) return [];
  return (kept as Partial<SavedView>[])
    .filter((view): view is SavedView => typeof view?.name === "string" && typeof view.query === "string")
    .slice(0, mostViews);
}

/** Only filters that the site knows come into an address. */
const hrefOf = ({ query }: SavedView): string => {
  const asked = new URLSearchParams(query);
  return `./deals.html${queryOf(Object.fromEntries(filterNames.map((name) => [name, asked.get(name) ?? ""])))}`;
};

/** The views of the list of deals, to open again and to delete, and a name to keep this one under; nothing where there are no scripts. */
export function savedViewsOf({ language, filters }: Context): HTMLElement | null {
  if (!canStore()) return null;
  const text = viewWords[language];
  const node = element("details", { class: "choose" });
  const state = element("p", { class: "note", role: "status" });
  const name = element("input", {
    name: "view-name",
    type: "text",
    maxlength: String(longestName),
    required: "",
    autocomplete: "off",
  }) as HTMLInputElement;
  const form = element(
    "form",
    { class: "choosing" },
    element("label", {}, element("span", {}, text.name), name),
    element("button", { type: "submit" }, text.save),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const own = name.value.trim();
    if (own === "") return;
    const others = savedViews().filter((view) => view.name !== own);
    if (others.length >= mostViews) state.textContent = text.full(String(mostViews));
    else keep([...others, { name: own, query: queryOf(filters) }], text.saved(own));
    name.value = "";
  });

  function keep(views: SavedView[], done: string): void {
    const isKept = writeStored(
      viewsKey,
      views.toSorted((one, other) => one.name.localeCompare(other.name, language)),
    );
    state.textContent = isKept ? done : text.refused;
    show();
  }

  function show(): void {
    const views = savedViews();
    node.replaceChildren(
      element("summary", {}, text.views(String(views.length))),
      views.length === 0
        ? element("p", { class: "note" }, text.none)
        : element(
            "ul",
            {},
            ...views.map((view) =>
              element(
                "li",
                {},
                element("a", { href: hrefOf(view) }, view.name),
                " ",
                button(
                  "×",
                  () => {
                    keep(
                      savedViews().filter((one) => one.name !== view.name),
                      text.deleted(view.name),
                    );
                    name.focus();
                  },
                  { class: "small", "aria-label": text.remove(view.name) },
                ),
              ),
            ),
          ),
      form,
      state,
    );
  }
  show();
  return node;
}
