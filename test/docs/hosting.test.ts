import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programRoot } from "../../pipelines/contract/home.ts";
import { hashed } from "../../pipelines/site/serve.ts";
import { textOf } from "./documents.ts";

const example = (name: string) => textOf(`docs/hosting/${name}`);

test("the examples for hosts keep for ever what serve keeps, and nothing else", () => {
  for (const name of ["nginx.conf", "Caddyfile"]) expect(example(name), name).toContain(hashed.source);
  for (const name of ["nginx.conf", "Caddyfile", "_headers", "upload-s3.sh"]) {
    expect(example(name), name).toContain("public, max-age=31536000, immutable");
    expect(example(name), name).toContain("no-cache");
  }
});

test("the upload script is a shell script that sends pages last and removes after them", () => {
  const path = join(programRoot, "docs", "hosting", "upload-s3.sh");
  expect(spawnSync("sh", ["-n", path], { encoding: "utf8" }).stderr).toBe("");
  const steps = example("upload-s3.sh").match(/^s3 (sync|cp) .*/gm) ?? [];
  expect(steps.map((step) => [/--(exclude|recursive|delete)/.exec(step)?.[0], step.split(" ")[1]])).toEqual([
    ["--exclude", "sync"],
    ["--recursive", "cp"],
    ["--delete", "sync"],
  ]);
});
