import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkedText } from "../../pipelines/contract/checksum.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { homeAt, starter } from "../../pipelines/contract/home.ts";
import { recordRun } from "../../pipelines/operations/runs.ts";
import { keepRefused } from "../../pipelines/release/refused.ts";
import { currentRun, readManifest, wholeReleases } from "../../pipelines/release/manifest.ts";
import { readBack } from "../../pipelines/release/seal.ts";
import { rollback } from "../../pipelines/commands/rollback.ts";
import { describeStatus, readStatus } from "../../pipelines/commands/status.ts";
import { verify } from "../../pipelines/commands/verify.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { publishedRelease, sealedRelease, temporaryHome } from "./small-release.ts";

test("a sealed release becomes current by a relative link, read-only and without a write-ahead log", async () => {
  const home = temporaryHome();
  const hash = await publishedRelease(home, "run1");
  expect(readlinkSync(home.current)).toBe(join("releases", "run1"));
  const warehouse = join(home.current, "warehouse.duckdb");
  expect(statSync(warehouse).mode & 0o777).toBe(0o444);
  expect(existsSync(`${warehouse}.wal`)).toBe(false);
  expect(await verify(home)).toEqual({ run: "run1", contentHash: hash });
});

test("a release with a view of a table that it does not hold is not sealed", async () => {
  const home = temporaryHome();
  mkdirSync(home.root, { recursive: true });
  const path = join(home.root, "warehouse.duckdb");
  const built = async (...statements: string[]) => {
    const warehouse = await openWarehouse(path, { threads: 1 });
    for (const statement of statements) await warehouse.run(statement);
    warehouse.close();
  };
  await built(
    "create schema marts",
    "create table marts.answer as select 1 as answer",
    "create macro twice(x) as 2 * x",
  );
  await built("create view marts.double as select twice(answer) as double from marts.answer");
  expect(await readBack(path)).toMatch(/^[0-9a-f]{64}$/);
  await built("drop table marts.answer");
  await expect(readBack(path)).rejects.toMatchObject({ code: "unreadable_warehouse" });
});

test("rollback returns the former release and refuses when there is none", async () => {
  const home = temporaryHome();
  const first = await publishedRelease(home, "run1", 1);
  const second = await publishedRelease(home, "run2", 2);
  expect(second).not.toBe(first);
  expect(await rollback(home)).toEqual({ from: "run2", to: "run1" });
  expect(await verify(home)).toEqual({ run: "run1", contentHash: first });
  await expect(rollback(home)).rejects.toMatchObject({ kind: "config", code: "no_former_release" });
  expect(currentRun(home)).toBe("run1");
});

test("a lost link, as a copy without links leaves it, is said, and a rollback publishes the newest release or the one that is named", async () => {
  const home = temporaryHome();
  const first = await publishedRelease(home, "run1", 1);
  await publishedRelease(home, "run2", 2);
  const lost = {
    kind: "config",
    code: "no_current_release",
    message: expect.stringMatching(
      /2 whole releases are there, the newest run2, .*npm run rollback -- --home/,
    ) as string,
  };
  for (const target of [undefined, join("releases", "gone")]) {
    rmSync(home.current, { force: true });
    if (target !== undefined) symlinkSync(target, home.current);
    await expect(readStatus(home, new Date())).rejects.toMatchObject(lost);
    await expect(verify(home)).rejects.toMatchObject(lost);
    expect(await rollback(home)).toEqual({ from: undefined, to: "run2" });
    rmSync(home.current);
    expect(await rollback(home, "run1")).toEqual({ from: undefined, to: "run1" });
  }
  expect(await verify(home)).toEqual({ run: "run1", contentHash: first });
  rmSync(home.current);
  mkdirSync(home.current);
  await expect(rollback(home)).rejects.toMatchObject({ code: "current_no_link" });
});

test("the status says what was rolled back from, and since when and why nothing was renewed", async () => {
  const home = temporaryHome();
  for (const run of ["run1", "run2"]) await publishedRelease(home, run);
  await rollback(home);
  const tells = async () => describeStatus(await readStatus(home, new Date("2026-01-05T03:04:05Z")));
  expect(await tells()).toMatch(
    /^rolled back +run2 is newer and not published; npm run rollback -- --to run2 publishes it/m,
  );
  await rollback(home, "run2");
  expect(await tells()).not.toMatch(/rolled back|not renewed|refused/);
  const night = (day: number, how: object) => {
    recordRun(
      home,
      {
        run: `2026010${day}T030000000Z`,
        startedAt: `2026-01-0${day}T03:00:00Z`,
        pid: 1,
        outcome: "failed",
        ...how,
      },
      10,
    );
  };
  const refused = { code: "file_refused", message: "1 of 3 files refused. crm/deals.csv: the file is empty" };
  night(2, { outcome: "published" });
  night(3, { outcome: "running" });
  night(4, refused);
  night(5, refused);
  keepRefused(home, [{ name: "crm/deals.csv", reason: "the file is empty" }]);
  const reported = await tells();
  expect(reported).toMatch(
    /^finished +2026-01-02 03:04:05 UTC \(72 h ago\)\nnot renewed +since then: the last 3 runs failed/m,
  );
  expect(reported).toMatch(/^refused +crm\/deals.csv by the last refresh; npm run quarantine tells why$/m);
  expect(reported).toMatch(
    /failed \(file_refused\)\n    1 of 3 files refused\. crm\/deals\.csv: the file is empty\n/,
  );
  expect(reported.match(/1 of 3 files/g)).toHaveLength(1);
});

