import { rateChart } from "../charts/rates.ts";
import { ratioChart } from "../charts/ratios.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import type { TableColumn } from "../components/table.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { ContactHabitsRow, SummaryStagesRow } from "../lib/data.ts";
import { element } from "../lib/element.ts";
import type { Filters } from "../lib/filters.ts";
import { asWord } from "../lib/marked.ts";
import { wilson, z95 } from "../lib/wilson.ts";
import { contactWords } from "../words/contact.ts";
import { behindLine } from "./behind.ts";
import { countColumn, dealsColumn, dealsLink, rateColumns, timesColumn, type NumberOf } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { playbookFigure } from "./playbook.ts";
import { are, isOneOf } from "../lib/figure-query.ts";

/** In the order in which a deal is worked. */
const habits = [
  "next_step_set",
  "meeting_held",
  "summary_sent",
  "decision_maker_known",
  "two_contacts_known",
  "motivation_recorded",
] as const;

const everything = { from: "", to: "", source: "" };

/** Open deals whose furthest stage is this one. */
const openAt = (stage: string, mark = ""): Partial<Filters> => ({
  ...everything,
  stage,
  at: "waiting",
  outcome: "open",
  mark,
});

/** Deals that counted at a stage in this way, whenever they came to it. */
const passed = ({ stage }: ContactHabitsRow, ...words: string[]): Partial<Filters> => ({
  ...everything,
  mark: `at=${asWord(stage)} ${words.join(" ")}`,
});

/** What the open deals lack of sales contact, and whether deals that have it advance faster. */
export function contactFigures(context: Context): Node[] {
  const { language, filters } = context;
  const text = contactWords[language];
  const all = rowsOf(fileOf(context, "contact").habits).filter((row) => row.pipeline === filters.pipeline);
  const stage = chosenStage(context);
  const order = (row: ContactHabitsRow) => habits.indexOf(row.habit);
  const rows = all
    .filter((row) => row.stage === stage?.stage && row.ratio_status !== "not_recorded")
    .sort((one, other) => order(one) - order(other));
  const missing = habits.filter((habit) =>
    all.some((row) => row.habit === habit && row.ratio_status === "not_recorded"),
  );
  return [
    element(
      "div",
      { class: "grid" },
      ...(stage === undefined || rows.length === 0
        ? []
        : [
            nowFigure(context, stage, rows),
            ratioFigure(context, stage, rows),
            landmarkFigure(context, stage, rows),
            matrixFigure(context, all),
          ]),
      ...playbookFigure(context),
      ...(missing.length === 0
        ? []
        : [
            instead({
              id: "not-recorded",
              headline: text.notRecorded.headline(missing.map((habit) => text.habits[habit]).join(", ")),
              how: missing.map((habit) => text.notRecorded.how[habit]),
              lines: missing.flatMap((habit) => text.notRecorded.lines[habit] ?? []),
            }),
          ]),
    ),
  ];
}

/** The stage asked for, else the stage of sales at which most deals are open. */
export function chosenStage(context: Context): SummaryStagesRow | undefined {
  const { filters, stages } = context;
  const asked = stages.find((row) => row.stage === filters.stage);
  if (asked !== undefined) return asked;
  const open = new Map(
    rowsOf(fileOf(context, "contact").habits)
      .filter((row) => row.pipeline === filters.pipeline)
      .map((row) => [row.stage, row.open_count]),
  );
  const sales = stages.filter((row) => row.team === "sales");
  return [...(sales.length > 0 ? sales : stages)].sort(
    (one, other) =>
      (open.get(other.stage) ?? 0) - (open.get(one.stage) ?? 0) || one.stage_ordinal - other.stage_ordinal,
  )[0];
}

