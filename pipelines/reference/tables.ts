import { z } from "zod";
import { isDateOrder } from "../formats/values/value-sql.ts";

const text = z.string();
const key = z.string().regex(/^[a-z0-9_]+$/, "expected a lower-case key of letters, digits and _");
const optionalKey = z.union([z.literal(""), key]);
const optionalDate = z.union([z.literal(""), z.iso.date("expected a date like 2026-01-31")]);
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "expected a number like 0.35");
const optionalDecimal = z.union([z.literal(""), decimal]);
const whole = z.string().regex(/^\d+$/, "expected a whole number");

/** Canonical lead sources; a value with the same name maps to itself without a row in source_map.csv. */
export const leadSources = [
  "inbound_web",
  "paid_search",
  "paid_social",
  "organic",
  "referral",
  "event",
  "outbound",
  "purchased_list",
  "partner",
  "other",
  "unknown",
] as const;

/** What an ideal-customer rule may look at; `account` is the company's id or name as the source writes it. */
const icpFields = ["account", "country", "industry", "employee_count", "lead_source", "product"] as const;

/**
 * How a rule compares; texts without regard to case. `in`, `not_in` and `contains` take a list joined by ;
 * `between` two numbers joined by ; (both included). A value that is not known fits no rule and counts as unknown.
 */
const icpOperators = ["eq", "in", "not_in", "contains", "between", "at_least", "at_most"] as const;

/** What an activity is. */
export const activityKinds = ["call", "email", "meeting", "note", "task"] as const;

/** The parts that a person has in a decision. */
const contactRoles = ["decision_maker", "champion", "user", "finance", "legal", "other", "unknown"] as const;

const anyKey = z.union([z.literal("*"), key]);
const optionalFlag = z.enum(["", "true", "false"], "expected true or false");
const flag = z.enum(["true", "false"], "expected true or false");
const tier = text
  .min(1)
  .refine((name) => !["unknown", "none"].includes(name), "unknown and none are taken; choose another name");

export const timeZone = text.refine((zone) => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "expected a time zone like Europe/Budapest");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time like 09:00");

const currency = z.string().regex(/^[A-Z]{3}$/, "expected a currency code like EUR");

/** The values a setting may take. */
export const settings: Record<string, z.ZodType<string>> = {
  reporting_time_zone: timeZone,
  source_time_zone: timeZone,
  base_currency: currency,
  misclick_seconds: whole,
  reopen_days: whole,
  same_lead_days: whole,
  lead_to_customer_days: whole,
  working_hours_start: clock,
  working_hours_end: clock,
  summary_hours: whole,
  accept_sla_work_hours: whole,
  landmark_days: whole,
  hot_days: whole,
  follow_up_floor: z.string().regex(/^(0(\.\d+)?|1(\.0+)?)$/, "expected a share from 0 to 1 like 0.02"),
};
/** Settings that any source may have, as `<source>.<name>`. */
export const sourceSettings: Record<string, z.ZodType<string>> = {
  time_zone: timeZone,
  date_order: z.string().refine(isDateOrder, "expected mdy, dmy, ymd or a pattern like DD-MM-YY"),
  decimal_mark: z.enum(["point", "comma"]),
  history_starts: z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: "expected a date like 2025-01-31, or an instant with its offset like 2025-01-31T09:00:00+01:00",
  }),
  delivery: z.enum(["full", "delta"]),
  accounts: z.enum(["one", "folders"]),
  currency,
  crm_link: text.regex(
    /^https?:\/\/[^\s{}]*\{id\}[^\s{}]*$/,
    "expected the address of a record with {id} where its id stands, like https://crm.example.com/deal/{id}",
  ),
};

/** What a word in a stage's name tells: an outcome, a negation of one, or a place in a sale, in the order of a sale. */
const stageMeanings = [
  "lost",
  "won",
  "not",
  "lead",
  "contacted",
  "qualified",
  "meeting",
  "presentation",
  "proposal",
  "negotiation",
  "contract",
] as const;

