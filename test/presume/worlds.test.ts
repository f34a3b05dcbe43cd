import { beforeAll, describe, expect, test } from "vitest";
import { measureWorlds, shareOfPairs, type Measured } from "./measure-worlds.ts";

const seed = 1;
const worlds = 12;

describe(`${worlds} random pipelines (seeds from ${seed}) whose names of stages tell nothing`, () => {
  let measured: Measured[] = [];
  beforeAll(async () => {
    measured = await measureWorlds(worlds, [300, 50], seed);
  });
  const of = (deals: number) => measured.filter((each) => each.deals === deals);

  test.each([
    [300, 0.98],
    [50, 0.9],
  ])("with %i deals are in order in %f of the pairs of stages", (deals, floor) => {
    expect(of(deals)).toHaveLength(worlds);
    expect(shareOfPairs(of(deals))).toBeGreaterThanOrEqual(floor);
  });

  test("have the outcomes that their names say", () => {
    expect(measured.flatMap(({ verdict }) => [...verdict.guessedWins, ...verdict.wrongKinds])).toEqual([]);
  });
});
