import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeFile } from "../contract/durable.ts";
import type { Files } from "../../dashboards/lib/data.ts";
import { splitDeals } from "../../dashboards/lib/deal-files.ts";
import { splitDwell } from "../../dashboards/lib/dwell-files.ts";
import { splitFunnel } from "../../dashboards/lib/funnel-files.ts";
import { splitJourneys } from "../../dashboards/lib/journeys.ts";
import { unknownOf } from "../../dashboards/lib/unknown.ts";
import { pack, type Tables } from "../../dashboards/lib/pack.ts";
import { languages } from "../../dashboards/language.ts";
import { pagesOf } from "../../dashboards/pages.ts";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import { faultPoint } from "../contract/faults.ts";
import { checkSite } from "./check-site.ts";
import { engineFolder } from "./console-engine.ts";
import { consoleOf } from "./console-files.ts";
import { drawPages } from "./draw-pages.ts";
import { readFiles, type SiteInput } from "./read-files.ts";
import { share } from "./share.ts";
import { readShell } from "./shell.ts";

export interface BuildOptions extends SiteInput {
  /** Where the site goes; must not exist or be empty. */
  out: string;
  /** A folder of ours, in which what is the same for every refresh is kept. */
  cache: string;
  effects: Effects;
}

/**
 * Marts → static site, without any network. The same marts and the same history of runs give the same bytes, whether the shell was kept
 * or is built.
 * Throws a site FunnelError and leaves no `out` when the build or one of its checks fails.
 */
export async function buildSite({ out, cache, effects, ...input }: BuildOptions): Promise<void> {
  try {
    effects.report.progress(1, 4, "reading marts");
    const warn = (message: string) => effects.report.warn(message);
    const files = await readFiles(input, warn).catch((error: unknown) => {
      throw new FunnelError("site", "site_data", `site data: ${messageOf(error)}`, { cause: error });
    });
    effects.report.progress(2, 4, "building what pages are made of");
    const shell = await readShell(cache);
    const hasConsole = input.console !== false;
    mkdirSync(join(out, "data"), { recursive: true });
    const console = await consoleOf(input, shell, join(out, "data"));
    effects.report.progress(3, 4, "drawing pages");
    const site = { ...files, console };
    const data = dataFiles(site);
    const paths = pathsOf(data);
    for (const [path, html] of await drawPages(shell, site, paths)) write(out, path, html);
    faultPoint("site");
    for (const [path, bytes] of shell.assets)
      if (hasConsole || !path.startsWith(engineFolder)) write(out, path, bytes);
    if (hasConsole) share(shell.wasm.file, join(out, shell.wasm.path), cache);
    for (const { path, content } of data) write(out, path, content);
    write(out, "index.html", rootPage);
    effects.report.progress(4, 4, "checking");
    checkSite(out, pagesOf(hasConsole));
  } catch (error) {
    rmSync(out, { recursive: true, force: true });
    throw error;
  }
}

function write(out: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFile(join(out, path), content);
}

/** Where each data file lies, as seen from a page; of files that are parts of one, the one that lists them. */
export function pathsOf(data: DataFile[]): Record<string, string> {
  return Object.fromEntries(
    data.filter(({ name }) => !partNames.includes(name)).map(({ name, path }) => [name, `../${path}`]),
  );
}

const partNames = [
  "deals-part",
  "deals-marks",
  "deals-cells",
  "deals-tally",
  "deals-ways",
  "dwell-part",
  "explore-part",
  "explore-traits",
  "explore-visits",
  "explore-ids",
  "explore-cube",
  "journeys-part",
  "journeys-chosen",
  "journeys-side",
];

interface DataFile {
  name: string;
  path: string;
  content: string;
}

/**
 * The site's data files: their paths change with their content, so that no cache on the way holds an old one. Deals,
 * journeys and the times of single sources lie in files of their own, which the files `deals`, `explore`, `journeys` and `dwell` list.
 */
export function dataFiles({ deals, dwell, explore, journeys, ...others }: Files): DataFile[] {
  const parts = new Map<string, DataFile>();
  const save = (name: string, part: object) => {
    const file = dataFile(name, { ...part } as Tables);
    parts.set(file.path, file);
    return basename(file.path);
  };
  const hasWon = (pipeline: string) => !unknownOf(others.summary, pipeline).won;
  return [
    ...Object.entries(others).map(([name, tables]) => dataFile(name, tables)),
    dataFile("deals", { ...splitDeals(deals, save) }),
    dataFile("dwell", { ...splitDwell(dwell, save) }),
    dataFile("explore", { ...splitFunnel(explore, hasWon, save) }),
    dataFile("journeys", { ...splitJourneys(journeys, others.summary, save) }),
    ...parts.values(),
  ];
}

function dataFile(name: string, tables: Tables): DataFile {
  const content = JSON.stringify(pack(tables));
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return { name, path: `data/${name}.${hash}.json`, content };
}

const [first] = languages;
/** The page that leads to the first language. */
export const rootPage = `<!DOCTYPE html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${first}/index.html">
<title>Funnelhouse</title>
</head>
<body><p><a href="en/index.html" lang="en">English</a> · <a href="hu/index.html" lang="hu">Magyar</a></p></body>
</html>
`;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
