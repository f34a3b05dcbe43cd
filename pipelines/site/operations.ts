import type { Columns } from "../../dashboards/lib/columns.ts";
import type { ChangeRow, LimitRow, BuiltFiles, RunRow } from "../../dashboards/lib/built-files.ts";
import { deltasOf } from "../operations/figures.ts";
import type { Operations } from "../operations/operations.ts";
import type { Run } from "../operations/runs.ts";

/** Runs that the site shows. */
const shownRuns = 30;

/**
 * How a home is operated, as its site tells: the limits of its sources and its last runs, the newest first. `current` is the run that
 * makes the site, which has not ended. Nothing of what is published here names a path, a file or a message.
 */
export function operationsOf(
  { sources }: Operations,
  past: Run[],
  current: Pick<Run, "run" | "startedAt" | "figures">,
  now: Date,
): BuiltFiles["operations"] {
  const before = past.filter(({ run }) => run !== current.run);
  const runs: Pick<Run, "startedAt" | "finishedAt" | "outcome" | "code" | "figures">[] = [
    ...before,
    { ...current, outcome: "published" },
  ];
  const shown = runs.slice(-shownRuns).reverse();
  const published = runs.filter(({ outcome }) => outcome === "published");
  const history = shown.map((run): RunRow => ({
    started_at: run.startedAt,
    seconds:
      run.finishedAt === undefined
        ? null
        : Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000),
    outcome: run.outcome === "running" ? "killed" : run.outcome,
    code: run.code ?? null,
    loaded: run.figures?.loaded ?? null,
    quarantined: run.figures?.quarantined ?? null,
    restated: run.figures?.restated ?? null,
  }));
  const changes = shown.flatMap((run): ChangeRow[] => {
    const former = published[published.indexOf(run) - 1];
    if (run.figures === undefined || former === undefined || run.outcome !== "published") return [];
    return deltasOf(run.figures, former.figures).map((change) => ({
      started_at: run.startedAt,
      ...change,
    }));
  });
  const limits = Object.entries(sources).flatMap(
    ([source, { warn_after_hours: warn = null, error_after_hours: error = null }]): LimitRow[] =>
      warn === null && error === null ? [] : [{ source, warn_after_hours: warn, error_after_hours: error }],
  );
  return {
    built: { at: [now.toISOString()] },
    limits: columnsOf(limits, ["source", "warn_after_hours", "error_after_hours"]),
    runs: columnsOf(history, [
      "started_at",
      "seconds",
      "outcome",
      "code",
      "loaded",
      "quarantined",
      "restated",
    ]),
    changes: columnsOf(changes, ["started_at", "pipeline", "label", "leads", "won", "lost", "open"]),
  };
}

/** Rows as columns, which are there without a row too. */
export const columnsOf = <Row extends object>(rows: Row[], names: (keyof Row)[]): Columns<Row> =>
  Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])) as Columns<Row>;
