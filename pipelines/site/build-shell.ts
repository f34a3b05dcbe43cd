import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { writeFile } from "../contract/durable.ts";
import { FunnelError } from "../contract/errors.ts";
import { programRoot } from "../contract/home.ts";
import { pageScript } from "./bundle-script.ts";
import { consoleEngine, type ConsoleEngine } from "./console-engine.ts";
import { finishFrame } from "./finish-frame.ts";
import { pageScripts, type PageScripts } from "./page-scripts.ts";

/** What pages are made of apart from data: the same for every refresh of one version of the code. */
export interface Shell extends ConsoleEngine {
  /** The HTML of every page, with marks where pages differ. */
  frame: string;
  /** The script that fills them. */
  script: string;
  /** The scripts of each page, by its path in the site without its ending. */
  scripts: PageScripts["paths"];
  /** The files that pages ask for, by their path in the site. */
  assets: Map<string, Buffer>;
}

/** Packages Framework would ask the npm registry about although no page uses them; an empty folder each satisfies it. */
const neverAsked =
  "react-dom react @observablehq/sample-datasets lodash arquero apache-arrow d3 echarts htl leaflet mapbox-gl @observablehq/plot topojson-client d3-dsv parquet-wasm";

/**
 * Builds what every page has, without data and without any network, in an empty folder of ours. Framework builds the one page
 * dashboards/frame.md, which all pages are, with its style. Throws a site FunnelError.
 */
export async function buildShell(work: string): Promise<Shell> {
  const source = join(work, "src");
  for (const name of neverAsked.split(" "))
    mkdirSync(join(source, ".observablehq", "cache", "_npm", `${name}@99.0.0`), { recursive: true });
  // One folder down, as pages lie below their language.
  mkdirSync(join(source, "frame"));
  copyFileSync(join(programRoot, "dashboards", "frame.md"), join(source, "frame", "frame.md"));
  copyFileSync(join(programRoot, "dashboards", "style.css"), join(source, "style.css"));
  copyFileSync(join(programRoot, "observablehq.config.ts"), join(work, "observablehq.config.ts"));
  writeFile(join(work, "package.json"), '{"type":"module"}');
  // Beside each other; what fails is said when all have ended, for the folder goes with it.
  const [framework, engineOf, scriptsOf, drawing] = await Promise.allSettled([
    runFramework(work),
    consoleEngine(),
    pageScripts(),
    pageScript(),
  ]);
  valueOf(framework);
  const built = join(work, "dist");
  const frame = readFileSync(join(built, "frame", "frame.html"), "utf8");
  checkMarks(frame);
  const assets = readdirSync(built, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".css"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const { scripts: engineScripts, ...engine } = valueOf(engineOf);
  const { paths, files } = valueOf(scriptsOf);
  return {
    frame: finishFrame(frame),
    script: valueOf(drawing),
    scripts: paths,
    assets: new Map([
      ...assets.map((path): [string, Buffer] => [relative(built, path), readFileSync(path)]),
      ...files,
      ...engineScripts,
    ]),
    ...engine,
  };
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

/** What is filled in later must have come through. */
function checkMarks(frame: string): void {
  const marks = readFileSync(join(programRoot, "dashboards", "frame.md"), "utf8").match(/\{\{\w+\}\}/g);
  const lost = (marks ?? []).find((mark) => !frame.includes(mark));
  if (lost !== undefined)
    throw new FunnelError(
      "site",
      "site_frame",
      `dashboards/frame.md: the mark ${lost} is not in the built page; write it where HTML allows text`,
    );
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
