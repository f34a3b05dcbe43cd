import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../../pipelines/contract/effects.ts";
import { FunnelError } from "../../../pipelines/contract/errors.ts";
import { homeAt, type Home } from "../../../pipelines/contract/home.ts";
import { refresh } from "../../../pipelines/refresh.ts";
import { benchBuild } from "./build-bench.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { benchSite } from "./site-bench.ts";

/** What is measured of a site. */
export const siteSuites: Record<
  string,
  (options: { home: Home; check: boolean; isSample: boolean }, effects: Effects) => Promise<unknown>
> = { build: benchBuild, site: benchSite, lighthouse: benchLighthouse };

/** Runs the suites that measure a site: that of a home as it is published, or that of the sample, which is made for it. With `check` all run before what they missed is an error. */
export async function benchSites(
  { root, home, suites, check }: { root: string; home: string | undefined; suites: string[]; check: boolean },
  effects: Effects,
): Promise<void> {
  const wanted = Object.entries(siteSuites).filter(([name]) => suites.includes(name));
  if (wanted.length === 0) return;
  const measured = homeAt(home ?? join(root, "site"));
  if (home === undefined) {
    mkdirSync(measured.root, { recursive: true });
    await refresh({ home: measured, site: true }, effects);
  }
  const missed: string[] = [];
  for (const [name, measure] of wanted) {
    effects.report.info(`${name}: ${measured.root}`);
    await measure({ home: measured, check, isSample: home === undefined }, effects).catch(
      (error: unknown) => {
        if (!(error instanceof FunnelError) || error.code !== "bench_goal") throw error;
        missed.push(error.message);
      },
    );
  }
  if (missed.length > 0) throw new FunnelError("dataCheck", "bench_goal", missed.join("; "));
}
