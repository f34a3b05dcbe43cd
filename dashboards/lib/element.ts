type Child = Node | string | null;

/** An element with attributes and children; text is text, never markup. */
export function element(
  tag: string,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** A button that does something (no inline handler: the content security policy forbids them). */
export function button(
  label: string,
  onClick: () => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement {
  const node = element("button", { type: "button", ...attributes }, label) as HTMLButtonElement;
  node.addEventListener("click", onClick);
  return node;
}
