import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { SourcesMovedRow } from "../lib/data.ts";
import { sourceWords } from "../words/sources.ts";
import { countColumn } from "./columns.ts";
import { sum } from "./money.ts";

/** How much the cost of days that were over still moved. */
export function movedFigure(context: Context): HTMLElement[] {
  const text = sourceWords[context.language];
  const rows = rowsOf(fileOf(context, "sources").moved);
  if (rows.length === 0) return [];
  const number = (
    name: "day_count" | "first_cost" | "cost" | "cost_change" | "fallen_count",
    label: string,
  ) => countColumn<SourcesMovedRow>(context, name, label, (row) => row[name]);
  return [
    figure<SourcesMovedRow>(context, {
      id: "moved",
      isWide: true,
      headline: text.movedHeadline(context.format.count(sum(rows, (row) => row.day_count))),
      subtitle: text.movedSubtitle,
      query: { of: "sources/moved", where: [] },
      measures: ["spend_cost"],
      columns: [
        { name: "platform", label: text.platform, value: (row) => row.platform },
        { name: "currency", label: text.currency, value: (row) => row.currency },
        number("day_count", text.movedDays),
        number("first_cost", text.firstCost),
        number("cost", text.newestCost),
        number("cost_change", text.costChange),
        number("fallen_count", text.fallen),
      ],
      rows,
      notes: [text.movedNote],
    }),
  ];
}
