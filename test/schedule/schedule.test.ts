import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, realpathSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { homeAt, programRoot, type Home } from "../../pipelines/contract/home.ts";
import { readRuns, recordRun } from "../../pipelines/operations/runs.ts";
import { currentRun } from "../../pipelines/release/manifest.ts";
import { publishedRelease } from "../release/small-release.ts";
import { runCli, startCli } from "../cli/run-cli.ts";
import { scratchFolder } from "../scratch.ts";

/** A home with one small export that needs no reference data. */
function smallHome(operations?: object): Home {
  const root = realpathSync(scratchFolder());
  const home = homeAt(root);
  mkdirSync(join(home.exports, "hubspot"), { recursive: true });
  writeFileSync(
    join(home.exports, "hubspot", "deals.csv"),
    `Record ID,Deal Name,Deal Stage,Pipeline,Create Date,Close Date,Amount\n${[1, 2, 3].map((deal) => `${deal},Deal ${deal},Closed Won,Sales,2026-01-0${deal} 09:00,2026-02-0${deal} 09:00,100`).join("\n")}\n`,
  );
  // delivered long ago: nothing is waited for
  const delivered = new Date("2026-03-01T00:00:00Z");
  utimesSync(join(home.exports, "hubspot", "deals.csv"), delivered, delivered);
  if (operations !== undefined) writeFileSync(join(root, "operations.json"), JSON.stringify(operations));
  return home;
}

/** A scheduler as its own process, its lines so far, and its exit code once it ends. */
function schedulerOf(home: Home) {
  const child = startCli("schedule", "--home", home.root, "--no-site");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const says = async (what: RegExp) => {
    await expect.poll(() => text, { timeout: 90_000, interval: 50 }).toMatch(what);
    return text;
  };
  return { child, ended, says };
}

test("a scheduler catches up with the night that was missed, says when the next run comes, and stops cleanly", async () => {
  const home = smallHome({ schedule: "0 3 * * *" });
  const scheduler = schedulerOf(home);
  await scheduler.says(/next refresh \d{4}-\d\d-\d\d 03:00 Europe\/Budapest/);
  const second = schedulerOf(home);
  await scheduler.says(/published [\s\S]*next refresh/);
  expect(readRuns(home)).toMatchObject([{ outcome: "published", exit: 0, run: currentRun(home) }]);
  scheduler.child.kill("SIGTERM");
  expect(await scheduler.ended).toBe(0);
  expect(await second.ended).toBe(75);
  expect(await second.says(/./)).toMatch(/another schedule of this home is running \(PID \d+\)/);
}, 120_000);

test("a scheduler that is stopped while a refresh runs stops it, and the record says so", async () => {
  const home = smallHome();
  const scheduler = schedulerOf(home);
  await scheduler.says(/transform/);
  scheduler.child.kill("SIGTERM");
  expect(await scheduler.ended).toBe(0);
  expect(readRuns(home)).toMatchObject([{ outcome: "failed", code: "stopped" }]);
  expect(currentRun(home)).toBeUndefined();
}, 120_000);

test("a signal for npm ends the scheduler that it started, and what serves the site, though the shell between them passes none on", async () => {
  const home = smallHome({ schedule: "0 3 1 1 *" });
  recordRun(
    home,
    { run: "29990101T000000000Z", startedAt: "2999-01-01T00:00:00Z", pid: 1, outcome: "failed" },
    10,
  );
  await publishedRelease(home, "run1");
  const npm = (...values: string[]) => {
    const child = spawn("npm", ["run", "--silent", ...values, "--home", home.root], { cwd: programRoot });
    const pids = () =>
      execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => /^ *\d+ node start/.test(line) && line.includes(home.root));
    onTestFinished(() => {
      child.kill("SIGKILL");
      for (const line of pids()) process.kill(parseInt(line), "SIGKILL");
    });
    return { child, pids };
  };
  const started = [npm("schedule", "--"), npm("serve", "--", "--port", "0")];
  await Promise.all(started.map(({ child }) => once(child.stdout, "data")));
  expect(started[0]?.pids()).toHaveLength(2);
  for (const { child } of started) child.kill("SIGTERM");
  await expect.poll(() => started[0]?.pids(), { timeout: 20_000, interval: 200 }).toEqual([]);
}, 60_000);

test("a refresh that fails is written down with its reason, and the next one publishes", async () => {
  const home = smallHome();
  writeFileSync(join(home.root, "operations.json"), JSON.stringify({ keep: { runs: 10 } }));
  const file = join(home.exports, "hubspot", "deals.csv");
  const whole = readFileSync(file, "utf8");
  writeFileSync(file, "what,is,this\n1,2,3\n");
  expect((await runCli("refresh", "--home", home.root, "--no-site", "--no-wait")).code).toBe(78);
  writeFileSync(file, whole);
  expect((await runCli("refresh", "--home", home.root, "--no-site", "--no-wait")).code).toBe(0);
  const [failed, published] = readRuns(home);
  expect(failed).toMatchObject({ outcome: "failed", exit: 78, code: "file_refused" });
  expect(failed?.message).toMatch(/hubspot\/deals\.csv/);
  expect(published).toMatchObject({ outcome: "published", exit: 0 });
}, 120_000);

test("the history is bounded, and a record that cannot be read hides no other", () => {
  const home = smallHome();
  for (let minute = 10; minute < 40; minute++)
    recordRun(
      home,
      {
        run: `20270101T00${minute}00000Z`,
        startedAt: `2027-01-01T00:${minute}:00.000Z`,
        pid: 1,
        outcome: "running",
      },
      12,
    );
  writeFileSync(join(home.state, "runs", "20270101T003500000Z.json"), "{");
  expect(readRuns(home)).toHaveLength(11);
});

test.each([
  [{ schedule: "every night" }, /operations\.json: schedule: "every night": .*expected five fields/],
  [
    { sources: { hubspot: { schedule: "0 27 * * *" } } },
    /operations\.json: sources\.hubspot\.schedule: "0 27 \* \* \*"/,
  ],
  [{ schedul: "0 3 * * *" }, /operations\.json: .*schedul.*docs\/operations\.md lists the keys/],
  [{ timeout_minutes: "2 hours" }, /operations\.json: timeout_minutes: .*expected number/],
  [
    { sources: { hubspot: { warn_after_hours: 48, error_after_hours: 24 } } },
    /sources\.hubspot: expected warn_after_hours below error_after_hours/,
  ],
])("the scheduler refuses to start with %j and names the key", async (operations, message) => {
  const { code, err } = await runCli("schedule", "--home", smallHome(operations).root);
  expect(code).toBe(78);
  expect(err).toMatch(message);
});
