import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../../pipelines/contract/effects.ts";
import { homeAt, type Home } from "../../../pipelines/contract/home.ts";
import { refresh } from "../../../pipelines/refresh.ts";
import { benchLighthouse } from "./lighthouse.ts";
import { benchSite } from "./site-bench.ts";

/** What is measured of a site. */
export const siteSuites: Record<
  string,
  (options: { home: Home; check: boolean }, effects: Effects) => Promise<unknown>
> = { site: benchSite, lighthouse: benchLighthouse };

/** Runs the suites that measure a site: that of a home as it is published, or that of the sample, which is made for it. */
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
  for (const [name, measure] of wanted) {
    effects.report.info(`${name}: ${measured.root}`);
    await measure({ home: measured, check }, effects);
  }
}
