import { expect, test } from "vitest";
import { formatOf } from "../../dashboards/lib/format.ts";
import { pack, unpack } from "../../dashboards/lib/pack.ts";

test("what travels arrives as it was", () => {
  const table = {
    minutes: [120, 0, -60, null],
    days: [700_000_020, 700_000_080, 700_000_000, 700_000_140],
    exact: [2 ** 53 - 1, 3, 2 ** 53 - 1, 0],
    shares: [0.5, 1, 0, null],
    cents: [1_000_000_000.01, 1_000_000_000.02, 1_000_000_000.03, 1_000_000_000.04],
    words: ["a", "a", "a", null],
    none: [null, null, null, null],
  };
  const sent = pack({ table, empty: { none: [] } });
  expect(sent["table"]).toMatchObject({
    minutes: { of: 60 },
    days: { of: 20, steps: [35_000_001, 3, -4, 7] },
    cents: { per: 100, steps: [100_000_000_001, 1, 1, 1] },
  });
  expect(unpack(JSON.parse(JSON.stringify(sent)))).toEqual({ table, empty: { none: [] } });
});

test("a curve travels as the steps of its decimals, with the few points that are none, and what was computed as it is shown", () => {
  const tie = 9 / 144 - 1e-16;
  const rise = Array.from({ length: 40 }, (_, day) => (day * day) / 1e5);
  const sent = pack({ curve: { share: [null, ...rise, tie, 1 / 3] } });
  expect(sent["curve"]?.["share"]).toMatchObject({
    per: 1e5,
    beside: [
      [0, null],
      [42, 0.333333333],
    ],
  });
  expect(unpack(sent)["curve"]?.["share"]).toEqual([null, ...rise, 0.0625, 0.333333333]);
  expect(formatOf("en").share(tie)).toBe(formatOf("en").share(9 / 144));
  const edges = Array.from({ length: 32 }, (_, bin) => (bin % 2 === 0 ? 0.333333333 : 0.666666667));
  const coded = pack({ bins: { edges } });
  expect(coded["bins"]?.["edges"]).toMatchObject({ values: [0.333333333, 0.666666667] });
  expect(unpack(coded)).toEqual({ bins: { edges } });
});