/** Columns of each reference file, their checks and their types in the warehouse. Empty cells become null. */
export const referenceTables = {
  stages: {
    columns: {
      pipeline: [key, "varchar"],
      stage: [key, "varchar"],
      ordinal: [whole, "integer"],
      team: [z.enum(["marketing", "sales"]), "varchar"],
      label_en: [text.min(1), "varchar"],
      label_hu: [text.min(1), "varchar"],
      benchmark_low: [optionalDecimal, "double"],
      benchmark_high: [optionalDecimal, "double"],
      benchmark_source: [text, "varchar"],
      horizon_days: [z.union([z.literal(""), whole]), "integer"],
      is_proposal: [optionalFlag, "boolean"],
      benchmark_source_hu: [text, "varchar"],
    },
    optional: ["is_proposal", "benchmark_source_hu"],
    key: ["pipeline", "stage"],
  },
  stage_map: {
    columns: {
      source: [key, "varchar"],
      pipeline: [text.min(1), "varchar"],
      source_stage: [text.min(1), "varchar"],
      kind: [z.enum(["stage", "won", "lost", "ignore"]), "varchar"],
      target_pipeline: [optionalKey, "varchar"],
      stage: [optionalKey, "varchar"],
      valid_from: [optionalDate, "date"],
      valid_to: [optionalDate, "date"],
    },
    key: ["source", "pipeline", "source_stage", "valid_from"],
  },
  source_map: {
    columns: {
      source: [key, "varchar"],
      value: [text.min(1), "varchar"],
      lead_source: [z.enum(leadSources), "varchar"],
    },
    key: ["source", "value"],
  },
  settings: { columns: { key: [text.min(1), "varchar"], value: [text, "varchar"] }, key: ["key"] },
  fx_rates: {
    columns: {
      date: [z.iso.date(), "date"],
      currency: [currency, "varchar"],
      base: [currency, "varchar"],
      rate: [decimal, "decimal(18,8)"],
    },
    key: ["date", "currency", "base"],
  },
  calendar: {
    columns: {
      date: [z.iso.date(), "date"],
      is_working: [z.enum(["true", "false"]), "boolean"],
      note: [text, "varchar"],
    },
    key: ["date"],
  },
  icp_rules: {
    columns: {
      rule: [text.min(1), "varchar"],
      field: [z.enum(icpFields), "varchar"],
      operator: [z.enum(icpOperators), "varchar"],
      value: [text.min(1, "expected a value to compare with"), "varchar"],
      weight: [decimal, "decimal(18,4)"],
      valid_from: [optionalDate, "date"],
      valid_to: [optionalDate, "date"],
    },
    key: ["rule", "valid_from"],
  },
  icp_tiers: {
    columns: {
      tier: [tier, "varchar"],
      min_score: [decimal, "decimal(18,4)"],
      is_match: [optionalFlag, "boolean"],
    },
    optional: ["is_match"],
    key: ["tier"],
  },
  activity_rules: {
    columns: {
      purpose: [key, "varchar"],
      source: [anyKey, "varchar"],
      kind: [z.enum(["*", ...activityKinds]), "varchar"],
      field: [z.enum(["subject", "type", "outcome"]), "varchar"],
      operator: [z.enum(["contains", "eq", "regex"]), "varchar"],
      value: [text.min(1, "expected a value to compare with"), "varchar"],
      is_automatic: [flag, "boolean"],
    },
    key: ["source", "kind", "field", "operator", "value"],
  },
  role_map: {
    columns: {
      source: [anyKey, "varchar"],
      value: [text.min(1), "varchar"],
      role: [z.enum(contactRoles), "varchar"],
    },
    key: ["source", "value"],
  },
  playbook: {
    columns: {
      pipeline: [key, "varchar"],
      stage: [key, "varchar"],
      team: [z.enum(["marketing", "sales"]), "varchar"],
      task: [text.min(1), "varchar"],
      due_hours: [whole, "integer"],
      calendar: [z.enum(["work", "clock"]), "varchar"],
      kind: [z.enum(["*", ...activityKinds]), "varchar"],
      purpose: [optionalKey, "varchar"],
    },
    key: ["pipeline", "stage", "task"],
  },
  proposal_parts: {
    columns: {
      part: [key, "varchar"],
      label_en: [text.min(1), "varchar"],
      label_hu: [text.min(1), "varchar"],
      is_required: [flag, "boolean"],
    },
    key: ["part"],
  },
  vendor_stages: {
    columns: {
      vendor: [key, "varchar"],
      record_type: [z.enum(["lead", "opportunity"]), "varchar"],
      value: [text.min(1), "varchar"],
      kind: [z.enum(["stage", "deal", "won", "lost", "ignore"]), "varchar"],
      ordinal: [z.union([z.literal(""), whole]), "integer"],
    },
    key: ["vendor", "record_type", "value"],
  },
  stage_words: {
    columns: {
      language: [text, "varchar"],
      meaning: [z.enum(stageMeanings), "varchar"],
      word: [text.min(1), "varchar"],
    },
    key: ["language", "meaning", "word"],
  },
  lead_source_words: {
    columns: {
      vendor: [z.union([z.literal("*"), key]), "varchar"],
      value: [text.min(1), "varchar"],
      lead_source: [z.enum(leadSources), "varchar"],
      // the sources that a word may mean which counts as other
      may_be: [text, "varchar"],
    },
    optional: ["may_be"],
    key: ["vendor", "value"],
  },
  benchmarks: {
    columns: {
      role: [z.enum(["presentation", "closing"]), "varchar"],
      low: [decimal, "double"],
      high: [decimal, "double"],
      source: [text.min(1), "varchar"],
      source_hu: [text, "varchar"],
    },
    optional: ["source_hu"],
    key: ["role"],
  },
} satisfies Record<string, ReferenceFile>;

/** A reference file: its columns, those that a file may leave out (then empty), and the columns that name a row. */
interface ReferenceFile {
  columns: Record<string, [z.ZodType<string>, string]>;
  optional?: string[];
  key: string[];
}

export type ReferenceTable = keyof typeof referenceTables;

/** The columns of a reference file that it may leave out. */
export const optionalColumns = (name: ReferenceTable): string[] => {
  const table: ReferenceFile = referenceTables[name];
  return table.optional ?? [];
};

/** Decisions that need not be complete: what they do not speak of is presumed from the data (models/reference). */
export const decidedTables: ReferenceTable[] = ["stages", "stage_map", "source_map", "settings"];

/** Rows of one reference file, as text, with the path they came from. */
export interface ReferenceRows {
  path: string;
  rows: Record<string, string>[];
}

export type Reference = Record<ReferenceTable, ReferenceRows> & {
  /** Pipelines whose rows setup wrote and no person has confirmed or changed. */
  unconfirmed: string[];
  /** Pipelines whose stages stand in the order in which stage_map.csv names them first, for there is no stages.csv. */
  orderedByMap: string[];
};
