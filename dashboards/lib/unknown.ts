import { rowsOf } from "./columns.ts";
import type { Context } from "./context.ts";
import type { Summary, SummaryPipelinesRow } from "./data.ts";

/** The pipelines that nobody has confirmed, or of which nothing is known to mean won. */
export const unsettledIn = (summary: Summary): SummaryPipelinesRow[] =>
  rowsOf(summary.pipelines).filter((row) => row.state !== "decided" || row.won_names === null);

/** What nothing is known to mean in a pipeline; what was counted all the same is known. */
export function unknownOf(summary: Summary, pipeline: string): Context["unknown"] {
  const { journeys } = summary;
  const row = unsettledIn(summary).find((own) => own.pipeline === pipeline);
  const isCounted = (outcome: "won" | "lost") =>
    journeys.pipeline.some(
      (own, index) => own === pipeline && (journeys[`${outcome}_count`][index] ?? 0) > 0,
    );
  const isUnknown = (outcome: "won" | "lost") => row?.[`${outcome}_names`] === null && !isCounted(outcome);
  return { won: isUnknown("won"), lost: isUnknown("lost") };
}
