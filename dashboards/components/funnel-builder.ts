import type { Context } from "../lib/context.ts";
import { button, element } from "../lib/element.ts";
import { stepsText, type Funnel } from "../lib/funnel.ts";
import { exploreWords } from "../words/explore.ts";

/** Whether it is open, so that a change does not close it. */
let isOpen = false;

/**
 * The steps of a funnel in their order, to leave out, merge, take apart, add and, where their order counts, move. Every change is one
 * of the address.
 */
export function funnelBuilder(
  context: Context,
  { steps, order }: Funnel,
  all: string[],
  labelOf: (step: string[]) => string,
): HTMLElement {
  const text = exploreWords[context.language];
  const set = (next: string[][]) => {
    const isAll = stepsText(next) === stepsText(all.map((stage) => [stage]));
    context.setFilters({ steps: isAll ? "" : stepsText(next) });
  };
  const without = (place: number) => steps.filter((_, at) => at !== place);
  const swapped = (place: number) =>
    steps.map((step, at) => (at === place ? steps[at + 1] : at === place + 1 ? steps[at - 1] : step) ?? []);
  const small = (label: string, name: string, name2: string, act: () => void, isOff = false) =>
    button(label, act, { class: "small", name, "aria-label": name2, ...(isOff ? { disabled: "" } : {}) });
  const rows = steps.map((step, place) => {
    const [key = ""] = step;
    const label = labelOf(step);
    const isWon = key === "won";
    const movable = order !== "passed" && !isWon;
    const isNextWon = steps[place + 1] === undefined || steps[place + 1]?.[0] === "won";
    return element(
      "li",
      {},
      element("span", { class: "step" }, label),
      element(
        "span",
        { class: "actions" },
        ...(movable
          ? [
              small(
                "↑",
                `up-${key}`,
                text.up(label),
                () => {
                  set(swapped(place - 1));
                },
                place === 0,
              ),
              small(
                "↓",
                `down-${key}`,
                text.down(label),
                () => {
                  set(swapped(place));
                },
                isNextWon,
              ),
            ]
          : []),
        step.length > 1
          ? small(text.part, `join-${key}`, text.partOf(label), () => {
              set(steps.flatMap((one, at) => (at === place ? one.map((stage) => [stage]) : [one])));
            })
          : place > 0 && !isWon && steps.length > 2
            ? small(text.merge, `join-${key}`, text.mergeOf(label), () => {
                set(
                  steps.flatMap((one, at) =>
                    at === place ? [] : at === place - 1 ? [[...one, ...step]] : [one],
                  ),
                );
              })
            : null,
        small(
          "×",
          `leave-${key}`,
          text.leave(label),
          () => {
            set(without(place));
          },
          steps.length <= 2,
        ),
      ),
    );
  });
  const used = new Set(steps.flat());
  const free = all.filter((stage) => !used.has(stage));
  const add = element(
    "select",
    { name: "add-step", "data-focus": "" },
    element("option", { value: "" }, text.addNone),
    ...free.map((stage) => element("option", { value: stage }, labelOf([stage]))),
  ) as HTMLSelectElement;
  add.addEventListener("change", () => {
    if (add.value === "") return;
    // Where it stands in the pipeline; before won in any case.
    const place = all.indexOf(add.value);
    const at = steps.findIndex((step) => Math.min(...step.map((stage) => all.indexOf(stage))) > place);
    set(at < 0 ? [...steps, [add.value]] : [...steps.slice(0, at), [add.value], ...steps.slice(at)]);
  });
  const node = element(
    "details",
    { class: "card wide builder", ...(isOpen ? { open: "" } : {}) },
    element("summary", {}, `${text.change}: ${steps.map(labelOf).join(" → ")}`),
    element("ol", {}, ...rows),
    element(
      "div",
      { class: "adding" },
      free.length === 0 ? null : element("label", {}, element("span", {}, text.add), add),
      button(
        text.reset,
        () => {
          set(all.map((stage) => [stage]));
        },
        { name: "all-steps", ...(free.length > 0 ? {} : { "data-focus": "" }) },
      ),
    ),
  ) as HTMLDetailsElement;
  node.addEventListener("toggle", () => {
    isOpen = node.open;
  });
  return node;
}
