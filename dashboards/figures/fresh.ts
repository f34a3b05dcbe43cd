import { figure } from "../components/figure.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { SummaryFreshnessRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import { latenessOf } from "../lib/lateness.ts";
import { countColumn } from "./columns.ts";
import { labelOf } from "../words/labels.ts";
import { operationsWords } from "../words/operations.ts";
import { overviewWords } from "../words/overview.ts";

/** Until when each source is known, the one that is farthest behind first. */
export function freshFigure(context: Context): HTMLElement {
  const { format, language } = context;
  const text = overviewWords[language];
  const limits = new Map(rowsOf(fileOf(context, "operations").limits).map((row) => [row.source, row]));
  const rows = rowsOf(context.summary.freshness).sort(
    (a, b) => (b.age_days ?? 0) - (a.age_days ?? 0) || (a.source < b.source ? -1 : 1),
  );
  const deliveries = new Map(rowsOf(fileOf(context, "overview").deliveries).map((row) => [row.source, row]));
  const delivered = (name: "delivered_count" | "quarantined_count", label: string) =>
    countColumn<SummaryFreshnessRow>(
      context,
      `newest_${name}`,
      label,
      (row) => deliveries.get(row.source)?.[name] ?? null,
    );
  const [oldest] = rows;
  const behind = oldest?.age_days ?? 0;
  return figure<SummaryFreshnessRow>(context, {
    id: "fresh",
    headline:
      oldest === undefined
        ? context.text.noData
        : behind === 0
          ? text.freshHeadline(format.day(oldest.watermark_at))
          : text.behindHeadline(labelOf(oldest.source, language), format.count(behind)),
    subtitle: text.freshSubtitle,
    behind: lackingLine(context),
    about: [context.text.ignores],
    query: { of: "summary/freshness", where: [] },
    measures: ["watermark"],
    columns: [
      {
        name: "source",
        label: context.text.source,
        value: (row) => row.source,
        show: (row) => labelOf(row.source, language),
      },
      {
        name: "watermark_at",
        label: context.text.until,
        value: (row) => row.watermark_at,
        show: (row) => {
          const late = latenessOf(row.watermark_at, limits.get(row.source), context.now);
          const day = element("span", { class: "date" }, format.day(row.watermark_at));
          return late === null
            ? day
            : element(
                "span",
                { class: late.isError ? "late error" : "late" },
                day,
                ` – ${operationsWords[language].lateBy(format.count(late.hours), format.count(late.limit))}`,
              );
        },
      },
      {
        name: "age_days",
        label: context.text.behind,
        value: (row) => (row.watermark_at === null ? null : row.age_days),
        show: (row) => format.count(row.watermark_at === null ? null : row.age_days),
        isNumber: true,
      },
      delivered("delivered_count", text.delivered),
      delivered("quarantined_count", text.ofItSetAside),
    ],
    rows,
  });
}

/** Which sources lack records that were delivered, in one line that leads to them. */
function lackingLine(context: Context): HTMLElement {
  const { format, language } = context;
  const text = overviewWords[language];
  const rows = rowsOf(fileOf(context, "overview").deliveries);
  const parts = rows.flatMap((row) => {
    const source = labelOf(row.source, language);
    return [
      ...(row.quarantined_count === 0
        ? []
        : [text.setAside(source, format.count(row.quarantined_count), format.count(row.delivered_count))]),
      ...(row.unread_count === 0 ? [] : [text.unread(source, format.count(row.unread_count))]),
    ];
  });
  return element(
    "p",
    { class: parts.length === 0 ? "behind" : "behind late" },
    `${parts.length === 0 ? text.allRead : parts.join("; ")} (`,
    element("a", { href: "./quality.html#files" }, text.lackingMore),
    ").",
  );
}
