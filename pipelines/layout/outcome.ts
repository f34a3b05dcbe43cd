import { constant, type Value } from "./layout.ts";

/** What a CRM says beside the stage of a record, as conditions over its cells; what it does not say is false. */
export interface OutcomeFlags {
  stage: Value;
  won: string;
  lost: string;
  open: string;
  /** The stage of a won deal says so itself, and stays. */
  hasWonStage?: true;
}

/** What the file means by no value is no part of what we conclude. */
const said: Value = { ...constant(""), format: { nulls: [] } };

/** The values of an opportunity whose won and lost stand beside the stage, which it keeps. */
export function outcomeOfFlags({ stage, won, lost, open, hasWonStage }: OutcomeFlags): Record<string, Value> {
  const keepsOne = hasWonStage === true;
  const closed = `(${keepsOne ? "" : `${won} or `}${lost})`;
  return {
    stage: {
      ...stage,
      sql: `case ${keepsOne ? "" : `when ${won} then 'Won' `}when ${lost} then 'Lost' else ${stage.sql} end`,
    },
    last_stage: { ...stage, sql: `case when ${closed} or ${open} then ${stage.sql} end` },
    is_closed: { ...said, sql: `case when ${won} or ${lost} then 'true' when ${open} then 'false' end` },
    is_won: { ...said, sql: `case when ${won} then 'true' when ${lost} or ${open} then 'false' end` },
  };
}
