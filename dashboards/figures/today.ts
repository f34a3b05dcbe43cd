import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { OverviewToDoRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { queryOf } from "../lib/filters.ts";
import { overviewWords } from "../words/overview.ts";
import { reasonWords } from "../words/reasons.ts";
import { ignoredFilters } from "./ignored.ts";
import { are } from "../lib/figure-query.ts";

/** How many deals need something this morning, and why, each reason leading to its list. */
export function todayFigure(context: Context): HTMLElement {
  const { format, filters, language } = context;
  const text = overviewWords[language];
  const own = rowsOf(fileOf(context, "overview").to_do).filter((row) => row.pipeline === filters.pipeline);
  const all = own.find((row) => row.reason === null)?.deal_count ?? 0;
  const rows = own
    .filter((row) => row.reason !== null)
    .sort((a, b) => b.deal_count - a.deal_count || ((a.reason ?? "") < (b.reason ?? "") ? -1 : 1));
  const label = (row: OverviewToDoRow) => (row.reason === null ? "" : reasonWords[language][row.reason]);
  const toDo = (row: OverviewToDoRow) =>
    `./todo.html${queryOf({ pipeline: filters.pipeline, reason: row.reason ?? "" })}`;
  return figure<OverviewToDoRow>(context, {
    id: "today",
    headline: all === 0 ? text.todoNone : text.todoHeadline(format.count(all)),
    subtitle: all === 0 ? "" : text.todoSubtitle,
    ignored: ignoredFilters(context, "months", "source"),
    about: [text.todoAbout],
    query: {
      of: "overview/to_do",
      where: [...are({ pipeline: context.filters.pipeline }), "reason is not null"],
    },
    measures: ["deals_due"],
    columns: [
      {
        name: "reason",
        label: text.reason,
        value: (row) => row.reason,
        show: (row) => element("a", { href: toDo(row) }, label(row)),
      },
      {
        name: "deal_count",
        label: text.deals,
        value: (row) => row.deal_count,
        show: (row) => element("a", { href: toDo(row) }, format.count(row.deal_count)),
        isNumber: true,
      },
    ],
    rows,
    empty: text.todoNone,
  });
}
