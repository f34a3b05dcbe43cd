import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { rollback } from "../../pipelines/commands/rollback.ts";
import { verify } from "../../pipelines/commands/verify.ts";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { writeFile } from "../../pipelines/contract/durable.ts";
import { homeAt, starter, type Home } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { failureOf } from "../../pipelines/operations/failure.ts";
import { nameRun, readRuns, recordRun } from "../../pipelines/operations/runs.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { refuseWithoutRoom } from "../../pipelines/release/check-home.ts";
import { currentRun, wholeReleases } from "../../pipelines/release/manifest.ts";
import { publish } from "../../pipelines/release/publish.ts";
import { buildModel } from "../../pipelines/transform/build.ts";
import { parseModel } from "../../pipelines/transform/model.ts";
import { openWarehouse, transaction } from "../../pipelines/warehouse/open.ts";
import { publishedRelease, sealedRelease, temporaryHome } from "../release/small-release.ts";
import { deliverDeals, leftovers, readRelease } from "../torture/home.ts";
import { run } from "../torture/sweep.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const at = (instant: string, warnings: string[] = []): Effects => ({
  now: () => new Date(instant),
  report: { ...silent, warn: (message) => void warnings.push(message) },
});

/** How a refresh of a home fails, as a person is told; the home lies on the disk, without links in its path. */
const failureIn = (home: Home, instant = "2026-03-01T03:00:00Z") =>
  refresh({ home, site: false }, at(instant)).then(
    () => undefined,
    (error: unknown) => failureOf(error),
  );

const deliveredHome = () => {
  const home = homeAt(realpathSync(temporaryHome().root));
  deliverDeals(home, 3);
  return home;
};

test("a delivery for which the disk has no room is refused before anything is read, with the numbers, and written down", async () => {
  const home = deliveredHome();
  await publishedRelease(home, "20260101T030000000Z");
  const file = openSync(join(home.exports, "huge.csv"), "w");
  // takes no space itself
  ftruncateSync(file, 8 * 2 ** 40);
  closeSync(file);
  const failure = await failureIn(home);
  expect(failure).toMatchObject({ exit: 74, code: "disk_space" });
  expect(failure?.message).toMatch(
    /a run needs up to 25,\d{3},\d{3} MiB of space and [\d,]+ MiB are free; free [\d,]+ MiB, and run again.*published release stays/,
  );
  // with one release there is nothing that a lower keep.releases would remove
  expect(failure?.message).not.toContain("keep.releases");
  expect(() => {
    refuseWithoutRoom(home, { needed: 2 ** 20, free: 0, isPrunable: true });
  }).toThrow(/free 1 MiB or lower keep\.releases/);
  expect(readRuns(home)).toMatchObject([{ outcome: "failed", exit: 74, code: "disk_space" }]);
  expect(currentRun(home)).toBe("20260101T030000000Z");
  expect(existsSync(home.loads)).toBe(false);
});

test("a home that may not be written is refused with its folder and the remedy", async () => {
  const home = deliveredHome();
  chmodSync(home.root, 0o555);
  const isRoot = process.geteuid?.() === 0;
  // root may write everywhere
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(await failureIn(home)).toEqual({
      exit: 74,
      code: "EACCES",
      message: `${home.state}: no permission; give the folder to the user who runs it (EACCES)`,
    });
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(home.root, 0o755);
  }
});

test("a file system that cannot replace a link in one step is refused before anything is built", async () => {
  const home = deliveredHome();
  vi.stubEnv("FUNNELHOUSE_FAULT", "probe.rename:EPERM");
  const failure = await failureIn(home);
  expect(failure).toMatchObject({ exit: 78, code: "home_file_system" });
  expect(failure?.message).toContain(`${home.root}: this file system cannot replace a link in one step`);
  expect(leftovers(home)).toEqual([]);
});

test("a folder that stands where the link to the release belongs is refused, and not replaced", async () => {
  const home = deliveredHome();
  mkdirSync(home.current);
  expect(await failureIn(home)).toMatchObject({ exit: 78, code: "current_no_link" });
  expect(lstatSync(home.current).isDirectory()).toBe(true);
});

test("links that lead to themselves are named: a delivery is refused with its name, a folder of the home with its path", async () => {
  const home = deliveredHome();
  symlinkSync("loop.csv", join(home.exports, "loop.csv"));
  symlinkSync(".", join(home.exports, "again"));
  const files = await loadExports(home, new Map(), at("2026-03-01T03:00:00Z"));
  expect(files.map(({ name, status, reason }) => [name, status, /ELOOP|EISDIR|folder/.test(reason)])).toEqual(
    [
      ["again", "refused", true],
      ["hubspot/deals.csv", "loaded", false],
      ["loop.csv", "refused", true],
    ],
  );
  symlinkSync("releases", home.releases);
  expect(await failureIn(home)).toMatchObject({
    exit: 74,
    code: "ELOOP",
    message: expect.stringContaining(`${home.releases}`) as string,
  });
});

