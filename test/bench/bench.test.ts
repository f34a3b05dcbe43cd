import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bench, type Measured } from "../../tools/bench/bench.ts";
import { silent } from "../../pipelines/contract/effects.ts";

describe("the bench at 20,000 stage events", () => {
  const root = mkdtempSync(join(tmpdir(), "bench-"));
  let measured: Measured[];
  beforeAll(async () => {
    measured = await bench(
      { root, events: [20_000], suites: ["refresh", "load", "models"], rounds: 1, check: true },
      { now: () => new Date(), report: silent },
    );
  }, 900_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const of = (name: string) => measured.find((each) => each.case === name);

  it("has every case read the same changes as the bare engine", () => {
    expect(measured.map((each) => each.case)).toEqual([
      "floor",
      "refresh",
      "text",
      "load",
      "sort",
      "models",
      "models-1gb",
    ]);
    expect(new Set(measured.map((each) => each.changes)).size).toBe(1);
    expect(of("floor")?.changes).toBeGreaterThan(19_000);
  });

  it("builds the same facts and marts when memory is short", () => {
    expect(of("models-1gb")?.fingerprint).toBe(of("models")?.fingerprint);
  });

  it("finds no case out of all proportion to its base", () => {
    for (const each of measured) expect(each.ratio, each.case).toBeLessThan(300);
  });
});
