import { spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Files } from "../../dashboards/lib/data.ts";
import { pack, type Tables } from "../../dashboards/lib/pack.ts";
import { languages } from "../../dashboards/language.ts";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";
import { bundleScript } from "./bundle-script.ts";
import { checkSite } from "./check-site.ts";
import { drawStills, type Stills } from "./draw-stills.ts";
import { finishPage } from "./finish-page.ts";
import { readMarts } from "./read-marts.ts";
import { writePages } from "./write-pages.ts";

export interface BuildOptions {
  /** The closed warehouse; opened read-only. */
  warehouse: string;
  /** Where the site goes; must not exist or be empty. */
  out: string;
  /** A folder of ours to work in; each build uses a fresh folder inside and removes it. */
  scratch: string;
  effects: Effects;
}

/**
 * Marts → static site, without any network and without anything from an earlier build.
 * Throws a site FunnelError and leaves no `out` when the build or one of its checks fails.
 */
export async function buildSite({ warehouse, out, scratch, effects }: BuildOptions): Promise<void> {
  mkdirSync(scratch, { recursive: true });
  const work = mkdtempSync(join(scratch, "build-"));
  try {
    effects.report.progress(1, 4, "reading marts");
    const data = await readMarts(warehouse).catch((error: unknown) => {
      throw new FunnelError("site", "site_data", `site data: ${messageOf(error)}`, { cause: error });
    });
    effects.report.progress(2, 4, "writing pages");
    await writeSource(join(work, "src"), data);
    copyFileSync(join(programRoot, "observablehq.config.ts"), join(work, "observablehq.config.ts"));
    writeFileSync(join(work, "package.json"), '{"type":"module"}');
    effects.report.progress(3, 4, "building");
    await runFramework(work);
    effects.report.progress(4, 4, "checking");
    const built = join(work, "dist");
    finishSite(built, await drawStills(data));
    checkSite(built);
    cpSync(built, out, { recursive: true });
  } catch (error) {
    rmSync(out, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Packages Framework would ask the npm registry about although no page uses them; an empty folder each satisfies it. */
const neverAsked =
  "react-dom react @observablehq/sample-datasets lodash arquero apache-arrow d3 echarts htl leaflet mapbox-gl @observablehq/plot topojson-client d3-dsv parquet-wasm";

async function writeSource(root: string, data: Files): Promise<void> {
  for (const name of neverAsked.split(" "))
    mkdirSync(join(root, ".observablehq", "cache", "_npm", `${name}@99.0.0`), { recursive: true });
  mkdirSync(join(root, "data"));
  for (const [name, content] of Object.entries(data))
    writeFileSync(join(root, "data", `${name}.json`), JSON.stringify(pack(content as unknown as Tables)));
  copyFileSync(join(programRoot, "dashboards", "style.css"), join(root, "style.css"));
  writePages(root, data.summary);
  // One module with the chart library shaken into it: a page is ten requests instead of fifty.
  writeFileSync(join(root, "app.js"), await bundleScript("app.ts", { format: "esm", minify: true }));
}

function runFramework(work: string): Promise<void> {
  const program = join(
    programRoot,
    "node_modules",
    "@observablehq",
    "framework",
    "dist",
    "bin",
    "observable.js",
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, "build"], {
      cwd: work,
      env: {
        PATH: process.env["PATH"],
        HOME: work,
        TZ: "UTC",
        NO_COLOR: "1",
        OBSERVABLE_TELEMETRY_DISABLE: "true",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new FunnelError(
            "site",
            "site_framework",
            `Observable Framework ended with ${code}: ${output.trim().slice(-1500)}`,
          ),
        );
    });
  });
}

function finishSite(dir: string, stills: Stills): void {
  for (const language of languages)
    for (const entry of readdirSync(join(dir, language)))
      if (entry.endsWith(".html")) {
        const path = join(dir, language, entry);
        const still = stills.get(`${language}/${entry}`) ?? "";
        writeFileSync(path, finishPage(readFileSync(path, "utf8"), language, still));
      }
  const first = languages[0];
  writeFileSync(
    join(dir, "index.html"),
    `<!DOCTYPE html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${first}/index.html">
<title>Funnelhouse</title>
</head>
<body><p><a href="en/index.html" lang="en">English</a> · <a href="hu/index.html" lang="hu">Magyar</a></p></body>
</html>
`,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
