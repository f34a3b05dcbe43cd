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
  return asked.filter((kind) => !own.has(kind === "activity" ? "activity_in_time" : kind));
}

/** How many calls, e-mails and meetings are recorded, of which none lies within the time of a deal; null where some do or there are none. */
function outsideOf(context: Context): { nobody: number; before: number; ahead: number } | null {
  const rows = rowsOf(fileOf(context, "recorded").kinds).filter(
    (row) => row.pipeline === context.filters.pipeline || row.pipeline === "",
  );
  const count = (kind: string) =>
    rows.reduce((total, row) => total + (row.kind === kind ? row.record_count : 0), 0);
  const [nobody, before, ahead] = [
    count("activity_of_nobody"),
    count("activity_before"),
    count("activity_ahead"),
  ];
  return count("activity_in_time") > 0 || nobody + before + ahead === 0 ? null : { nobody, before, ahead };
}

/** What stands in place of a number that calls and meetings would give: that there are none, or none within the time of a deal. */
export function lackNote(context: Context, kind: Recording, notRecorded: string): string {
  const text = provideWords[context.language];
  return kind === "activity" && outsideOf(context) !== null ? text.outsideNote : notRecorded;
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
  const { format } = context;
  const outside = missing.includes("activity") ? outsideOf(context) : null;
  const said =
    outside === null
      ? null
      : text.outside(format.count(outside.nobody), format.count(outside.before), format.count(outside.ahead));
  const line = (kind: Recording) => (kind === "crm_link" ? sources.map(linkLine).join("\n") : lines[kind]);
  return [
    element(
      "section",
      { class: "card wide", id: "provide", "aria-labelledby": "provide-headline" },
      element(
        "h2",
        { id: "provide-headline" },
        subject === undefined
          ? text.headline
          : subject === "activity" && said !== null
            ? text.headlineOutside
            : text.headlineOnly(text[subject].name),
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
            kind === "activity" && said !== null ? element("p", { class: "outside" }, said) : null,
            element("p", {}, text[kind].how),
            element("pre", {}, element("code", {}, line(kind))),
          ),
        ),
      ),
    ),
  ];
}
