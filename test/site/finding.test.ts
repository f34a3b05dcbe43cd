import { expect, test } from "vitest";
import { findExtreme, type Ranged } from "../../dashboards/lib/finding.ts";
import { knownFilters } from "../../dashboards/lib/known-filters.ts";
import type { Summary } from "../../dashboards/lib/data.ts";
import { noFilters } from "../../dashboards/lib/filters.ts";

const row = (value: number | null, low: number | null, high: number | null): Ranged => ({ value, low, high });
const kindOf = (rows: Ranged[], which: "most" | "least") => findExtreme(rows, (each) => each, which).kind;

test("a best or a worst is named only where its interval lies apart from the next one's", () => {
  expect(kindOf([row(0.2, 0.18, 0.22), row(0.1, 0.08, 0.12)], "most")).toBe("apart");
  expect(kindOf([row(0.2, 0.1, 0.3), row(0.1, 0.08, 0.12)], "most")).toBe("together");
  expect(kindOf([row(0.1, 0.08, 0.12), row(0.2, 0.18, 0.22)], "least")).toBe("apart");
  expect(kindOf([row(0.2, 0.1, 0.3), row(0.1, 0.08, 0.12)], "least")).toBe("together");
});

test("one row alone, or one without an interval, stands apart from nothing", () => {
  expect(kindOf([row(0.2, 0.18, 0.22)], "most")).toBe("together");
  expect(kindOf([row(0.2, 0.18, 0.22), row(0.1, null, null)], "most")).toBe("together");
  expect(kindOf([row(null, null, null)], "most")).toBe("none");
  expect(kindOf([], "least")).toBe("none");
});

const summary = {
  stages: { pipeline: ["sales"], stage: ["lead"] },
  journeys: { source: ["referral"], month: ["2025-06", "2026-01"] },
  release: { as_of: ["2026-10-31 00:00:00"] },
} as unknown as Summary;
const dropped = (asked: Partial<typeof noFilters>) =>
  knownFilters({ ...noFilters, ...asked }, summary, undefined).dropped.map(({ name }) => name);

test("what an address asks for and these data do not have is dropped by name, the rest is kept", () => {
  expect(dropped({ source: "nonsense", pipeline: "sales", from: "2025-06" })).toEqual(["source"]);
  expect(dropped({ from: "2030-01", to: "abc", pipeline: "x", outcome: "zzz", at: "there" })).toEqual([
    "from",
    "to",
    "pipeline",
    "outcome",
    "at",
  ]);
  expect(dropped({ stage: "<script>alert(1)</script>", segment: "shoe_size" })).toEqual(["stage", "segment"]);
  expect(
    knownFilters({ ...noFilters, source: "nonsense", pipeline: "sales" }, summary, undefined).filters,
  ).toEqual({ ...noFilters, pipeline: "sales" });
});

test.each([
  [{ target: "1e9" }, ["target"]],
  [{ target: "10001" }, ["target"]],
  [{ target: "-5" }, ["target"]],
  [{ target: "20", assurance: "2" }, ["assurance"]],
  [{ deadline: "2020-01-01" }, ["deadline"]],
  [{ deadline: "9999-12-31" }, ["deadline"]],
  [{ deadline: "2026-13-40" }, ["deadline"]],
  [{ deadline: "2027-03-31", target: "10000", assurance: "0.95", arrival: "at_once" }, []],
])("the planner takes no impossible question: %o", (asked, names) => {
  expect(dropped(asked)).toEqual(names);
});
