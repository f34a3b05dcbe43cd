import { element } from "./element.ts";
import { queryOf, type Filters } from "./filters.ts";

/** What an address asks for that shows one figure alone, in a frame of another page. */
export interface Embedding {
  /** The figure's anchor. */
  figure: string;
  theme: "light" | "dark" | null;
}

/** The embedding that an address asks for; null where it asks for the whole page. */
export function embeddingOf(search: string): Embedding | null {
  const query = new URLSearchParams(search);
  const figure = query.get("embed") ?? "";
  const theme = query.get("theme");
  return figure === "" ? null : { figure, theme: theme === "light" || theme === "dark" ? theme : null };
}

/** The address that shows one figure of this page alone, with the filters that hold. */
export function embedAddress(figure: string, filters: Filters): string {
  const query = new URLSearchParams(queryOf(filters));
  query.set("embed", figure);
  return `${location.origin}${location.pathname}?${query.toString()}`;
}

/** What is left of a drawn page: the figure, with its links leading out of the frame and the filters below; null where there is none of that name. */
export function onlyFigure(
  drawn: Node[],
  { figure }: Embedding,
  evidence: string,
  page: string,
): Node[] | null {
  const found = drawn
    .filter((node) => node instanceof Element)
    .flatMap((node) => [node, ...node.querySelectorAll("section")])
    .find((node) => node.tagName === "SECTION" && node.id === figure);
  if (found === undefined) return null;
  found.querySelectorAll("a").forEach((link) => {
    link.target = "_blank";
  });
  return [found, element("p", { class: "note" }, element("a", { href: page, target: "_blank" }, evidence))];
}

/** Makes the page's one theme that which the address asks for, whatever the reader's device prefers. */
export function setTheme(theme: "light" | "dark" | null): void {
  if (theme === null) return;
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-color-scheme"))
        rule.media.mediaText = theme === "dark" ? "all" : "not all";
  document.documentElement.style.colorScheme = theme;
}
