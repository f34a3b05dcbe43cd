import { shareChart } from "../charts/shares.ts";
import { figure } from "../components/figure.ts";
import { instead } from "../components/instead.ts";
import { rowsOf } from "../lib/columns.ts";
import { fileOf, stageLabel, type Context } from "../lib/context.ts";
import type { ContactTasksRow } from "../lib/data.ts";
import { findExtreme } from "../lib/finding.ts";
import { asWord } from "../lib/marked.ts";
import { wilson } from "../lib/wilson.ts";
import { contactWords } from "../words/contact.ts";
import { countColumn, dealsColumn, dealsLink, timesColumn, type NumberOf } from "./columns.ts";
import { ignoredFilters } from "./ignored.ts";
import { are } from "../lib/figure-query.ts";

const everything = { from: "", to: "", source: "" };

/** What became of a task in a visit. */
type Fate = "due" | "in_time" | "late" | "missing" | "not_yet_due" | "left_early";

/** Whether the tasks that both teams agreed on are done in time. */
export function playbookFigure(context: Context): HTMLElement[] {
  const { format, language, filters } = context;
  const words = contactWords[language];
  const text = words.tasks;
  const rows = rowsOf(fileOf(context, "contact").tasks).filter((row) => row.pipeline === filters.pipeline);
  if (rows.length === 0) {
    const stage = context.stages.find(({ team }) => team === "sales") ?? context.stages[0];
    return [
      instead({
        id: "tasks",
        headline: text.none,
        how: [text.noneHow],
        lines: [
          "pipeline,stage,team,task,due_hours,calendar,kind,purpose",
          `${filters.pipeline},${stage?.stage ?? ""},sales,call_back,8,work,call,`,
        ],
      }),
    ];
  }
  const stageName = (row: ContactTasksRow) => {
    const stage = context.stages.find(({ stage: key }) => key === row.stage);
    return stage === undefined ? row.stage : stageLabel(stage, context);
  };
  const label = (row: ContactTasksRow) => `${row.task.replaceAll("_", " ")}\n${stageName(row)}`;
  const rate = (row: ContactTasksRow) => wilson(row.in_time_count, row.due_count);
  const least = findExtreme(
    rows,
    (row) => {
      const { rate: value, low, high } = rate(row);
      return { value, low, high };
    },
    "least",
  );
  const due = rows.filter((row) => row.due_count > 0);
  const named = (row: ContactTasksRow) => row.task.replaceAll("_", " ");
  const part = (count: number, row: ContactTasksRow) => (row.due_count === 0 ? null : count / row.due_count);
  const count = (name: `${Fate}_count`, head: string) =>
    dealsColumn<ContactTasksRow>(
      context,
      name,
      head,
      (row) => row[name],
      (row) => ({
        ...everything,
        mark: `visit=${asWord(row.stage)} ${name.replace(/_count$/, "")}:${asWord(row.task)}`,
      }),
    );
  const ratio = (name: NumberOf<ContactTasksRow>, head: string) =>
    timesColumn<ContactTasksRow>(context, name, head);
  return [
    figure<ContactTasksRow>(context, {
      id: "tasks",
      isWide: true,
      headline:
        least.kind === "none"
          ? text.nothing
          : due.length === 1
            ? text.one(named(least.row), format.share(rate(least.row).rate))
            : least.kind === "apart"
              ? text.headline(named(least.row), format.share(rate(least.row).rate))
              : text.together,
      subtitle: text.subtitle(format.count(rows.reduce((total, row) => total + row.due_count, 0))),
      query: { of: "contact/tasks", where: [...are({ pipeline: context.filters.pipeline })] },
      measures: ["playbook_in_time", "habit_ratio", "stage_rate_interval"],
      draw: (width) =>
        shareChart(
          rows.map((row) => ({
            label: label(row),
            shares: [part(row.in_time_count, row), part(row.late_count, row), part(row.missing_count, row)],
            instead: text.instead,
          })),
          [text.parts.inTime, text.parts.late, text.parts.missing],
          width,
          format,
        ),
      columns: [
        { name: "task", label: text.task, value: (row) => row.task, show: named },
        {
          name: "stage",
          label: words.now.stage,
          value: (row) => row.stage,
          show: (row) => dealsLink(context, stageName(row), { ...everything, stage: row.stage }),
        },
        {
          name: "team",
          label: text.team,
          value: (row) => row.team,
          show: (row) => text.teams[row.team] ?? row.team,
        },
        countColumn<ContactTasksRow>(context, "due_hours", text.due, (row) => row.due_hours),
        {
          name: "calendar",
          label: text.calendar,
          value: (row) => row.calendar,
          show: (row) => text.calendars[row.calendar] ?? row.calendar,
        },
        count("due_count", text.dueCount),
        count("in_time_count", text.inTime),
        count("late_count", text.late),
        count("missing_count", text.missing),
        count("not_yet_due_count", text.notYet),
        count("left_early_count", text.leftEarly),
        {
          name: "in_time_rate",
          label: text.share,
          value: (row) => rate(row).rate,
          show: (row) =>
            rate(row).rate === null
              ? "–"
              : `${format.share(rate(row).rate)} (${format.share(rate(row).low)} – ${format.share(rate(row).high)})`,
          isNumber: true,
        },
        ratio("rate_ratio", words.ratio.ratio),
        ratio("rate_ratio_low", context.text.low),
        ratio("rate_ratio_high", context.text.high),
        {
          name: "ratio_status",
          label: words.ratio.state,
          value: (row) => row.ratio_status,
          show: (row) => words.ratio.status[row.ratio_status],
        },
      ],
      rows,
      notes: [text.visits, words.ratio.association],
      ignored: ignoredFilters(context, "months", "source"),
    }),
  ];
}
