import { button, element } from "../lib/element.ts";
import { noFilters, type Filters } from "../lib/filters.ts";

export interface Choice {
  name: keyof Filters;
  label: string;
  options: { value: string; label: string }[];
}

/** Selects of the global filters; `onChange` gets what changed. */
export function filterBar(
  choices: Choice[],
  filters: Filters,
  onChange: (change: Partial<Filters>) => void,
  text: { reset: string; copy: string; copied: string },
): HTMLElement {
  const selects = choices.map((choice) => {
    const select = element("select", { name: choice.name }) as HTMLSelectElement;
    for (const option of choice.options)
      select.append(new Option(option.label, option.value, false, option.value === filters[choice.name]));
    select.addEventListener("change", () => {
      onChange({ [choice.name]: select.value });
    });
    return element("label", {}, element("span", {}, choice.label), select);
  });
  const copy = button(text.copy, () => {
    void navigator.clipboard.writeText(location.href).then(() => {
      copy.textContent = text.copied;
    });
  });
  return element(
    "form",
    { class: "filters" },
    ...selects,
    button(text.reset, () => {
      onChange(noFilters);
    }),
    copy,
  );
}
