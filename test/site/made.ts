import type { ConsoleFileRow } from "../../dashboards/lib/built-files.ts";
import type { Files, MartFiles } from "../../dashboards/lib/data.ts";
import { columnsOf, operationsOf } from "../../pipelines/site/operations.ts";
import { withoutConsole } from "../../pipelines/site/console-files.ts";
import type { Recipe } from "../../pipelines/site/cookbook.ts";
import type { Figures } from "../../pipelines/operations/figures.ts";
import type { Run } from "../../pipelines/operations/runs.ts";

const figures = (leads: number, won: number): Figures => ({
  pipelines: [{ pipeline: "sales", label: "Sales", leads, won, lost: 40, open: leads - won - 40 }],
  leaks: [],
  sources: [],
  restated: 0,
  loaded: leads,
  quarantined: 2,
});

/** A night's run that took so many seconds. */
const night = (day: number, seconds: number, how: Partial<Run>): Run => ({
  run: `202610${day}T030000000Z`,
  startedAt: `2026-10-${day}T03:00:00.000Z`,
  finishedAt: new Date(Date.UTC(2026, 9, day, 3, 0, seconds)).toISOString(),
  outcome: "published",
  pid: 1,
  ...how,
});

/** Three nights, of which the second failed, before the run that makes the site on the first of November at three. */
export const operations = operationsOf(
  {
    sources: {
      hubspot: { warn_after_hours: 30, error_after_hours: 72 },
      purchased_list: { error_after_hours: 480 },
      web_form: { warn_after_hours: 900 },
    },
  } as unknown as Parameters<typeof operationsOf>[0],
  [
    night(28, 75, { figures: figures(100, 10) }),
    night(29, 3, {
      outcome: "failed",
      code: "file_refused",
      message: "/home/acme/exports/secret.csv: refused",
    }),
    night(30, 300, { figures: figures(130, 12) }),
    night(31, 0, { outcome: "running" }),
  ],
  { run: "20261101T030000000Z", startedAt: "2026-11-01T03:00:00.000Z", figures: figures(131, 12) },
  new Date("2026-11-01T03:01:00.000Z"),
);

/** Two queries that the small warehouse can answer, and one whose answer is not published. */
export const recipes: Recipe[] = [
  {
    file: "stages.sql",
    name: "stages",
    question: "Which stages are there?",
    mind: "their order.",
    questionHu: "Milyen szakaszok vannak?",
    mindHu: "a sorrendjük.",
    sql: "-- Which stages are there?\n-- mind: their order.\nselect pipeline, stage, stage_ordinal from marts.stage order by all\n",
  },
  {
    file: "none.sql",
    name: "none",
    question: "Is there nothing?",
    mind: "nothing.",
    questionHu: "Nincs semmi?",
    mindHu: "semmi.",
    sql: "select stage from marts.stage where false\n",
  },
  {
    file: "reasons.sql",
    name: "reasons",
    question: "What did people write?",
    mind: "that they wrote it.",
    questionHu: "Mit írtak az emberek?",
    mindHu: "hogy ők írták.",
    unpublished: "it may name a person",
    sql: "select label_hu from marts.stage\n",
  },
];

/** A console as its page knows it. */
const engine: ConsoleFileRow = {
  script: "../_console/engine.js",
  worker: "../_console/worker.js",
  wasm: "../_console/duckdb.wasm",
  wasm_bytes: 34_000_000,
  data: "../data/warehouse.duckdb",
  data_bytes: 5_000_000,
  bound_bytes: 50_000_000,
};

/** The files of a site whose home is operated by nobody. */
export const withoutOperations = (marts: MartFiles): Files => ({
  ...marts,
  console: { ...withoutConsole, file: columnsOf([engine], Object.keys(engine) as (keyof typeof engine)[]) },
  lineage: {
    tables: columnsOf([], ["table_name", "reads", "through"]),
    sources: columnsOf([], ["stream", "source"]),
  },
  operations: operationsOf(
    { sources: {} } as unknown as Parameters<typeof operationsOf>[0],
    [],
    { run: "", startedAt: "2026-11-01T03:00:00.000Z" },
    new Date("2026-11-01T03:01:00.000Z"),
  ),
  cookbook: {
    recipes: columnsOf(
      [],
      ["name", "question_en", "question_hu", "mind_en", "mind_hu", "sql", "columns", "rows", "row_count"],
    ),
  },
});
