import { ratioChart } from "../charts/ratios.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { HandoffBandsRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { handoffWords } from "../words/handoff.ts";
import { dealsColumn, timesColumn, type NumberOf } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { touchOf } from "./touches.ts";
import { are } from "../lib/figure-query.ts";

const everything = { from: "", to: "", source: "" };

/** Whether leads that are contacted soon reach sales more often, like compared with like; nothing where no contact is recorded. */
export function speedFigure(context: Context): HTMLElement[] {
  const { format, language, filters } = context;
  const text = handoffWords[language].speed;
  const rows = rowsOf(fileOf(context, "handoff").bands).filter((row) => row.pipeline === filters.pipeline);
  if (rows.length === 0 || touchOf(context)?.touch_status !== "ok") return [];
  const label = (row: HandoffBandsRow) => text.bands[row.speed_band];
  const named = rows.find((row) => row.ratio_status === "ok" && row.naive_ratio !== null);
  const isAlike = (row: HandoffBandsRow) =>
    (row.sales_ratio_low ?? 0) <= 1 && 1 <= (row.sales_ratio_high ?? Infinity);
  const range = (row: HandoffBandsRow) =>
    row.sales_ratio_low === null
      ? text.status[row.ratio_status]
      : `${format.times(row.sales_ratio_low)} – ${format.times(row.sales_ratio_high)}`;
  // Of a band without an end nothing is compared.
  const count = (
    name: "landmark_count" | "landmark_sales_count" | "untouched_count" | "untouched_sales_count",
    head: string,
  ): TableColumn<HandoffBandsRow> =>
    dealsColumn<HandoffBandsRow>(
      context,
      name,
      head,
      (row) => (row.ratio_status === "slowest" ? null : row[name]),
      (row) => ({
        ...everything,
        mark: `speed=${name.startsWith("landmark") ? "touched" : "untouched"}_${row.speed_band}${name.endsWith("sales_count") ? " sales" : ""}`,
      }),
    );
  const ratio = (name: NumberOf<HandoffBandsRow>, head: string) =>
    timesColumn<HandoffBandsRow>(context, name, head);
  return [
    figure<HandoffBandsRow>(context, {
      id: "speed",
      isWide: true,
      headline:
        named === undefined
          ? text.headlineNone
          : text.headline(
              label(named).replace(/^./, (letter) => letter.toUpperCase()),
              format.times(named.naive_ratio),
              isAlike(named)
                ? `${format.times(named.sales_ratio)} (${text.alike})`
                : format.times(named.sales_ratio),
            ),
      subtitle: text.subtitle,
      about: [text.horizon(format.count(rows[0]?.horizon_days ?? null))],
      query: { of: "handoff/bands", where: [...are({ pipeline: context.filters.pipeline })] },
      measures: ["speed_ratio", "speed_naive_ratio"],
      draw: (width) =>
        ratioChart(
          rows
            .filter((row) => row.ratio_status !== "slowest")
            .map((row) => ({
              label: label(row),
              value: row.sales_ratio,
              low: row.sales_ratio_low,
              high: row.sales_ratio_high,
              basis: range(row),
              naive: row.naive_ratio,
            })),
          width,
          format.times,
          { own: text.own, naive: text.naive },
        ),
      columns: [
        { name: "speed_band", label: text.band, value: (row) => row.speed_band, show: label },
        dealsColumn<HandoffBandsRow>(
          context,
          "journey_count",
          text.leads,
          (row) => row.journey_count,
          (row) => ({ ...everything, mark: `compared_${row.speed_band}` }),
        ),
        dealsColumn<HandoffBandsRow>(
          context,
          "sales_count",
          text.sales,
          (row) => row.sales_count,
          (row) => ({ ...everything, mark: `in_sales_${row.speed_band}` }),
        ),
        {
          name: "naive_rate",
          label: text.rate,
          value: (row) => row.naive_rate,
          show: (row) => format.share(row.naive_rate),
          isNumber: true,
        },
        ratio("naive_ratio", text.naiveRatio),
        count("landmark_count", text.landmark),
        count("landmark_sales_count", text.landmarkSales),
        count("untouched_count", text.untouched),
        count("untouched_sales_count", text.untouchedSales),
        ratio("sales_ratio", text.ratio),
        ratio("sales_ratio_low", context.text.low),
        ratio("sales_ratio_high", context.text.high),
        {
          name: "ratio_status",
          label: text.state,
          value: (row) => row.ratio_status,
          show: (row) => text.status[row.ratio_status],
        },
      ],
      rows,
      behind: element("p", { class: "behind" }, element("a", { href: "./compare.html" }, text.more)),
      notes: [text.why, text.association],
      ignored: ignoredFilters(context, "months", "source"),
    }),
  ];
}
