import { button, element } from "../lib/element.ts";
import { noFilters, type Dimension, type Filters } from "../lib/filters.ts";

export interface Choice {
  name: keyof Filters | "add";
  label: string;
  options: { value: string; label: string }[];
  /** What it shows; the filter itself when missing. */
  value?: string;
  /** A field to type into instead of a list; a day is typed as the page writes it. */
  input?: "number" | "day" | "search";
  /** What is meant by what was typed; null refuses it, and the field says what it takes. */
  read?(typed: string): string | null;
  takes?: string;
}

/** Whether the filters of a phone were unfolded on this page, so that a choice does not fold them again. */
let isUnfolded = false;

/**
 * Selects of the global filters; `onChange` gets what changed, `onAdd` the filter that is asked for. On a phone they are folded behind one
 * button that says what is chosen.
 */
export function filterBar(
  choices: Choice[],
  filters: Filters,
  onChange: (change: Partial<Filters>) => void,
  onAdd: (name: Dimension) => void,
  text: { filters: string; reset: string; copy: string; copied: string; monthsCrossed: string },
): HTMLElement {
  const selects = choices.map((choice) => {
    const shown = choice.value ?? (choice.name === "add" ? "" : filters[choice.name]);
    if (choice.input !== undefined) return field(choice, choice.input, shown);
    const select = element("select", { name: choice.name }) as HTMLSelectElement;
    for (const option of choice.options)
      select.append(
        element(
          "option",
          { value: option.value, ...(option.value === shown ? { selected: "" } : {}) },
          option.label,
        ),
      );
    select.addEventListener("change", () => {
      if (choice.name === "add") onAdd(select.value as Dimension);
      else onChange({ [choice.name]: select.value });
    });
    return element("label", {}, element("span", {}, choice.label), select);
  });
  function field({ name, label, read, takes }: Choice, kind: "number" | "day" | "search", value: string) {
    const limits: Record<string, string> = {
      number: { type: "number", min: "1", max: "10000", required: "" },
      day: { type: "text", "data-typed": "", autocomplete: "off" },
      search: { type: "search", maxlength: "100" },
    }[kind];
    const input = element("input", { name, value, ...limits }) as HTMLInputElement;
    const refusal = element("span", { class: "refused", role: "alert" });
    input.addEventListener("change", () => {
      const meant = read === undefined ? input.value : read(input.value);
      refusal.textContent = meant === null ? (takes ?? "") : "";
      if (meant === null) input.setAttribute("aria-invalid", "true");
      else onChange({ [name]: meant });
    });
    return element("label", {}, element("span", {}, label), input, read === undefined ? null : refusal);
  }
  const copy = button(text.copy, () => {
    void navigator.clipboard.writeText(location.href).then(() => {
      copy.textContent = text.copied;
    });
  });
  const isCrossed =
    choices.some((choice) => choice.name === "to") && filters.to !== "" && filters.from > filters.to;
  const chosen = choices.flatMap(({ name, value, options }) => {
    const shown = value ?? (name === "add" ? "" : filters[name]);
    return shown === "" ? [] : (options.find((option) => option.value === shown)?.label ?? shown);
  });
  const fold = button(
    [text.filters, chosen.join(" · ")].filter((part) => part !== "").join(": "),
    () => {
      isUnfolded = form.classList.toggle("unfolded");
      fold.setAttribute("aria-expanded", String(isUnfolded));
    },
    { class: "fold", "aria-expanded": String(isUnfolded) },
  );
  const form = element(
    "form",
    // what a browser remembers of an earlier visit is no choice
    { class: isUnfolded ? "filters unfolded" : "filters", autocomplete: "off" },
    fold,
    ...selects,
    // of the kind that a browser knows by itself, before the scripts are there too
    button(text.reset, () => onChange(noFilters), { type: "reset" }),
    copy,
    isCrossed ? element("p", { class: "warning", role: "status" }, text.monthsCrossed) : null,
  );
  // What is typed counts at once; without the scripts the address that a form sends asks for the same.
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}
