import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programRoot } from "../../pipelines/contract/home.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();

/** A namespace without any network but its own loopback; needs a kernel that lets this user make one. */
const cut = ["unshare", "-rn"];
const canCut = spawnSync(cut[0] ?? "", [...cut.slice(1), "true"]).status === 0;

test("the site builds with the network cut", async ({ skip }) => {
  skip(!canCut, "this kernel does not let a user cut the network: run `unshare -rn true` to see why");
  const warehouse = join(folder, "warehouse.duckdb");
  await writeMarts(warehouse);
  const out = join(folder, "site");
  const run = (script: string, ...args: string[]) =>
    spawnSync(cut[0] ?? "", [...cut.slice(1), process.execPath, "--import", "tsx", script, ...args], {
      cwd: programRoot,
      encoding: "utf8",
    });
  const reach = spawnSync(cut[0] ?? "", [
    ...cut.slice(1),
    process.execPath,
    "-e",
    "require('node:net').connect(80, '192.0.2.1').on('error', (e) => process.exit(e.code === 'ENETUNREACH' ? 7 : 1))",
  ]);
  expect(reach.status, "the network is not cut").toBe(7);
  const built = run(join(import.meta.dirname, "build-site.ts"), warehouse, out, join(folder, "cache"));
  expect(built.stderr).toBe("");
  expect(built.status).toBe(0);
  expect(existsSync(join(out, "hu", "conversion.html"))).toBe(true);
});
