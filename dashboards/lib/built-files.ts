import type { Columns } from "./columns.ts";

/** A run of the home, as the site tells of it. */
export interface RunRow {
  /** UTC */
  started_at: string;
  /** How long it took; null for the one that made this release, and for one that was ended from outside. */
  seconds: number | null;
  outcome: "published" | "failed" | "killed";
  /** Why it failed, as a stable code. */
  code: string | null;
  loaded: number | null;
  quarantined: number | null;
  /** Facts of the past that it changed. */
  restated: number | null;
}

/** What a run changed in a pipeline since the published one before it. */
export interface ChangeRow {
  started_at: string;
  pipeline: string;
  /** Its name, as its source writes it. */
  label: string;
  leads: number;
  won: number;
  lost: number;
  open: number;
}

/** Hours after the instant up to which a source is known: from then on it is late. */
export interface LimitRow {
  source: string;
  warn_after_hours: number | null;
  error_after_hours: number | null;
}

/** A query to start from, and what it answers on this release. */
export interface RecipeRow {
  name: string;
  question_en: string;
  question_hu: string;
  mind_en: string;
  mind_hu: string;
  sql: string;
  /** Names of the columns, as a JSON list; null where what it answers is not published. */
  columns: string | null;
  /** The first rows, as a JSON list of lists. */
  rows: string | null;
  /** How many rows there are. */
  row_count: number | null;
}

/** Where the engine of the SQL console and its data lie, as seen from a page, and how many bytes they have. */
export interface ConsoleFileRow {
  script: string;
  worker: string;
  wasm: string;
  wasm_bytes: number;
  data: string;
  data_bytes: number;
  /** More than this the data never has. */
  bound_bytes: number;
}

/** A query that the numbers of figures come from. */
export interface PageQueryRow {
  name: string;
  reads: string;
  sql: string;
}

/** The data files of the site that are no queries of the marts: how the home is operated, the cookbook, what tables are made of, and the SQL console. */
export interface BuiltFiles {
  operations: {
    built: Columns<{ at: string }>;
    limits: Columns<LimitRow>;
    runs: Columns<RunRow>;
    changes: Columns<ChangeRow>;
  };
  cookbook: { recipes: Columns<RecipeRow> };
  lineage: {
    /** A public table, what it reads, and the private models between, each as names parted by spaces; staging.x is the stream x. */
    tables: Columns<{ table_name: string; reads: string; through: string }>;
    /** Which sources delivered a stream. */
    sources: Columns<{ stream: string; source: string }>;
  };
  console: {
    /** One row; none where the site is built without a console. */
    file: Columns<ConsoleFileRow>;
    /** Tables of its data, as schema.table. */
    tables: Columns<{ table_name: string; row_count: number }>;
    /** Tables too large for it. */
    left_out: Columns<{ table_name: string }>;
    /** The queries of the pages' data that run on it: the data file and the table in it, as file/table, and what it reads, parted by spaces. */
    queries: Columns<PageQueryRow>;
    /** Columns, as schema.table.column, that name people or may. */
    withheld: Columns<{ column_name: string }>;
  };
}
