import { ratioChart } from "../charts/ratios.ts";
import { figure } from "../components/figure.ts";
import type { TableColumn } from "../components/table.ts";
import type { Context } from "../lib/context.ts";
import { element } from "../lib/element.ts";
import { nullWorld, type NullComparison } from "../lib/null-world.ts";
import { compareWords } from "../words/compare.ts";
import { countColumn, timesColumn, type NumberOf } from "./columns.ts";

/** What the usual comparison says in a world in which nothing helps, why, and what is done instead. */
export function compareFigures(context: Context): Node[] {
  const { format, language } = context;
  const text = compareWords[language];
  const rows = [...nullWorld.comparisons].sort((one, other) => other.naive_ratio - one.naive_ratio);
  const held = rows.filter((row) => row.ratio_low <= 1 && 1 <= row.ratio_high).length;
  const label = (row: NullComparison) => text.habits[row.habit] ?? row.habit;
  const count = (name: keyof NullComparison & `${string}_count`, head: string) =>
    countColumn<NullComparison>(context, name, head, (row) => row[name]);
  const share = (side: "with" | "without", head: string): TableColumn<NullComparison> => {
    const value = (row: NullComparison) => row[`${side}_advanced_count`] / row[`${side}_count`];
    return {
      name: `${side}_share`,
      label: head,
      value,
      show: (row) => format.share(value(row)),
      isNumber: true,
    };
  };
  const ratio = (name: NumberOf<NullComparison>, head: string) =>
    timesColumn<NullComparison>(context, name, head);
  return [
    element(
      "div",
      { class: "grid" },
      figure<NullComparison>(context, {
        id: "null-world",
        isWide: true,
        headline:
          held === rows.length
            ? text.headline(format.times(rows[0]?.naive_ratio ?? null))
            : text.headlineHeld(format.count(held), format.count(rows.length)),
        subtitle: text.subtitle(format.count(nullWorld.deals)),
        measures: ["habit_ratio", "speed_ratio", "speed_naive_ratio"],
        draw: (width) =>
          ratioChart(
            rows.map((row) => ({
              label: label(row),
              value: row.ratio,
              low: row.ratio_low,
              high: row.ratio_high,
              basis: `${format.times(row.ratio_low)} – ${format.times(row.ratio_high)}`,
              naive: row.naive_ratio,
            })),
            width,
            format.times,
            { own: text.own, naive: text.naive },
          ),
        columns: [
          { name: "habit", label: text.habit, value: (row) => row.habit, show: label },
          count("with_count", text.with),
          count("with_advanced_count", text.withAdvanced),
          share("with", text.withShare),
          count("without_count", text.without),
          count("without_advanced_count", text.withoutAdvanced),
          share("without", text.withoutShare),
          ratio("naive_ratio", text.naiveRatio),
          ratio("ratio", text.ratio),
          ratio("ratio_low", context.text.low),
          ratio("ratio_high", context.text.high),
        ],
        rows,
        notes: [text.notes],
      }),
      element(
        "section",
        { class: "card whole", id: "why", "aria-labelledby": "why-headline" },
        element("h2", { id: "why-headline" }, text.why),
        element(
          "ol",
          { class: "reasons" },
          ...text.reasons.map(([claim, why]) => element("li", {}, element("b", {}, claim), ` ${why}`)),
        ),
        element("p", { class: "note" }, text.still),
        element(
          "p",
          { class: "behind" },
          `${text.see}: `,
          element("a", { href: "./handoff.html#speed" }, text.speed),
          " · ",
          element("a", { href: "./contact.html#ratio" }, text.contact),
        ),
      ),
    ),
  ];
}
