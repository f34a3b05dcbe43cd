import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { lines, linkLine, provideWords, type Recording } from "../words/provide.ts";

/** What the exports of the chosen pipeline do not tell, of what is asked for. */
export function missingOf(context: Context, ...asked: Exclude<Recording, "crm_link">[]): Recording[] {
  const own = new Set(
    rowsOf(fileOf(context, "recorded").kinds)
      .filter((row) => row.pipeline === context.filters.pipeline || row.pipeline === "")
      .map((row) => row.kind),
  );
  const isTold = (kind: Recording) =>
    kind === "activity" ? ["call", "email", "meeting"].some((one) => own.has(one)) : own.has(kind);
  return asked.filter((kind) => !isTold(kind));
}

/** A card that says of what is missing how to provide it; nothing where nothing is. `subject` is what the page is about, and missing. */
export function provide(
  context: Context,
  missing: Recording[],
  subject?: Recording,
  sources: string[] = [],
): HTMLElement[] {
  const text = provideWords[context.language];
  if (missing.length === 0) return [];
  const line = (kind: Recording) => (kind === "crm_link" ? sources.map(linkLine).join("\n") : lines[kind]);
  return [
    element(
      "section",
      { class: "card wide", id: "provide", "aria-labelledby": "provide-headline" },
      element(
        "h2",
        { id: "provide-headline" },
        subject === undefined ? text.headline : text.headlineOnly(text[subject].name),
      ),
      element("p", { class: "subtitle" }, text.subtitle),
      element(
        "ul",
        { class: "todo" },
        ...missing.map((kind) =>
          element(
            "li",
            { "data-missing": kind },
            kind === subject ? null : element("b", {}, text[kind].name),
            element("p", {}, text[kind].how),
            element("pre", {}, element("code", {}, line(kind))),
          ),
        ),
      ),
    ),
  ];
}
