import { existsSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { languages } from "../../../dashboards/language.ts";
import { pages } from "../../../dashboards/pages.ts";
import type { Effects } from "../../../pipelines/contract/effects.ts";
import { FunnelError } from "../../../pipelines/contract/errors.ts";
import type { Home } from "../../../pipelines/contract/home.ts";
import { serveSite } from "../../../pipelines/site/serve.ts";
import { missedGoals, shown, siteGoals, type Measures, type SiteFigure } from "./goals.ts";
import { measurePage, throttled, type PageFigures } from "./measure-page.ts";
import { consoleRun, filterToPaint } from "./measure-use.ts";

/** What a page costs, by its path in the site. */
export type SiteFigures = Map<string, Measures>;

/**
 * Measures every page of a home's site as a first visit over a slow line on a slow computer, and what using it costs. Reports each page
 * and by figure the page that is worst beside the goal; with `check` a missed goal is an error.
 */
export async function benchSite(
  { home, check }: { home: Home; check: boolean },
  effects: Effects,
): Promise<SiteFigures> {
  const { report } = effects;
  const served = await serveSite(join(home.current, "site"), 0);
  const browser = await openBrowser();
  const figures: SiteFigures = new Map();
  try {
    report.info(`first visit at 1.6 Mbit/s, 150 ms and a fourth of the processor; load ${load()}`);
    for (const language of languages)
      for (const { key } of pages) {
        const path = `${language}/${key}.html`;
        const measures = await measure(browser, served.url, path);
        figures.set(path, measures);
        report.info(`${path}: ${line(measures)}; load ${load()}`);
      }
  } finally {
    await browser.close();
    await served.close();
  }
  const missed = [...figures].flatMap(([path, measures]) =>
    missedGoals(measures).map((text) => ({ path, text })),
  );
  for (const figure of Object.keys(siteGoals) as SiteFigure[]) report.info(verdict(figure, figures));
  for (const { path, text } of missed) report.info(`missed: ${path}: ${text}`);
  if (check && missed.length > 0)
    throw new FunnelError(
      "dataCheck",
      "bench_goal",
      missed.map(({ path, text }) => `${path}: ${text}`).join("; "),
    );
  return figures;
}

/** The browser that measures. Throws a usage error that says what to install where there is none. */
export function browserPath(): string {
  const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(path))
    throw new FunnelError(
      "usage",
      "bench_browser",
      `${path}: no browser there; install Chromium (Debian, Ubuntu: apt-get install chromium) or set CHROMIUM`,
    );
  return path;
}

const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
    ],
  });

async function measure(browser: Browser, url: string, path: string): Promise<Measures> {
  const address = `${url}${path}`;
  const filter = await filterToPaint(browser, address, 1);
  const filterSlow = await filterToPaint(browser, address, 4);
  return {
    ...visitMeasures(await measurePage(browser, address, throttled)),
    ...(filter === undefined ? {} : { filter }),
    ...(filterSlow === undefined ? {} : { filterSlow }),
    ...(path.endsWith("/console.html") ? await consoleRun(browser, address) : {}),
  };
}

/** What a first visit is judged by. */
export function visitMeasures(figures: PageFigures): Measures {
  const { firstBytes, bytes, requests, layoutShift, largestContent, blocked, complaints } = figures;
  const data = figures.files.filter(({ path }) => path.includes("/data/")).map((file) => file.bytes);
  return {
    firstBytes,
    bytes,
    requests,
    largestData: Math.max(0, ...data),
    layoutShift,
    complaints: complaints.length,
    largestContent,
    blocked,
  };
}

const line = (measures: Measures): string =>
  (Object.entries(measures) as [SiteFigure, number][])
    .map(([figure, value]) => `${siteGoals[figure].name} ${shown(figure, value)}`)
    .join(", ");

/** The page that is worst in a figure, beside the goal. */
function verdict(figure: SiteFigure, figures: SiteFigures): string {
  const [worst] = [...figures]
    .flatMap(([path, measures]) =>
      measures[figure] === undefined ? [] : [{ path, value: measures[figure] }],
    )
    .toSorted((one, other) => other.value - one.value);
  const { name, most } = siteGoals[figure];
  if (worst === undefined) return `${name}: no page has it`;
  const over = [...figures.values()].filter((measures) => (measures[figure] ?? 0) > most).length;
  const word = over === 0 ? "met" : `missed on ${over} of ${figures.size} pages`;
  return `${name}: most ${shown(figure, worst.value)} (${worst.path}), goal ${shown(figure, most)}: ${word}`;
}

const load = () => (loadavg()[0] ?? 0).toFixed(1);
