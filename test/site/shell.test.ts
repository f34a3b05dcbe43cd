import {
  chmodSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { silent } from "../../pipelines/contract/effects.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { readKept, sourcesHash } from "../../pipelines/site/shell.ts";
import { operations, recipes } from "./made.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const warehouse = join(folder, "warehouse.duckdb");
const cache = join(folder, "cache");
beforeAll(() => writeMarts(warehouse));

const filesBelow = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** The bytes of a site by path. */
async function build(name: string): Promise<Map<string, string>> {
  const out = join(folder, name);
  await buildSite({
    warehouse,
    operations,
    recipes,
    out,
    cache,
    effects: { now: () => new Date(0), report: silent },
  });
  return new Map(filesBelow(out).map((path) => [relative(out, path), readFileSync(path, "base64")]));
}

const kept = () => readdirSync(cache);

describe("what pages are made of apart from data", () => {
  let first: Map<string, string>;
  beforeAll(async () => {
    first = await build("first");
  });

  test("is kept, and a site made of it is byte for byte the one that was built without", async () => {
    const before = kept();
    expect(before).toHaveLength(1);
    const stamp = statSync(join(cache, before[0] ?? "")).ctimeMs;
    expect(await build("second")).toEqual(first);
    expect(statSync(join(cache, before[0] ?? "")).ctimeMs, "it was built again").toBe(stamp);
    expect(kept()).toEqual(before);
  });

  test.each([
    ["a script that was cut off", ".js", (path: string) => truncateSync(path, 10)],
    ["a missing file", ".css", (path: string) => rmSync(path)],
    ["a changed page", "frame.html", (path: string) => writeFileSync(path, "{{app}}")],
    [
      "another engine",
      ".wasm",
      (path: string) => {
        chmodSync(path, 0o644);
        truncateSync(path, 1000);
      },
    ],
    ["a list that is no JSON", "shell.json", (path: string) => writeFileSync(path, "{")],
  ])("is not used when it was damaged: %s", (name, ending, damage) => {
    const copy = join(folder, name);
    cpSync(join(cache, kept()[0] ?? ""), copy, { recursive: true });
    expect(readKept(copy)).toBeDefined();
    damage(filesBelow(copy).find((path) => path.endsWith(ending)) ?? "");
    expect(readKept(copy)).toBeUndefined();
  });

  test("is built again where it was damaged, and leaves nothing of another version behind", async () => {
    const [own = ""] = kept();
    cpSync(join(cache, own), join(cache, "0".repeat(64)), { recursive: true });
    rmSync(join(cache, own, "frame.html"));
    expect(await build("third")).toEqual(first);
    expect(kept()).toEqual([own]);
  });
});

describe("another version of the code", () => {
  const copy = join(folder, "program");
  const sources = [
    "dashboards",
    "pipelines/site",
    "observablehq.config.ts",
    "tsconfig.json",
    "package-lock.json",
  ];
  beforeAll(() => {
    for (const path of sources) cpSync(join(programRoot, path), join(copy, path), { recursive: true });
  });

  test.each([
    ["dashboards/words/en.ts", true],
    ["dashboards/style.css", true],
    ["dashboards/frame.md", true],
    ["pipelines/site/finish-frame.ts", true],
    ["observablehq.config.ts", true],
    ["package-lock.json", true],
    ["dashboards/charts/new.ts", true],
    ["dashboards/data/summary/funnel.sql", false],
  ])("has a shell of its own after an edit of %s: %s", (path, isOther) => {
    const before = sourcesHash(copy);
    writeFileSync(join(copy, path), "// edited", { flag: "a" });
    expect(sourcesHash(copy) !== before).toBe(isOther);
  });
});
