import { join } from "node:path";
import { languages } from "../../../dashboards/language.ts";
import { pages } from "../../../dashboards/pages.ts";
import type { Effects } from "../../../pipelines/contract/effects.ts";
import { FunnelError } from "../../../pipelines/contract/errors.ts";
import type { Home } from "../../../pipelines/contract/home.ts";
import { serveSite } from "../../../pipelines/site/serve.ts";
import { browserPath } from "./site-bench.ts";

/** The least score of a page, of a hundred, by device and category. */
const leastScores = {
  mobile: { performance: 90, accessibility: 100, "best-practices": 100 },
  desktop: { performance: 95, accessibility: 100, "best-practices": 100 },
} as const;
type Device = keyof typeof leastScores;
const devices = Object.keys(leastScores) as Device[];
const categories = ["performance", "accessibility", "best-practices"] as const;

/** What Lighthouse says of a page, as far as it is read here; a score is at most 1, and null where there is nothing to judge. */
interface Judgement {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; displayValue?: string }>;
}
type Lighthouse = (
  url: string,
  flags: { port: number; logLevel: "error"; onlyCategories: readonly string[] },
  config?: unknown,
) => Promise<{ lhr: Judgement } | undefined>;

/**
 * Has Lighthouse judge every page of a home's site as a phone and as a desktop computer gets it, and reports the scores with what costs
 * points. With `check` a score below its goal is an error.
 */
export async function benchLighthouse(
  { home, check }: { home: Home; check: boolean },
  { report }: Effects,
): Promise<void> {
  const { lighthouse, desktop, launch } = await installed();
  const served = await serveSite(join(home.current, "site"), 0);
  const chrome = await launch({
    chromePath: browserPath(),
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
  });
  const missed: string[] = [];
  try {
    for (const path of languages.flatMap((language) => pages.map(({ key }) => `${language}/${key}.html`)))
      for (const device of devices) {
        const flags = { port: chrome.port, logLevel: "error" as const, onlyCategories: categories };
        const config = device === "desktop" ? desktop : undefined;
        const judged = await lighthouse(`${served.url}${path}`, flags, config);
        if (judged === undefined)
          throw new FunnelError("internal", "bench_lighthouse", `${path}: Lighthouse gave no result`);
        const scores = categories.map((category) => ({
          category,
          score: Math.round((judged.lhr.categories[category]?.score ?? 0) * 100),
          least: leastScores[device][category],
        }));
        const shown = scores.map(({ category, score }) => `${category} ${score}`).join(", ");
        report.info([`${path} ${device}: ${shown}`, ...costs(judged.lhr)].join("; "));
        for (const { category, score, least } of scores)
          if (score < least) missed.push(`${path} ${device}: ${category} ${score}, goal ${least}`);
      }
  } finally {
    chrome.kill();
    await served.close();
  }
  report.info(missed.length === 0 ? "every score met its goal" : `missed: ${missed.join("; ")}`);
  if (check && missed.length > 0) throw new FunnelError("dataCheck", "bench_goal", missed.join("; "));
}

/** The audits that cost a page points. */
const costs = ({ categories, audits }: Judgement): string[] =>
  Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ""}`.trim()),
  );

/** Lighthouse brings two hundred packages, which no other command needs: who wants it installs it beside. */
async function installed() {
  const [judge, launcher]: [string, string] = ["lighthouse", "chrome-launcher"];
  try {
    const { default: lighthouse, desktopConfig: desktop } = (await import(judge)) as {
      default: Lighthouse;
      desktopConfig: unknown;
    };
    const { launch } = (await import(launcher)) as {
      launch(options: { chromePath: string; chromeFlags: string[] }): Promise<{ port: number; kill(): void }>;
    };
    return { lighthouse, desktop, launch };
  } catch (error) {
    throw new FunnelError(
      "usage",
      "bench_lighthouse",
      "--suites lighthouse: Lighthouse is not installed; npm install --no-save lighthouse@12.8.2 brings it",
      { cause: error },
    );
  }
}