function nowFigure(context: Context, stage: SummaryStagesRow, rows: ContactHabitsRow[]): HTMLElement {
  const { format, language } = context;
  const words = contactWords[language];
  const text = words.now;
  const name = stageLabel(stage, context);
  const [first] = rows;
  const open = first?.open_count ?? 0;
  const rate = (row: ContactHabitsRow) => wilson(row.open_with_count, row.open_count);
  return figure<ContactHabitsRow>(context, {
    id: "now",
    headline:
      first === undefined || open === 0
        ? text.empty(name)
        : first.habit === "next_step_set"
          ? text.headline(name, format.count(first.open_without_count), format.count(open))
          : text.headlineOther(
              name,
              words.habits[first.habit],
              format.count(first.open_without_count),
              format.count(open),
            ),
    subtitle: text.subtitle(format.count(open)),
    query: {
      of: "contact/habits",
      where: [
        ...are({ pipeline: context.filters.pipeline, stage: stage.stage }),
        "ratio_status <> 'not_recorded'",
      ],
    },
    measures: ["habit_share", "stage_rate_interval"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: words.habits[row.habit],
          rates: [{ ...rate(row), basis: format.counts(rate(row)) }],
          low: null,
          high: null,
          isApart: false,
        })),
        width,
        format,
        { heads: [text.head], isFullScale: true },
      ),
    columns: [
      {
        name: "habit",
        label: text.habit,
        value: (row) => row.habit,
        show: (row) => dealsLink(context, words.habits[row.habit], openAt(row.stage, `without_${row.habit}`)),
      },
      dealsColumn<ContactHabitsRow>(
        context,
        "open_count",
        text.open,
        (row) => row.open_count,
        (row) => openAt(row.stage),
      ),
      dealsColumn<ContactHabitsRow>(
        context,
        "open_with_count",
        text.with,
        (row) => row.open_with_count,
        (row) => openAt(row.stage, `with_${row.habit}`),
      ),
      dealsColumn<ContactHabitsRow>(
        context,
        "open_without_count",
        text.without,
        (row) => row.open_without_count,
        (row) => openAt(row.stage, `without_${row.habit}`),
      ),
      ...rateColumns<ContactHabitsRow>(context, rate, () => null).slice(1),
    ],
    rows,
    behind:
      first === undefined
        ? null
        : behindLine(
            context,
            [
              {
                kind: "without",
                count: first.open_without_count,
                narrower: openAt(stage.stage, `without_${first.habit}`),
              },
              {
                kind: "with",
                count: first.open_with_count,
                narrower: openAt(stage.stage, `with_${first.habit}`),
              },
            ],
            words.habits[first.habit],
          ),
    ignored: ignoredFilters(context, "months", "source"),
  });
}

/**
 * Whether a ratio stands out beyond chance: its 99.9 % interval leaves 1 out. Of the comparisons of all stages and habits, some thirty,
 * one or two 95 % intervals leave it out where nothing helps.
 */
function isApart({ rate_ratio: ratio, rate_ratio_low: low, rate_ratio_high: high }: ContactHabitsRow) {
  if (ratio === null || low === null || high === null) return false;
  const error = Math.log(high / low) / (2 * z95);
  return Math.abs(Math.log(ratio)) > 3.290527 * error;
}

function ratioFigure(context: Context, stage: SummaryStagesRow, rows: ContactHabitsRow[]): HTMLElement {
  const { format, language } = context;
  const words = contactWords[language];
  const text = words.ratio;
  const name = stageLabel(stage, context);
  const apart = rows.filter(isApart);
  const [first] = apart;
  const named = (isFaster: boolean) =>
    apart
      .filter((row) => (row.rate_ratio ?? 1) > 1 === isFaster)
      .map((row) => words.habits[row.habit].toLowerCase())
      .join(", ");
  return figure<ContactHabitsRow>(context, {
    id: "ratio",
    headline:
      first === undefined
        ? text.alike(name)
        : apart.length === 1
          ? text.headline(name, words.habits[first.habit], format.times(first.rate_ratio))
          : text.several(name, named(true), named(false)),
    subtitle: text.subtitle,
    query: {
      of: "contact/habits",
      where: [
        ...are({ pipeline: context.filters.pipeline, stage: stage.stage }),
        "ratio_status <> 'not_recorded'",
      ],
    },
    measures: ["habit_ratio"],
    draw: (width) =>
      ratioChart(
        rows.map((row) => ({
          label: words.habits[row.habit],
          value: row.rate_ratio,
          low: row.rate_ratio_low,
          high: row.rate_ratio_high,
          basis:
            row.rate_ratio_low === null
              ? text.status[row.ratio_status]
              : `${format.times(row.rate_ratio_low)} – ${format.times(row.rate_ratio_high)}`,
          naive: null,
          isApart: isApart(row),
        })),
        width,
        format.times,
        { own: text.head, naive: null },
      ),
    columns: [
      {
        name: "habit",
        label: words.now.habit,
        value: (row) => row.habit,
        show: (row) => words.habits[row.habit],
      },
      ...ratioColumns(context),
    ],
    rows,
    behind: element("p", { class: "behind" }, element("a", { href: "./compare.html" }, text.more)),
    notes: [text.how, text.association, text.chance],
    ignored: ignoredFilters(context, "months", "source"),
  });
}

