import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Effects } from "../../../pipelines/contract/effects.ts";
import { FunnelError } from "../../../pipelines/contract/errors.ts";
import type { Home } from "../../../pipelines/contract/home.ts";
import { readOperations } from "../../../pipelines/operations/operations.ts";
import { readRuns } from "../../../pipelines/operations/runs.ts";
import { buildSite } from "../../../pipelines/site/build.ts";
import { readCookbook } from "../../../pipelines/site/cookbook.ts";
import { operationsOf } from "../../../pipelines/site/operations.ts";

/** Seconds that a site may take to build, its scripts included: that of the sample, and that of a home of 300,000 leads. */
const mostSeconds = { sample: 6, home: 60 } as const;

/**
 * Builds the site of a home's release twice, each time with nothing kept from before, at one instant. Reports the seconds of the faster one, and the
 * files in which the two differ; with `check` either is an error where it misses its goal.
 */
export async function benchBuild(
  { home, check, isSample }: { home: Home; check: boolean; isSample: boolean },
  { report }: Effects,
): Promise<void> {
  const operations = readOperations(home);
  const runs = readRuns(home);
  const last = runs.at(-1);
  const at = new Date(last?.startedAt ?? 0);
  const figures = last?.figures;
  const current = {
    run: last?.run ?? "",
    startedAt: at.toISOString(),
    ...(figures === undefined ? {} : { figures }),
  };
  const work = mkdtempSync(join(tmpdir(), "funnelhouse-build-"));
  try {
    const built: { seconds: number; files: Map<string, string> }[] = [];
    for (const name of ["one", "two"]) {
      const out = join(work, name);
      const started = performance.now();
      await buildSite({
        warehouse: join(home.current, "warehouse.duckdb"),
        operations: operationsOf(operations, runs, current, at),
        ...operations.site,
        recipes: readCookbook(),
        out,
        cache: join(work, `${name}-cache`),
        effects: { now: () => at, report },
      });
      built.push({ seconds: (performance.now() - started) / 1000, files: hashesOf(out) });
    }
    const seconds = Math.min(...built.map((one) => one.seconds));
    const [one = new Map<string, string>(), two = new Map<string, string>()] = built.map(
      ({ files }) => files,
    );
    const other = [...new Set([...one.keys(), ...two.keys()])].filter(
      (path) => one.get(path) !== two.get(path),
    );
    const most = mostSeconds[isSample ? "sample" : "home"];
    const missed = [
      ...(seconds > most ? [`built in ${seconds.toFixed(1)} s, goal ${most} s`] : []),
      ...(other.length > 0 ? [`two builds differ in ${other.slice(0, 5).join(", ")}`] : []),
    ];
    report.info(
      `two clean builds: ${built.map((each) => each.seconds.toFixed(1)).join(" and ")} s, goal ${most} s; ${one.size} files, ${other.length === 0 ? "byte for byte the same" : `${other.length} differ`}; load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    );
    if (check && missed.length > 0) throw new FunnelError("dataCheck", "bench_goal", missed.join("; "));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The hash of every file below a folder, by its path from there. */
const hashesOf = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
