import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { PresumedName } from "./presumed.ts";
import { truthOf } from "./truth.ts";
import { short } from "./pipelines.ts";

/** A pipeline of Request and Quoted, won and lost, in a source that may say less or more. */
const truth = truthOf("short", "hubspot", short);
const row = (name: string, kind: string, ordinal: number | null = null): PresumedName => ({
  source: "hubspot",
  pipeline: short.name,
  source_stage: name,
  kind,
  target_pipeline: "p",
  stage: ordinal === null ? null : `x${ordinal}`,
  ordinal,
});
const right = [row("Request", "stage", 1), row("Quoted", "stage", 2), row("Won", "won"), row("Lost", "lost")];
const judged = (names: PresumedName[], questions: string[] = []) => judge(truth, { names, questions });

test("what was presumed as it is has nothing against it", () => {
  expect(judged(right)).toEqual({
    wrongKinds: [],
    guessedWins: [],
    isAsked: false,
    pairs: 1,
    rightPairs: 1,
    isOrderRight: true,
    key: "p",
  });
});

test("two stages the other way round are no pair in order, nor are two of one place or of two pipelines", () => {
  for (const second of [
    row("Quoted", "stage", 0),
    row("Quoted", "stage", 1),
    { ...row("Quoted", "stage", 2), target_pipeline: "q" },
  ])
    expect(judged(right.with(1, second)).rightPairs).toBe(0);
});

test("a loss that is taken for a win is a guessed win, asked for or not", () => {
  const verdict = judged(right.with(3, row("Lost", "won")), [`hubspot/${short.name}/Lost: which?`]);
  expect(verdict).toMatchObject({ guessedWins: ["Lost"], isAsked: false, isOrderRight: false });
});

test("a pipeline is asked for when a question names it and no win is presumed", () => {
  const open = right.slice(0, 2);
  expect(judged(open, [`hubspot/${short.name}: which stage is a win?`]).isAsked).toBe(true);
  expect(judged(open, ["hubspot/Another: which stage is a win?"]).isAsked).toBe(false);
  expect(judged(right, [`hubspot/${short.name}: which stage is a win?`]).isAsked).toBe(false);
});

test("the same name in another pipeline of the source is not meant", () => {
  const elsewhere = right.map((each) => ({ ...each, pipeline: "Another" }));
  expect(judged(elsewhere)).toMatchObject({ rightPairs: 0, key: null });
});