function ratioColumns(context: Context): TableColumn<ContactHabitsRow>[] {
  const { language } = context;
  const text = contactWords[language].ratio;
  const ratio = (name: NumberOf<ContactHabitsRow>, head: string) =>
    timesColumn<ContactHabitsRow>(context, name, head);
  return [
    ratio("rate_ratio", text.ratio),
    ratio("rate_ratio_low", context.text.low),
    ratio("rate_ratio_high", context.text.high),
    dealsColumn<ContactHabitsRow>(
      context,
      "with_advanced_count",
      text.withAdvanced,
      (row) => row.with_advanced_count,
      (row) => passed(row, "advanced", `with_${row.habit}`),
    ),
    countColumn<ContactHabitsRow>(context, "with_days", text.withDays, (row) => row.with_days),
    dealsColumn<ContactHabitsRow>(
      context,
      "without_advanced_count",
      text.withoutAdvanced,
      (row) => row.without_advanced_count,
      (row) => passed(row, "advanced", `-with_${row.habit}`),
    ),
    countColumn<ContactHabitsRow>(context, "without_days", text.withoutDays, (row) => row.without_days),
    {
      name: "ratio_status",
      label: text.state,
      value: (row) => row.ratio_status,
      show: (row) => text.status[row.ratio_status],
    },
  ];
}

function landmarkFigure(context: Context, stage: SummaryStagesRow, rows: ContactHabitsRow[]): HTMLElement {
  const { format, language } = context;
  const words = contactWords[language];
  const text = words.landmark;
  const name = stageLabel(stage, context);
  const days = format.count(rows[0]?.landmark_days ?? null);
  const side = (row: ContactHabitsRow, key: "with" | "without") => ({
    rate: row[`${key}_estimate`],
    low: row[`${key}_low`],
    high: row[`${key}_high`],
    basis: `n = ${format.count(row[`landmark_${key}_count`])}`,
  });
  // Where nobody ever had it at the stage, nothing is counted either way.
  const landmark = (key: "with" | "without", head: string): TableColumn<ContactHabitsRow> =>
    dealsColumn<ContactHabitsRow>(
      context,
      `landmark_${key}_count`,
      head,
      (row) => (row.ratio_status === "never_here" ? null : row[`landmark_${key}_count`]),
      (row) => passed(row, "landmark", `${key === "with" ? "" : "-"}had_${row.habit}`),
    );
  const share = (key: "with" | "without", head: string): TableColumn<ContactHabitsRow>[] => [
    {
      name: `${key}_estimate`,
      label: head,
      value: (row) => row[`${key}_estimate`],
      show: (row) =>
        row[`${key}_estimate`] === null
          ? "–"
          : `${format.share(row[`${key}_estimate`])} (${format.share(row[`${key}_low`])} – ${format.share(row[`${key}_high`])})`,
      isNumber: true,
    },
    ...(["low", "high"] as const).map((end) => ({
      name: `${key}_${end}`,
      label: head,
      value: (row: ContactHabitsRow) => row[`${key}_${end}`],
      isHidden: true,
    })),
    {
      name: `${key}_status`,
      label: head,
      value: (row) => row[`${key}_status`],
      isHidden: true,
    },
  ];
  return figure<ContactHabitsRow>(context, {
    id: "landmark",
    isWide: true,
    headline: rows.some((row) => row.with_estimate !== null || row.without_estimate !== null)
      ? text.headline(name, days)
      : text.none(name, days),
    subtitle: text.subtitle(days),
    about: [text.about(days, format.count(rows[0]?.horizon_days ?? null))],
    query: {
      of: "contact/habits",
      where: [
        ...are({ pipeline: context.filters.pipeline, stage: stage.stage }),
        "ratio_status <> 'not_recorded'",
      ],
    },
    measures: ["habit_landmark", "habit_ratio"],
    draw: (width) =>
      rateChart(
        rows.map((row) => ({
          label: words.habits[row.habit],
          rates: [side(row, "with"), side(row, "without")],
          low: null,
          high: null,
          isApart: false,
        })),
        width,
        format,
        { heads: [text.with, text.without], isFullScale: true },
      ),
    columns: [
      {
        name: "habit",
        label: words.now.habit,
        value: (row) => row.habit,
        show: (row) => words.habits[row.habit],
      },
      landmark("with", text.withCount),
      ...share("with", text.withShare),
      landmark("without", text.withoutCount),
      ...share("without", text.withoutShare),
    ],
    rows,
    notes: [text.note, words.ratio.association],
    ignored: ignoredFilters(context, "months", "source"),
  });
}

