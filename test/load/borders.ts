import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { loadExports } from "../../pipelines/load/load.ts";
import { engineKeeps, writeDeals } from "./chunk-borders.ts";
import { scratchFolder } from "../scratch.ts";

/** `npm run borders -- --rows 10000000 --bad 0.001,0.01,0.1`: bad rows after every chunk border and elsewhere; no good row may be lost. */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    bad: { type: "string", default: "0.001,0.01,0.1" },
  },
});

async function sweep(share: number): Promise<boolean> {
  const home = homeAt(scratchFolder());
  try {
    mkdirSync(home.exports, { recursive: true });
    const path = join(home.exports, "deals.csv");
    const { rows, bad } = writeDeals(path, Number(values.rows), share);
    const kept = await engineKeeps(path);
    const started = performance.now();
    const [file] = await loadExports(home, new Map([["source_time_zone", "UTC"]]), {
      now: () => new Date(0),
      report: silent,
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const lost = rows - bad - (file?.loaded ?? 0);
    process.stdout.write(
      `${rows} rows, ${bad} bad, ${(statSync(path).size / 1e6).toFixed(0)} MB: ${lost} good rows lost, ${file?.quarantined ?? 0} quarantined in ${seconds} s; the engine's own rejects lose ${rows - bad - kept}\n`,
    );
    return lost === 0 && file?.quarantined === bad;
  } finally {
    rmSync(home.root, { recursive: true, force: true });
  }
}

for (const share of values.bad.split(",").map(Number)) if (!(await sweep(share))) process.exitCode = 2;
