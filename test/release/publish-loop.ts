import { cpSync } from "node:fs";
import { join } from "node:path";
import { homeAt } from "../../pipelines/contract/home.ts";
import { prune } from "../../pipelines/operations/prune.ts";
import { publish } from "../../pipelines/release/publish.ts";

// Publishes copies of a sealed release, one after another, until it is killed.
const [root = "", template = "", first = "0"] = process.argv.slice(2);
const home = homeAt(root);
const keep = { releases: 7, load_days: 30, runs: 400 };
process.stdout.write("started\n");
for (let number = Number(first); ; number++) {
  const run = `run${String(number).padStart(6, "0")}`;
  cpSync(template, join(home.releases, run), { recursive: true });
  publish(home, run);
  await prune(home, keep, new Date());
}
