import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { ignoredFilters } from "./ignored.ts";
import { overviewWords } from "../words/overview.ts";

/** What this release changed in the chosen pipeline since the one before it, in one line. */
export function sinceLine(context: Context): HTMLElement {
  const { format, filters, language, unknown } = context;
  const text = overviewWords[language];
  const { runs, changes } = fileOf(context, "operations");
  const [current, former] = rowsOf(runs).filter((run) => run.outcome === "published");
  if (current === undefined || former === undefined) return element("p", { class: "since" }, text.first);
  const change = rowsOf(changes).find(
    (row) => row.started_at === current.started_at && row.pipeline === filters.pipeline,
  );
  const count = (n: number, more: (n: string) => string, fewer: (n: string) => string) =>
    n === 0 ? [] : [n > 0 ? more(format.count(n)) : fewer(format.count(-n))];
  const counts =
    change === undefined
      ? []
      : [
          ...count(change.leads, text.newLeads, text.fewerLeads),
          ...(unknown.won ? [] : count(change.won, text.wins, text.fewerWins)),
          ...(unknown.lost ? [] : count(change.lost, text.losses, text.fewerLosses)),
        ];
  const restated =
    current.restated === null || current.restated === 0
      ? []
      : [
          element(
            "a",
            { href: "./quality.html#restatements" },
            text.restated(format.count(current.restated)),
          ),
        ];
  const ignored = ignoredFilters(context, "months", "source");
  const summary = counts.length === 0 && restated.length === 0 ? text.nothing : counts.join(", ");
  const [before = "", after = ""] = text.since(format.day(former.started_at), "\n").split("\n");
  return element(
    "p",
    { class: "since" },
    before,
    summary,
    ...restated.flatMap((link) => (counts.length === 0 ? [link] : [", ", link])),
    after,
    ignored === null ? null : element("span", { class: "ignored" }, ` ${ignored}`),
  );
}
