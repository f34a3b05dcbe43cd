import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { SourcesSpendRow } from "../lib/data.ts";
import { sourceWords } from "../words/sources.ts";
import { countColumn } from "./columns.ts";
import { money, sum } from "./money.ts";

/** What was spent by platform, and how much of it no lead can be charged with. */
export function spendFigure(context: Context, rows: SourcesSpendRow[]): HTMLElement {
  const { format, release } = context;
  const text = sourceWords[context.language];
  const total = sum(rows, (row) => row.cost_base);
  const apart = sum(rows, (row) => row.unattributed_cost);
  const unnamed = rowsOf(fileOf(context, "sources").unnamed).filter((row) => row.campaign !== null);
  const currency = format.currency(release.base_currency);
  return figure<SourcesSpendRow>(context, {
    id: "spend",
    isWide: true,
    headline:
      total > 0 && apart > 0 ? text.spendHeadline(format.share(apart / total)) : text.spendHeadlineNone,
    subtitle: text.spendSubtitle,
    query: { of: "sources/spend", where: [] },
    measures: ["spend_cost"],
    columns: [
      { name: "platform", label: text.platform, value: (row) => row.platform },
      {
        name: "kind",
        label: text.kind,
        value: (row) => row.kind,
        show: (row) => text.kinds[row.kind] ?? row.kind,
      },
      countColumn<SourcesSpendRow>(context, "cost_base", text.cost(currency), (row) => row.cost_base),
      countColumn<SourcesSpendRow>(
        context,
        "unattributed_cost",
        text.unattributed,
        (row) => row.unattributed_cost,
      ),
      countColumn<SourcesSpendRow>(context, "unnamed_count", text.unnamedCount, (row) => row.unnamed_count),
    ],
    rows,
    notes: [
      text.spendHow,
      ...(unnamed.length === 0
        ? []
        : [
            text.unnamed(
              unnamed
                .slice(0, 5)
                .map((row) => `${row.campaign ?? ""} (${money(context, row.cost_base)})`)
                .join(", "),
            ),
          ]),
    ],
  });
}
