import { expect, test } from "vitest";
import { reporter, type Rendering } from "../../pipelines/report.ts";

function record(rendering: Rendering) {
  const out: string[] = [];
  const err: string[] = [];
  let time = 0;
  const report = reporter(
    rendering,
    { out: (line) => out.push(line), err: (line) => err.push(line) },
    () => time,
  );
  return { out, err, report, wait: (milliseconds: number) => (time += milliseconds) };
}

test("piped progress is at most one line a second, and findings go to the error stream", () => {
  const { out, err, report, wait } = record("lines");
  wait(1500);
  report.step("load");
  for (let done = 1; done <= 20; done++) {
    wait(100);
    report.progress(done, 20, "deals.csv");
  }
  report.warn("deals.csv: refused");
  expect(out).toEqual([
    "   1.5 s  load",
    "   1.6 s  load 1 of 20 deals.csv",
    "   2.6 s  load 11 of 20 deals.csv",
  ]);
  expect(err).toEqual(["warning: deals.csv: refused"]);
});

test("with --json every line of the one stream is an object that names its event", () => {
  const { out, err, report } = record("json");
  report.step("load");
  report.progress(1, 2, "deals.csv");
  report.info("fine");
  report.warn("not fine");
  expect(err).toEqual([]);
  expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
    { event: "step", elapsed: 0, step: "load" },
    { event: "progress", elapsed: 0, step: "load", done: 1, total: 2, label: "deals.csv" },
    { event: "info", elapsed: 0, message: "fine" },
    { event: "warn", elapsed: 0, message: "not fine" },
  ]);
});
