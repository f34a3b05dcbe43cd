import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import type { SegmentsCompetitorsRow } from "../lib/data.ts";
import { fileOf, type Context } from "../lib/context.ts";
import { competitorWords } from "../words/competitors.ts";
import { countColumn } from "./columns.ts";

/** Whom competitors sell to, by industry; nothing where no page of theirs was saved. */
export function competitorFigure(context: Context): HTMLElement[] {
  const { format, language, text } = context;
  const words = competitorWords[language];
  const rows = rowsOf(fileOf(context, "segments").competitors);
  if (rows.length === 0) return [];
  const counts = new Map<string, { label: string; customers: number }>();
  for (const { industry, customer_count: customers } of rows)
    if (industry !== null) {
      const known = counts.get(industry.toLowerCase());
      counts.set(industry.toLowerCase(), {
        label: known?.label ?? industry,
        customers: (known?.customers ?? 0) + customers,
      });
    }
  const most = [...counts.values()].sort((a, b) => b.customers - a.customers)[0];
  const all = format.count(rows.reduce((total, row) => total + row.customer_count, 0));
  return [
    figure<SegmentsCompetitorsRow>(context, {
      id: "competitors",
      isWide: true,
      headline:
        most === undefined
          ? words.headlineNone(all)
          : words.headline(most.label, format.count(most.customers)),
      subtitle: words.subtitle,
      about: [words.about(all)],
      query: { of: "segments/competitors", where: [] },
      measures: ["competitor_customers"],
      columns: [
        { name: "competitor", label: words.competitor, value: (row) => row.competitor },
        {
          name: "industry",
          label: words.industry,
          value: (row) => row.industry,
          show: (row) => row.industry ?? words.unknown,
        },
        countColumn<SegmentsCompetitorsRow>(
          context,
          "customer_count",
          words.customers,
          (row) => row.customer_count,
        ),
        { name: "example", label: text.example, value: (row) => row.example },
      ],
      rows,
      tableRows: 30,
    }),
  ];
}
