import type { Context } from "../lib/context.ts";
import type { SourcesQualityRow, SourcesSpendRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { sourceWords } from "../words/sources.ts";
import { money, sum } from "./money.ts";
import { lackNote, missingOf } from "./provide.ts";
import { tile } from "./tile.ts";
import { todoHref } from "./todo.ts";

type Row = SourcesQualityRow;

/** What was spent, what of it no lead can be charged with, and who was called though nobody may. */
export function sourceTiles(context: Context, spend: SourcesSpendRow[], lists: Row[]): HTMLElement {
  const { format } = context;
  const text = sourceWords[context.language];
  const total = sum(spend, (row) => row.cost_base);
  const apart = sum(spend, (row) => row.unattributed_cost);
  const months = spend.flatMap((row) => [row.first_month, row.last_month]).sort();
  const unpriced = sum(spend, (row) => row.unpriced_count);
  const violations = sum(lists, (row) => row.do_not_call_violation_count);
  return element(
    "div",
    { class: "tiles" },
    ...(spend.length === 0
      ? []
      : [
          tile(context, {
            id: "cost",
            metric: "spend_cost",
            label: text.costTile,
            value: money(context, total),
            notes: [
              text.costNote(format.month(months[0] ?? ""), format.month(months.at(-1) ?? "")),
              unpriced === 0 ? "" : text.unpriced(format.count(unpriced)),
            ],
          }),
          tile(context, {
            id: "unattributed",
            metric: "spend_cost",
            label: text.unattributedTile,
            value: money(context, apart),
            notes: [text.unattributedNote(format.share(total === 0 ? null : apart / total))],
            href: "#spend",
          }),
        ]),
    lists.length === 0
      ? null
      : missingOf(context, "activity").length > 0
        ? tile(context, {
            id: "violations",
            metric: "",
            label: text.violationTile,
            value: "–",
            notes: [element("a", { href: "#provide" }, lackNote(context, "activity", text.noCalls))],
          })
        : tile(context, {
            id: "violations",
            metric: "",
            label: text.violationTile,
            value: format.count(violations),
            notes: [text.violationNote],
            href: todoHref(context, { reason: "do_not_call" }),
          }),
  );
}
