import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprint } from "../contract/checksum.ts";
import { programRoot } from "../contract/home.ts";
import { bundleScript } from "./bundle-script.ts";

/** Where the files of the SQL console lie in the site, apart from its data. */
export const engineFolder = "_console";

/** What the page of the SQL console starts. */
export interface ConsoleEngine {
  /** The paths of its scripts in the site. */
  engine: { script: string; worker: string };
  /** Its WebAssembly by its path in the site, and the file on this disk that has it, which is too large to copy for every release. */
  wasm: { path: string; file: string };
}

/** The engine of the SQL console: the script that the page loads at the first run, the worker that it starts, and DuckDB itself. */
export async function consoleEngine(): Promise<ConsoleEngine & { scripts: [string, Buffer][] }> {
  const folder = join(programRoot, "node_modules", "@duckdb", "duckdb-wasm", "dist");
  const script = Buffer.from(await bundleScript("console/engine.ts", { format: "esm", minify: true }));
  // A map of its sources is not published.
  const worker = Buffer.from(
    readFileSync(join(folder, "duckdb-browser-eh.worker.js"), "utf8").replace(
      /\n\/\/# sourceMappingURL=.*\s*$/,
      "\n",
    ),
  );
  const wasm = join(folder, "duckdb-eh.wasm");
  const engine = {
    script: named("engine", hashOf(script), "js"),
    worker: named("worker", hashOf(worker), "js"),
  };
  return {
    engine,
    scripts: [
      [engine.script, script],
      [engine.worker, worker],
    ],
    wasm: { path: named("duckdb", fingerprint(wasm), "wasm"), file: wasm },
  };
}

const named = (name: string, hash: string, extension: string) =>
  `${engineFolder}/${name}.${hash.slice(0, 8)}.${extension}`;
const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