test("a model that needs more memory than the engine may take ends as a lack of memory, not as a wrong model", async () => {
  const home = temporaryHome();
  mkdirSync(home.root, { recursive: true });
  const warehouse = await openWarehouse(":memory:", { memoryLimit: "20MB", threads: 1 });
  await warehouse.run("set max_temp_directory_size = '0B'; create schema core");
  const greedy = parseModel(
    "models/core/_greedy.sql",
    "core",
    "_greedy",
    "select range as id, md5(range::varchar) as text from range(3000000) order by text",
  );
  const failure = await buildModel(warehouse, greedy).catch((error: unknown) => failureOf(error));
  warehouse.close();
  expect(failure).toMatchObject({ exit: 74, code: "out_of_memory" });
});

test.each([
  "IO Error: Could not write all bytes to file: wanted=262144 wrote=4096",
  "TransactionContext Error: Failed to commit: Could not write file: No space left on device",
  "FATAL Error: fsync failed!",
  "FATAL Error: Failed to create checkpoint because of error: Could not write all bytes to file",
])("the engine's word for a full disk is a matter of the disk: %s", (message) => {
  expect(failureOf(new Error(message))).toMatchObject({ exit: 74, code: "engine_io" });
});

test("a disk that is full when a file is written is told with the name of the file", () => {
  let failure;
  try {
    // there the disk is always full
    writeFile("/dev/full", "text");
  } catch (error) {
    failure = failureOf(error);
  }
  expect(failure).toMatchObject({
    exit: 74,
    code: "ENOSPC",
    message: expect.stringMatching(/^\/dev\/full: no space/) as string,
  });
});

test("an engine that ends its transaction by itself does not hide why the work failed", async () => {
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  const work = async () => {
    await warehouse.run("rollback");
    throw new Error("IO Error: Could not write all bytes to file");
  };
  await expect(transaction(warehouse, work)).rejects.toThrow(/^IO Error/);
  warehouse.close();
});

test("a parsed file that is not byte by byte as it was kept is read again from its delivery", async () => {
  const home = deliveredHome();
  const load = async () => {
    const [file] = await loadExports(home, new Map(), at("2026-03-01T03:00:00Z"));
    const path = file?.streams.find(({ stream }) => stream === "opportunities")?.path ?? "";
    return { path, bytes: readFileSync(path), manifest: join(path, "..", "manifest.json") };
  };
  const first = await load();
  const flipped = (bytes: Buffer) =>
    Buffer.from(bytes.map((byte, place) => (place === 40 ? byte ^ 1 : byte)));
  for (const path of [first.path, first.manifest]) {
    const before = readFileSync(path);
    writeFileSync(path, flipped(before));
    await load();
    expect(readFileSync(path).equals(before), path).toBe(true);
  }
  rmSync(first.path);
  expect((await load()).bytes.equals(first.bytes)).toBe(true);
});

test("a query that hangs ends when it is told to, and the published release stays", async () => {
  const home = deliveredHome();
  await publishedRelease(home, "20260101T030000000Z");
  const ended = await run(["refresh", "--no-wait", "--no-site", "--home", home.root], {
    env: { FUNNELHOUSE_FAULT: "model:hang" },
    started: (child) =>
      child.stdout?.on("data", (text: Buffer) => {
        if (text.toString().includes("transform")) setTimeout(() => child.kill("SIGTERM"), 300);
      }),
  });
  expect(ended.signal).toBe("SIGTERM");
  expect(readRuns(home)).toMatchObject([{ outcome: "running" }]);
  expect(currentRun(home)).toBe("20260101T030000000Z");
});

test.each(["sealed.write", "sealed.rename", "sealed.renamed"])(
  "an error of the disk at %s seals nothing",
  async (point) => {
    const home = temporaryHome();
    vi.stubEnv("FUNNELHOUSE_FAULT", `${point}:EIO`);
    await expect(sealedRelease(home, "run1")).rejects.toMatchObject({ code: "EIO" });
    expect(() => {
      publish(home, "run2");
    }).toThrow(/expected a sealed release/);
  },
);

