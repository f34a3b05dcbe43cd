import type { Presumed, PresumedName } from "./presumed.ts";
import type { TrueName, Truth } from "./truth.ts";

/** How well the truth was told from the data. */
export interface Verdict {
  /** `name: kind instead of the true one`. */
  wrongKinds: string[];
  /** Names that are no win and were taken for one. */
  guessedWins: string[];
  /** Somebody is asked what its outcomes are, and no win is presumed meanwhile. */
  isAsked: boolean;
  pairs: number;
  rightPairs: number;
  /** Every stage has its true place, so that the funnel must be the true one. */
  isOrderRight: boolean;
  /** The pipeline it became. */
  key: string | null;
}

/** Holds what was presumed against the truth. */
export function judge({ names }: Truth, presumed: Presumed): Verdict {
  const found = names.map((name) => ({ ...name, told: presumedName(name, presumed) }));
  const judged = found.filter(({ isFree }) => isFree !== true);
  const stages = judged.filter(({ kind }) => kind === "stage");
  let [pairs, rightPairs] = [0, 0];
  for (const one of stages)
    for (const other of stages) {
      if ((one.ordinal ?? 0) >= (other.ordinal ?? 0)) continue;
      pairs++;
      const [before, after] = [one.told?.ordinal, other.told?.ordinal];
      if (
        before != null &&
        after != null &&
        before < after &&
        one.told?.target_pipeline === other.told?.target_pipeline
      )
        rightPairs++;
    }
  const [first] = names;
  const isAbout = (question: string) =>
    first !== undefined &&
    question.includes(first.source) &&
    (first.pipeline === "*" || question.includes(first.pipeline));
  return {
    wrongKinds: judged
      .filter(({ kind, told }) => told?.kind !== kind)
      .map(({ name, kind, told }) => `${name}: ${told?.kind ?? "nothing"} instead of ${kind}`),
    guessedWins: found
      .filter(({ kind, told }) => kind !== "won" && told?.kind === "won")
      .map(({ name }) => name),
    isAsked: presumed.questions.some(isAbout) && found.every(({ told }) => told?.kind !== "won"),
    pairs,
    rightPairs,
    isOrderRight: judged.every(
      ({ ordinal, kind, told }) => told?.kind === kind && (told.ordinal ?? undefined) === ordinal,
    ),
    key: found.find(({ told }) => told !== undefined)?.told?.target_pipeline ?? null,
  };
}

/** The row for a name: of its pipeline, else of any. A source without pipelines may be given any name for its one. */
function presumedName({ source, pipeline, name }: TrueName, presumed: Presumed): PresumedName | undefined {
  const rows = presumed.names.filter((row) => row.source === source && row.source_stage === name);
  return (
    rows.find((row) => row.pipeline === pipeline) ??
    rows.find((row) => pipeline === "*" || row.pipeline === "*")
  );
}
