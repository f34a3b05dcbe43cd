import { describe, expect, test } from "vitest";
import { parseCron } from "../../pipelines/schedule/cron.ts";
import { dueTick, nextDue, type Schedule } from "../../pipelines/schedule/due.ts";
import { wallTimeAt } from "../../pipelines/schedule/wall-clock.ts";

const schedule = (texts: string[], zone: string, jitterMinutes = 0): Schedule => ({
  crons: texts.map((text) => parseCron(text, "operations.json: schedule")),
  zone,
  jitterMinutes,
  seed: "home",
});

const minute = 60_000;

/** Every run of a scheduler that looks at the clock each `step` minutes from one instant to another, but for the downtime. */
function runsOf(plan: Schedule, from: string, to: string, step = 30, down?: [string, string]): string[] {
  const starts = [new Date(Date.parse(from) - minute)];
  const isDown = (at: number) => down !== undefined && at >= Date.parse(down[0]) && at < Date.parse(down[1]);
  for (let at = Date.parse(from); at < Date.parse(to); at += step * minute)
    if (!isDown(at) && dueTick(plan, starts.slice(-1), new Date(at)) !== undefined) starts.push(new Date(at));
  return starts.slice(1).map((start) => start.toISOString());
}

const localDays = (runs: string[], zone: string) =>
  runs.map((run) => new Date(wallTimeAt(Date.parse(run), zone)).toISOString().slice(0, 10));

describe("a nightly schedule over two years", () => {
  test.each(["Europe/Budapest", "America/New_York", "Asia/Kolkata", "UTC"])(
    "runs exactly once on each day of %s, both clock changes included",
    (zone) => {
      for (const text of ["30 2 * * *", "30 1 * * *"]) {
        const runs = runsOf(schedule([text], zone), "2026-12-31T12:00:00Z", "2028-12-31T12:00:00Z");
        const days = localDays(runs, zone);
        expect(new Set(days).size).toBe(731);
        expect(days).toHaveLength(731);
      }
    },
  );

  test("a working-day schedule runs on working days only", () => {
    const runs = runsOf(
      schedule(["0 6 * * 1-5"], "Europe/Budapest"),
      "2027-03-22T00:00:00Z",
      "2027-04-05T00:00:00Z",
    );
    expect(localDays(runs, "Europe/Budapest").map((day) => new Date(day).getUTCDay())).toEqual([
      1, 2, 3, 4, 5, 1, 2, 3, 4, 5,
    ]);
  });
});

test("a time that spring skips comes an hour later, one that autumn repeats comes once, at its first", () => {
  const plan = schedule(["30 2 * * *"], "Europe/Budapest");
  expect(runsOf(plan, "2027-03-27T12:00:00Z", "2027-03-28T12:00:00Z")).toEqual(["2027-03-28T01:30:00.000Z"]);
  expect(runsOf(plan, "2027-10-30T12:00:00Z", "2027-10-31T12:00:00Z")).toEqual(["2027-10-31T00:30:00.000Z"]);
});

test("a schedule of every half hour follows the time that passes: 46 runs on the short day, 50 on the long one", () => {
  const plan = schedule(["*/30 * * * *"], "Europe/Budapest");
  expect(runsOf(plan, "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z")).toHaveLength(46);
  expect(runsOf(plan, "2027-10-30T22:00:00Z", "2027-10-31T23:00:00Z")).toHaveLength(50);
});

test("thirty hours of downtime end in exactly one run, and the next night is as ever", () => {
  const plan = schedule(["0 3 * * *"], "Europe/Budapest");
  const down: [string, string] = ["2027-06-01T00:00:00Z", "2027-06-02T06:00:00Z"];
  expect(runsOf(plan, "2027-05-31T12:00:00Z", "2027-06-03T12:00:00Z", 30, down)).toEqual([
    "2027-06-02T06:00:00.000Z",
    "2027-06-03T01:00:00.000Z",
  ]);
});

test("several expressions are one schedule: a run serves all ticks before it", () => {
  const plan = schedule(["0 3 * * *", "0 12 * * *", "0 3 * * 1"], "UTC");
  expect(runsOf(plan, "2027-06-07T00:00:00Z", "2027-06-08T00:00:00Z")).toEqual([
    "2027-06-07T03:00:00.000Z",
    "2027-06-07T12:00:00.000Z",
  ]);
});

test("where nothing ever ran a run is due at once; a start that lies ahead is of a wrong clock and does not count", () => {
  const plan = schedule(["0 3 * * *"], "UTC");
  const now = new Date("2027-06-07T10:00:00Z");
  expect(dueTick(plan, [], now)).toEqual(now);
  const ran = new Date("2027-06-07T03:00:00Z");
  expect(dueTick(plan, [ran], now)).toBeUndefined();
  expect(dueTick(plan, [new Date("2027-06-06T03:00:00Z"), new Date("2041-01-01T00:00:00Z")], now)).toEqual(
    ran,
  );
});

test("jitter delays a run by less than it says, the same whenever it is asked, and other homes by something else", () => {
  const plan = schedule(["0 3 * * *"], "UTC", 20);
  const runs = runsOf(plan, "2027-06-01T00:00:00Z", "2027-06-21T00:00:00Z", 1);
  expect(runs).toHaveLength(20);
  const delays = runs.map((run) => Number(run.slice(14, 16)));
  expect(Math.max(...delays)).toBeLessThan(20);
  expect(new Set(delays).size).toBeGreaterThan(5);
  expect(runsOf(plan, "2027-06-01T00:00:00Z", "2027-06-21T00:00:00Z", 1)).toEqual(runs);
  expect(runsOf({ ...plan, seed: "other" }, "2027-06-01T00:00:00Z", "2027-06-21T00:00:00Z", 1)).not.toEqual(
    runs,
  );
});

test("the next run is said with its delay; a leap day is found", () => {
  expect(
    nextDue(schedule(["30 2 * * *"], "Europe/Budapest"), new Date("2027-03-28T00:00:00Z"))?.toISOString(),
  ).toBe("2027-03-28T01:30:00.000Z");
  expect(nextDue(schedule(["0 0 29 2 *"], "UTC"), new Date("2097-01-01T00:00:00Z"))?.toISOString()).toBe(
    "2104-02-29T00:00:00.000Z",
  );
});

test.each([
  "",
  "0 3 * *",
  "0 0 3 * * *",
  "61 3 * * *",
  "0 25 * * *",
  "every night",
  "0 3 31-1-1 * *",
  "0 3 * 13 *",
])('the expression "%s" is refused with its place and an example', (text) => {
  expect(() => parseCron(text, "operations.json: schedule")).toThrow(
    /^operations\.json: schedule: ".*expected five fields .* like 0 3 \* \* \*$/s,
  );
});
