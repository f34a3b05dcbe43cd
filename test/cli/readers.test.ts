import { expect, test } from "vitest";
import { join } from "node:path";
import { currentRun } from "../../pipelines/release/manifest.ts";
import { prune } from "../../pipelines/operations/prune.ts";
import { publish } from "../../pipelines/release/publish.ts";
import { publishedRelease, sealedRelease, temporaryHome } from "../release/small-release.ts";
import { existsSync } from "node:fs";
import { runCli } from "./run-cli.ts";

test("eight readers that ask while three releases are published get each answer from one release, and no error", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1", 1);
  // long enough for the release to be replaced, and removed, while it is read
  const statement =
    "select min(answer) as least, max(answer) as most, (select answer from marts.answer) as other, count(*) as rows from marts.answer, range(30000000) as numbers where hash(range) <> 1";
  let isOver = false;
  const answers: { code: number | null; err: string; out: string }[] = [];
  const reader = async () => {
    do answers.push(await runCli("sql", statement, "--home", home.root, "--format", "csv"));
    while (!isOver);
  };
  const readers = Array.from({ length: 8 }, reader);
  for (const run of [2, 3, 4]) {
    await sealedRelease(home, `run${run}`, run);
    await expect.poll(() => answers.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3 * (run - 1));
    publish(home, `run${run}`);
    await prune(home, { releases: 2, load_days: 30, runs: 10 }, new Date());
  }
  isOver = true;
  await Promise.all(readers);
  expect(answers.filter(({ code, err }) => code !== 0 || err !== "")).toEqual([]);
  const seen = answers.map(({ out }) => /\n(\d),(\d),(\d),30000000\n/.exec(out)?.slice(1, 4) ?? [out]);
  expect(seen.filter((values) => new Set(values).size !== 1)).toEqual([]);
  expect(new Set(seen.map(([value]) => value)).size).toBeGreaterThan(1);
  expect(currentRun(home)).toBe("run4");
  expect(existsSync(join(home.releases, "run1"))).toBe(false);
}, 240_000);
