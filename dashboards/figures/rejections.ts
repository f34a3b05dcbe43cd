import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { HandoffReasonsRow } from "../lib/data.ts";
import { findExtreme } from "../lib/finding.ts";
import { wilson } from "../lib/wilson.ts";
import { reasonLabel } from "../words/counts.ts";
import { handoffWords } from "../words/handoff.ts";
import { behindLine } from "./behind.ts";
import { dealsColumn, rateColumns } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";

const everything = { from: "", to: "", source: "" };
/** Reasons that a chart can hold; the table has all. */
const mostBars = 12;

/** Why sales rejects; nothing where nobody was rejected. */
export function reasonFigure(context: Context): HTMLElement[] {
  const { format, language, filters } = context;
  const text = handoffWords[language].reasons;
  const rows = rowsOf(fileOf(context, "handoff").reasons).filter((row) => row.pipeline === filters.pipeline);
  const total = rows[0]?.rejected_total ?? 0;
  if (total === 0) return [];
  if (rows.every((row) => row.reason === "_none"))
    return [instead({ id: "reasons", headline: text.none, how: [text.noneHow(format.count(total))] })];
  const label = (row: HandoffReasonsRow) => reasonLabel(row.reason, language);
  const rate = (row: HandoffReasonsRow) => wilson(row.rejected_count, row.rejected_total);
  const silent = rows.find((row) => row.reason === "_none");
  const given = rows.filter((row) => !row.reason.startsWith("_"));
  const most = findExtreme(
    given,
    (row) => {
      const { rate: value, low, high } = rate(row);
      return { value, low, high };
    },
    "most",
  );
  return [
    figure<HandoffReasonsRow>(context, {
      id: "reasons",
      headline:
        silent !== undefined && (rate(silent).low ?? 0) > 0.5
          ? text.mostlyNone(format.share(rate(silent).rate))
          : most.kind === "apart"
            ? text.headline(label(most.row), format.share(rate(most.row).rate))
            : most.kind === "together" && given.length === 1
              ? text.only(label(most.row))
              : text.together,
      subtitle: text.subtitle(format.count(total)),
      measures: ["handoff_reason_share", "stage_rate_interval"],
      draw: (width) =>
        rateChart(
          rows.slice(0, mostBars).map((row) => ({
            label: label(row),
            rates: [{ ...rate(row), basis: format.counts(rate(row)) }],
            low: null,
            high: null,
            isApart: false,
          })),
          width,
          format,
          { heads: [text.head], isFullScale: false },
        ),
      columns: [
        { name: "reason", label: text.reason, value: (row) => row.reason, show: label },
        dealsColumn<HandoffReasonsRow>(
          context,
          "rejected_count",
          text.count,
          (row) => row.rejected_count,
          (row) => ({ ...everything, mark: `rejected_for=${row.reason}` }),
        ),
        ...rateColumns<HandoffReasonsRow>(context, rate, () => ({ ...everything, mark: "rejected" })),
      ],
      rows,
      behind: behindLine(context, [
        { kind: "rejected", count: total, narrower: { ...everything, mark: "rejected" } },
      ]),
      notes: rows.some((row) => row.reason === "_few") ? [text.few] : [],
      ignored: ignoredFilters(context, "months", "source"),
    }),
  ];
}
