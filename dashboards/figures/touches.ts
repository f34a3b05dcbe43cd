import { rateChart } from "../charts/rates.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, type Context } from "../lib/context.ts";
import type { HandoffTouchesRow } from "../lib/data.ts";
import { durationOf } from "../lib/duration.ts";
import type { Filters } from "../lib/filters.ts";
import { wilson, type Rate } from "../lib/wilson.ts";
import { handoffWords } from "../words/handoff.ts";
import { behindLine } from "./behind.ts";
import { dealsColumn, dealsLink, rateColumns } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { are } from "../lib/figure-query.ts";

interface Soon {
  key: string;
  label: string;
  rate: Rate;
  part: Partial<Filters>;
  whole: Partial<Filters>;
}

/** How soon the leads of the chosen pipeline and source are contacted. */
export function touchOf(context: Context): HandoffTouchesRow | undefined {
  return rowsOf(fileOf(context, "handoff").touches).find(
    (row) => row.pipeline === context.filters.pipeline && row.source === context.filters.source,
  );
}

/** The shares contacted within five minutes, an hour and a day, and never. */
export function touchFigure(context: Context): HTMLElement {
  const { format, language } = context;
  const text = handoffWords[language].touch;
  const own = touchOf(context);
  if (own === undefined || own.touch_status === "not_recorded")
    return instead({ id: "touch", headline: text.none, how: [text.noneHow] });
  const all = { from: "", to: "" };
  const within = (key: "5m" | "1h" | "24h", label: string): Soon => ({
    key: `within_${key}`,
    label,
    rate: wilson(own[`touched_within_${key}_count`], own[`judged_${key}_count`]),
    part: { ...all, mark: `touched_${key}` },
    whole: { ...all, mark: `judged_${key}` },
  });
  const never: Soon = {
    key: "never",
    label: text.rows.never,
    rate: wilson(own.never_touched_count, own.started_count),
    part: { ...all, mark: "never_touched" },
    whole: all,
  };
  const rows = [within("5m", text.rows.m5), within("1h", text.rows.h1), within("24h", text.rows.h24), never];
  return figure<Soon>(context, {
    id: "touch",
    headline: text.headline(format.share(rows[1]?.rate.rate ?? null), format.share(never.rate.rate)),
    subtitle: text.subtitle(format.count(own.started_count)),
    query: {
      of: "handoff/touches",
      where: [...are({ pipeline: context.filters.pipeline, source: context.filters.source })],
    },
    measures: ["touched_within_1h", "first_touch_time", "stage_rate_interval"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: row.label,
          rates: [{ ...row.rate, basis: format.counts(row.rate) }],
          low: null,
          high: null,
          isApart: row.key === "never",
        })),
        width,
        format,
        { heads: [text.head], isFullScale: true },
      ),
    columns: [
      {
        name: "first_touch",
        label: text.when,
        value: (row) => row.key,
        show: (row) => dealsLink(context, row.label, row.part),
      },
      dealsColumn<Soon>(
        context,
        "touched_count",
        text.count,
        (row) => row.rate.successes,
        (row) => row.part,
      ),
      dealsColumn<Soon>(
        context,
        "judged_count",
        text.judged,
        (row) => row.rate.n,
        (row) => row.whole,
      ),
      ...rateColumns<Soon>(
        context,
        (row) => row.rate,
        () => null,
      ).slice(1),
    ],
    rows,
    behind: behindLine(context, [
      { kind: "neverTouched", count: own.never_touched_count, narrower: never.part },
    ]),
    notes: [
      own.first_touch_median_seconds === null
        ? text.medianNone
        : text.median(durationOf(own.first_touch_median_seconds, format, language)),
      text.note,
    ],
    ignored: ignoredFilters(context, "months"),
  });
}