test("an error of the disk at any moment of publishing leaves the former release or the new one, and the next attempt succeeds", async () => {
  const home = temporaryHome();
  await publishedRelease(home, "run1");
  await sealedRelease(home, "run2");
  for (const point of ["flush", "manifest.rename", "manifest.renamed", "link.write", "link.rename"]) {
    vi.stubEnv("FUNNELHOUSE_FAULT", `${point}:EIO`);
    expect(() => {
      publish(home, "run2");
    }, point).toThrow(/EIO/);
    expect(currentRun(home), point).toBe("run1");
    expect(existsSync(`${home.current}.tmp`)).toBe(false);
  }
  vi.stubEnv("FUNNELHOUSE_FAULT", "link.renamed:EIO");
  publish(home, "run2");
  expect((await verify(home)).run).toBe("run2");
});

test("runs are named in their order though a clock goes back", () => {
  const home = temporaryHome();
  const named = (instant: string) => nameRun(home, new Date(instant));
  const record = (name: string) => {
    recordRun(home, { run: name, startedAt: "2026-01-01T00:00:00.000Z", pid: 1, outcome: "running" }, 10);
  };
  expect(named("2026-05-31T22:00:59.999Z")).toBe("20260531T220059999Z");
  record("20260531T220059999Z");
  expect(named("2026-05-31T22:00:59.999Z")).toBe("20260531T220100000Z");
  expect(named("2025-01-01T00:00:00Z")).toBe("20260531T220100000Z");
  mkdirSync(join(home.releases, "20261231T235959999Z"), { recursive: true });
  expect(named("2026-06-01T00:00:00Z")).toBe("20270101T000000000Z");
  expect(named("2027-02-01T00:00:00Z")).toBe("20270201T000000000Z");
});

test("neither a damaged earlier release, nor another program that holds it, nor a clock that goes back stops a refresh; rollback passes the damaged one over", async () => {
  const home = deliveredHome();
  // left by a copy that lost its releases
  symlinkSync("current", home.current);
  const first = await refresh({ home, site: false }, at("2026-06-01T03:00:00Z"));
  const damaged = join(home.releases, first.run, "warehouse.duckdb");
  chmodSync(damaged, 0o644);
  const bytes = readFileSync(damaged);
  for (let place = 3 * 4096; place < bytes.length; place += 4096) bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(damaged, bytes);
  await expect(verify(home)).rejects.toMatchObject({ code: "release_changed" });

  deliverDeals(home, 4);
  const warnings: string[] = [];
  const second = await refresh({ home, site: false }, at("2026-05-01T03:00:00Z", warnings));
  expect(second.run > first.run).toBe(true);
  expect(warnings.join("\n")).toMatch(new RegExp(`release ${first.run}.*nothing is compared with it`));
  expect(await readRelease(home)).toEqual({ run: second.run, deals: 4, wrong: [] });

  writeFileSync(join(home.releases, first.run, "manifest.json"), "{");
  chmodSync(join(home.releases, second.run, "warehouse.duckdb"), 0o644);
  const holder = spawn(
    process.execPath,
    [
      starter,
      new URL("hold-warehouse.ts", import.meta.url).pathname,
      join(home.releases, second.run, "warehouse.duckdb"),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  onTestFinished(() => void holder.kill("SIGKILL"));
  await once(holder.stdout, "data");
  deliverDeals(home, 5);
  const more: string[] = [];
  const third = await refresh({ home, site: false }, at("2026-05-02T03:00:00Z", more));
  expect(more.join("\n")).toContain(`release ${second.run} cannot be read: nothing is compared with it`);
  expect(more.join("\n")).toContain(`release ${first.run}: its manifest is damaged`);
  expect(await readRelease(home)).toEqual({ run: third.run, deals: 5, wrong: [] });
  expect(wholeReleases(home)).toEqual([first.run, second.run, third.run]);
  holder.kill("SIGKILL");
  await once(holder, "close");
  expect(await rollback(home)).toEqual({ from: third.run, to: second.run });
  await expect(rollback(home)).rejects.toMatchObject({ code: "no_former_release" });
}, 600_000);

test("a week-old release is restored in less than a second, whole, and the next refresh goes on from there", async () => {
  const home = temporaryHome();
  const nights = Array.from({ length: 8 }, (_, night) => `2026010${night + 1}T030000000Z`);
  const hashes: string[] = [];
  for (const [night, name] of nights.entries()) hashes.push(await publishedRelease(home, name, night));
  const begun = performance.now();
  expect(await rollback(home, nights[0])).toEqual({ from: nights[7], to: nights[0] });
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(await verify(home)).toEqual({ run: nights[0], contentHash: hashes[0] });
  await expect(rollback(home, "20250101T030000000Z")).rejects.toMatchObject({
    code: "no_such_release",
    message: expect.stringContaining(nights[7] ?? "") as string,
  });
  await publishedRelease(home, "20260109T030000000Z", 9);
  expect(wholeReleases(home)).toEqual([nights[0], "20260109T030000000Z"]);
});
