import { filterNames, type Filters } from "./filters.ts";

/** What a reader chose of the filters before the scripts were there; `add` is the filter that was asked for. */
type FiltersBeforeScripts = Partial<Filters> & { add?: string };

type Control = HTMLSelectElement | HTMLInputElement | HTMLTextAreaElement;

/** A day is typed in words, which its field reads. */
const isFilter = ({ name, dataset }: Control): boolean =>
  dataset["typed"] === undefined && (name === "add" || filterNames.some((known) => known === name));

/** Whether a reader changed what the build wrote into a control. */
const isChanged = (control: Control): boolean =>
  control instanceof HTMLSelectElement
    ? control.selectedOptions[0]?.defaultSelected === false &&
      [...control.options].some((option) => option.defaultSelected)
    : control.value !== control.defaultValue;

const changedIn = (root: Element): Control[] =>
  [...root.querySelectorAll<Control>("select[name], input[name], textarea[name]")].filter(isChanged);

/** The filters that were chosen in the page that the build drew. */
export const filtersBeforeScripts = (root: Element): FiltersBeforeScripts =>
  Object.fromEntries(
    changedIn(root)
      .filter((control) => isFilter(control) && control.checkValidity())
      .map((control) => [control.name, control.value]),
  );

/**
 * What else a reader did in the page that the build drew, to be done again in the one that the scripts drew in its place: what was typed,
 * opened and pressed, and where the keyboard stands. A pressed button is marked by the guard in the page's head.
 */
export function redoBeforeScripts(root: Element): (body: Element) => void {
  const typed = changedIn(root).filter((control) => !isFilter(control) || !control.checkValidity());
  const opened = [...root.querySelectorAll("details[open]")];
  const pressed = [...root.querySelectorAll("button[aria-busy]")];
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const places = new Map(
    [...typed, ...opened, ...pressed, ...(focused === null ? [] : [focused])].map((node) => [
      node,
      placeOf(root, node),
    ]),
  );
  return (body) => {
    const again = <Node extends Element>(node: Node) => places.get(node)?.(body) as Node | undefined;
    for (const control of typed) {
      const own = again(control);
      if (own === undefined) continue;
      own.value = control.value;
      for (const kind of ["input", "change"]) own.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    for (const node of opened) {
      const own = again(node);
      if (own !== undefined && !own.hasAttribute("open")) own.querySelector("summary")?.click();
    }
    (again(focused ?? root) as HTMLElement | undefined)?.focus();
    for (const node of pressed) (again(node) as HTMLElement | undefined)?.click();
  };
}

/** Finds what stands in another drawing of the page where a node stands in this one, if it is called the same. */
function placeOf(root: Element, node: Element): (body: Element) => Element | undefined {
  const tag = node.tagName.toLowerCase();
  const holderOf = (own: Element): Element => {
    const holder = own.parentElement?.closest("[id]") ?? root;
    return root.contains(holder) ? holder : root;
  };
  const holder = holderOf(node);
  const place = [...holder.querySelectorAll(tag)].indexOf(node);
  const called = (own: Element) =>
    own.getAttribute("name") ?? (own.querySelector("summary") ?? own).textContent;
  return (body) => {
    const there = holder === root ? body : body.querySelector(`#${CSS.escape(holder.id)}`);
    const found = there?.querySelectorAll(tag)[place];
    return found !== undefined && called(found) === called(node) ? found : undefined;
  };
}