/** Every stage in one table: where to look next. */
function matrixFigure(context: Context, all: ContactHabitsRow[]): HTMLElement {
  const { format, language } = context;
  const words = contactWords[language];
  const recorded = habits.filter((habit) =>
    all.some((row) => row.habit === habit && row.ratio_status !== "not_recorded"),
  );
  type Line = { stage: SummaryStagesRow; of: Map<string, ContactHabitsRow> };
  const rows: Line[] = context.stages.map((stage) => ({
    stage,
    of: new Map(all.filter((row) => row.stage === stage.stage).map((row) => [row.habit, row])),
  }));
  return figure<Line>(context, {
    id: "stages",
    isWide: true,
    headline: words.all.headline,
    subtitle: words.all.subtitle,
    query: {
      of: "contact/habits",
      where: [...are({ pipeline: context.filters.pipeline }), isOneOf("habit", recorded)],
    },
    measures: ["habit_share", "habit_ratio"],
    columns: [
      {
        name: "stage",
        label: words.now.stage,
        value: ({ stage }) => stage.stage,
        show: ({ stage }) => stageLabel(stage, context),
      },
      ...recorded.flatMap((habit): TableColumn<Line>[] => {
        const value =
          (name: "open_with_count" | "open_count" | "rate_ratio" | "rate_ratio_low" | "rate_ratio_high") =>
          ({ of }: Line) =>
            of.get(habit)?.[name] ?? null;
        const hidden = (name: Parameters<typeof value>[0]): TableColumn<Line> => ({
          name: `${habit}_${name}`,
          label: words.habits[habit],
          value: value(name),
          isHidden: true,
        });
        return [
          {
            name: `${habit}_open_with_count`,
            label: words.habits[habit],
            value: value("open_with_count"),
            show: ({ of }) => {
              const row = of.get(habit);
              return row === undefined ? "–" : habitCell(context, row);
            },
            isNumber: true,
          },
          hidden("open_count"),
          hidden("rate_ratio"),
          hidden("rate_ratio_low"),
          hidden("rate_ratio_high"),
        ];
      }),
    ],
    rows,
    ignored: ignoredFilters(context, "months", "source"),
  });

  function habitCell(of: Context, row: ContactHabitsRow): HTMLElement {
    return element(
      "span",
      { class: "rate" },
      element(
        "span",
        {},
        dealsLink(of, format.count(row.open_with_count), openAt(row.stage, `with_${row.habit}`)),
        " / ",
        dealsLink(of, format.count(row.open_count), openAt(row.stage)),
      ),
      element(
        "small",
        {},
        row.rate_ratio === null
          ? "–"
          : `${format.times(row.rate_ratio)} (${format.times(row.rate_ratio_low)} – ${format.times(row.rate_ratio_high)})`,
      ),
    );
  }
}
