import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { programRoot } from "../../pipelines/contract/home.ts";
import { scratchFolder } from "../scratch.ts";

let root: string;
const cache = () => join(root, "node_modules", ".cache", "funnelhouse");

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A program of its own under a name with all that a path may hold, started as ours is. */
beforeEach(() => {
  root = scratchFolder("a b#%25 ű-");
  for (const file of ["start.js", "package.json", "package-lock.json"])
    copyFileSync(join(programRoot, file), join(root, file));
  mkdirSync(join(root, "node_modules"));
  for (const name of ["esbuild", "tsx"])
    symlinkSync(join(programRoot, "node_modules", name), join(root, "node_modules", name), "junction");
  for (const path of [
    "pipelines/release/scan.ts",
    "pipelines/site/console-data-child.ts",
    "pipelines/warehouse/sandbox-child.ts",
    "tools/cli.ts",
    "tools/bench/case.ts",
    "dashboards/a.ts",
  ])
    write(path, "export {};");
  write("pipelines/words.ts", 'export const word: string = "first";');
  write(
    "pipelines/cli.ts",
    `import { relative } from "node:path";
import { word } from "./words.ts";
const place: string = relative(process.cwd(), import.meta.dirname);
process.stdout.write(JSON.stringify([word, place, ...process.argv.slice(2)]));
`,
  );
});

function start(...values: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "start.js"), ...values], {
    cwd: root,
    encoding: "utf8",
  });
  return { stdout, stderr, status };
}

test("the program is bundled once and gets its arguments, and its modules know their places", () => {
  for (let run = 0; run < 2; run++)
    expect(start("pipelines/cli.ts", "one", "--two")).toEqual({
      stdout: '["first","pipelines","one","--two"]',
      stderr: "",
      status: 0,
    });
  expect(readdirSync(cache())).toHaveLength(1);
});

test("changed code is what runs next", () => {
  start("pipelines/cli.ts");
  write("pipelines/words.ts", 'export const word = "second";');
  expect(start("pipelines/cli.ts").stdout).toBe('["second","pipelines"]');
});

test("an installation that nobody can write to runs as well", () => {
  write("node_modules/.cache", "a file where a folder should be");
  expect(start("pipelines/cli.ts", "one").stdout).toBe('["first","pipelines","one"]');
  expect(existsSync(cache())).toBe(false);
});

test("an error names the line of the code as it was written", () => {
  write("pipelines/words.ts", "export const word: string = String(1);\n\n\nthrow new Error(word);\n");
  expect(start("pipelines/cli.ts").stderr).toMatch(/pipelines[\\/]words\.ts:4/);
  expect(readdirSync(cache())).toHaveLength(1);
});

test("a file that is not a start of the program runs as it stands", () => {
  write("other.ts", 'const text: string = "other"; process.stdout.write(text);');
  expect(start("other.ts").stdout).toBe("other");
  expect(existsSync(cache())).toBe(false);
});
