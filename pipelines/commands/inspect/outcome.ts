import { isFilled, saysOutcome } from "./choose-columns.ts";
import type { Column, Table } from "./table.ts";
import { rankOf } from "./words.ts";

/** What an entry of a mapping takes from the file and what it adds. */
export interface DraftEntry {
  columns: Map<string, Column>;
  constants: Record<string, string>;
  skipEmpty?: string;
}

/**
 * How a table of deals says what became of them. Times of winning and losing are history: each becomes a move of its deal, or, in a
 * table of closed deals that has no stage, its close date and its stage.
 */
export function outcomeOf(
  table: Table,
  columns: Map<string, Column>,
): { constants: Record<string, string>; moves: DraftEntry[]; asks: string[]; notes: string[] } {
  const [stage, won, lost, id] = ["stage", "won_at", "lost_at", "opportunity_id"].map((name) =>
    columns.get(name),
  );
  const found = {
    constants: {} as Record<string, string>,
    moves: [] as DraftEntry[],
    asks: [] as string[],
    notes: [] as string[],
  };
  const closed = columns.get("closed_at");
  const isSure = closed !== undefined && rankOf("closed_at", closed.header) === 0;
  const [one, ...others] = [won, lost].filter((column) => column !== undefined);
  if (stage === undefined && one === undefined)
    found.asks.push(
      "set columns.stage, or constants.stage if all stand at one: no column is surely it, and without it a deal is in no pipeline",
    );
  if (one !== undefined && !(isSure && stage !== undefined)) {
    if (others.length === 0 && stage === undefined && isFilled(one)) {
      columns.set("closed_at", one);
      found.constants["stage"] = one === won ? "Won" : "Lost";
      found.notes.push(
        `every record has "${one.header}" and none a stage: the deals are ${one === won ? "won" : "lost"}, which a constant stage says`,
      );
    } else if (id !== undefined) {
      if (stage === undefined)
        found.notes.push("deals that are neither won nor lost have no stage, and are in no pipeline");
      columns.delete("closed_at");
      if (closed !== undefined)
        found.notes.push(`"${closed.header}" is left out: the times of winning and losing say it`);
      for (const [column, name] of [
        [won, "Won"],
        [lost, "Lost"],
      ] as const)
        if (column !== undefined)
          found.moves.push({
            columns: new Map([
              ["record_id", id],
              ["changed_at", column],
            ]),
            constants: { record_type: "opportunity", to_stage: name },
            skipEmpty: "changed_at",
          });
    }
  }
  if (stage !== undefined && one === undefined) {
    const rival = table.columns.find(
      (column) => column !== stage && rankOf("stage", column.header) === 0 && saysOutcome(column.values),
    );
    if (rival !== undefined && !stage.values.some((value) => saysOutcome([value])))
      found.asks.push(
        `set columns.stage: "${stage.header}" is proposed, but whether a deal is won or lost stands in "${rival.header}"; with that as stage, put "${stage.header}" into last_stage`,
      );
  }
  return found;
}
