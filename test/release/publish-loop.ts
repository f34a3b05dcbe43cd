import { cpSync } from "node:fs";
import { join } from "node:path";
import { homeAt } from "../../pipelines/contract/home.ts";
import { publish } from "../../pipelines/release/publish.ts";

// Publishes copies of a sealed release, one after another, until it is killed.
const [root = "", template = "", first = "0"] = process.argv.slice(2);
const home = homeAt(root);
process.stdout.write("started\n");
for (let number = Number(first); ; number++) {
  const run = `run${String(number).padStart(6, "0")}`;
  cpSync(template, join(home.releases, run), { recursive: true });
  await publish(home, run, 7);
}
