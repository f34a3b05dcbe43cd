import { constant, type Value } from "./layout.ts";

/** The flags by which a CRM marks an outcome without changing the stage, as conditions over the cells; an absent one is false. */
export interface OutcomeFlags {
  stage: Value;
  won: string;
  lost: string;
  open: string;
  /** The stage of a won deal says so itself, and stays. */
  hasWonStage?: true;
}

/** What the file means by no value is no part of what we conclude. */
const concluded: Value = { ...constant(""), format: { nulls: [] } };

/** The values of an opportunity whose won and lost are flags, so that it keeps its stage. */
export function outcomeOfFlags({ stage, won, lost, open, hasWonStage }: OutcomeFlags): Record<string, Value> {
  const keepsOne = hasWonStage === true;
  const closed = `(${keepsOne ? "" : `${won} or `}${lost})`;
  return {
    stage: {
      ...stage,
      sql: `case ${keepsOne ? "" : `when ${won} then 'Won' `}when ${lost} then 'Lost' else ${stage.sql} end`,
    },
    last_stage: { ...stage, sql: `case when ${closed} or ${open} then ${stage.sql} end` },
    is_closed: { ...concluded, sql: `case when ${won} or ${lost} then 'true' when ${open} then 'false' end` },
    is_won: { ...concluded, sql: `case when ${won} then 'true' when ${lost} or ${open} then 'false' end` },
  };
}
