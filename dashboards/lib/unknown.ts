import { rowsOf } from "./columns.ts";
import type { Context } from "./context.ts";
import type { Summary, SummaryPipelinesRow } from "./data.ts";
import { presumedWords } from "../words/presumed.ts";

/** The pipelines that nobody has confirmed, or of which nothing is known to mean won. */
export const unsettledIn = (summary: Summary): SummaryPipelinesRow[] =>
  rowsOf(summary.pipelines).filter((row) => row.state !== "decided" || row.won_names === null);

/** What nothing is known to mean in a pipeline, what was counted all the same is known; and whether it is known where it loses. */
export function unknownOf(summary: Summary, pipeline: string): Context["unknown"] {
  const { journeys } = summary;
  const row = unsettledIn(summary).find((own) => own.pipeline === pipeline);
  const isCounted = (outcome: "won" | "lost") =>
    journeys.pipeline.some(
      (own, index) => own === pipeline && (journeys[`${outcome}_count`][index] ?? 0) > 0,
    );
  const isUnknown = (outcome: "won" | "lost") => row?.[`${outcome}_names`] === null && !isCounted(outcome);
  const { unplaced_lost_count: unplaced = 0, lost_count: lost = 0 } =
    rowsOf(summary.pipelines).find((own) => own.pipeline === pipeline && !own.are_losses_placed) ?? {};
  return {
    won: isUnknown("won"),
    lost: isUnknown("lost"),
    lostFrom: unplaced === 0 ? null : { unplaced, lost },
  };
}

/** What figures of steps from stage to stage lack; null where they can be judged. */
export const stepsLack = ({ unknown, steps }: Context): "lostFrom" | "step" | null =>
  unknown.lostFrom !== null ? "lostFrom" : steps.length === 0 && unknown.won ? "step" : null;

/** Of how many it is not known at which stage they were lost; empty where it is. */
export function lostFromText({ unknown, language, format }: Context): string {
  if (unknown.lostFrom === null) return "";
  const { unplaced, lost } = unknown.lostFrom;
  return presumedWords[language].noLostFrom(format.count(unplaced), format.count(lost));
}