test("a home of which nothing was published yet says why its last run failed", async () => {
  const home = temporaryHome();
  recordRun(
    home,
    {
      run: "20260102T030000000Z",
      startedAt: "2026-01-02T03:00:00Z",
      pid: 1,
      outcome: "failed",
      code: "disk_space",
      message: "a run needs 89 MiB",
    },
    10,
  );
  await expect(readStatus(home, new Date())).rejects.toThrow(
    /nothing is published here yet; the last run, 2026-01-02 03:00:00 UTC, failed: a run needs 89 MiB \[disk_space\]/,
  );
});

test("a warehouse changed after sealing fails verification as a data check", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1");
  const path = join(home.releases, "run1", "warehouse.duckdb");
  chmodSync(path, 0o644);
  const warehouse = await openWarehouse(path);
  await warehouse.run("update marts.answer set answer = 2");
  warehouse.close();
  await expect(verify(home)).rejects.toMatchObject({ kind: "dataCheck", code: "release_changed" });
});

test("verify finds any one flipped bit of the warehouse, the site and the manifest, and a file that is gone or was added", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1");
  const release = join(home.releases, "run1");
  const files = ["manifest.json", "site/index.html", "site/data/deals.json", "warehouse.duckdb"];
  for (const name of files) {
    const path = join(release, name);
    chmodSync(path, 0o644);
    const bytes = readFileSync(path);
    for (let flip = 0; flip < (name === "manifest.json" ? 400 : 40); flip++) {
      const bit = Math.floor(Math.random() * bytes.length * 8);
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(path, flipped);
      await expect(verify(home), `bit ${bit} of ${name}`).rejects.toBeInstanceOf(FunnelError);
    }
    writeFileSync(path, bytes);
  }
  await expect(verify(home)).resolves.toMatchObject({ run: "run1" });
  renameSync(join(release, "site", "index.html"), join(release, "site", "other.html"));
  await expect(verify(home)).rejects.toMatchObject({
    code: "release_changed",
    message: expect.stringContaining("site/index.html, site/other.html") as string,
  });
});

test("a release of an earlier version, whose manifest lacks what is new in it, is as it was sealed", async () => {
  const home = temporaryHome();
  const contentHash = await publishedRelease(home, "run1");
  const path = join(home.releases, "run1", "manifest.json");
  const { exports, checksum, ...facts } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  expect([exports, typeof checksum]).toEqual([{}, "string"]);
  writeFileSync(path, checkedText(facts));
  expect(await verify(home)).toEqual({ run: "run1", contentHash });
});

test("a release that was rolled back from is never rolled back to", async () => {
  const home = temporaryHome();
  for (const run of ["run1", "run2"]) await publishedRelease(home, run);
  await rollback(home);
  await publishedRelease(home, "run3");
  expect(wholeReleases(home)).toEqual(["run1", "run3"]);
  expect(await rollback(home)).toEqual({ from: "run3", to: "run1" });
});

test(
  "a process killed with -9 while it publishes leaves a whole current release",
  { timeout: 240_000 },
  async () => {
    const home = temporaryHome();
    const template = homeAt(join(home.root, "template"));
    await sealedRelease(template, "run");
    const hash = await publishedRelease(home, "run000000");
    for (let round = 1; round <= 12; round++) {
      const child = spawn(
        process.execPath,
        [
          starter,
          new URL("publish-loop.ts", import.meta.url).pathname,
          home.root,
          join(template.releases, "run"),
          `${round}0000`,
        ],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      const closed = once(child, "close");
      await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
      child.kill("SIGKILL");
      await closed;
      expect(existsSync(join(home.current, "site"))).toBe(true);
      expect(readManifest(home.current).contentHash).toBe(hash);
      const warehouse = await openWarehouse(join(home.current, "warehouse.duckdb"), {
        readOnly: true,
        threads: 1,
      });
      expect(await warehouse.rows("select answer from marts.answer")).toEqual([{ answer: 1 }]);
      warehouse.close();
    }
    expect(currentRun(home)).not.toBe("run000000");
  },
);
