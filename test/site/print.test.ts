import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { printPage } from "../../pipelines/commands/print-page.ts";
import { silent } from "../../pipelines/contract/effects.ts";
import { homeAt } from "../../pipelines/contract/home.ts";
import { buildSite } from "../../pipelines/site/build.ts";
import { runCli } from "../cli/run-cli.ts";
import { operations, recipes } from "./made.ts";
import { writeMarts } from "./write-marts.ts";
import { scratchFolder } from "../scratch.ts";

const folder = scratchFolder();
const home = homeAt(join(folder, "home"));
const print = (change: Partial<Parameters<typeof printPage>[0]>) =>
  printPage({
    home,
    out: join(folder, "page.pdf"),
    language: "en",
    page: "index",
    env: process.env,
    ...change,
  });

beforeAll(async () => {
  const release = join(home.releases, "20261101T030000000Z");
  mkdirSync(release, { recursive: true });
  const warehouse = join(release, "warehouse.duckdb");
  await writeMarts(warehouse);
  const effects = { now: () => new Date(0), report: silent };
  const out = join(release, "site");
  await buildSite({ warehouse, operations, recipes, out, cache: join(folder, "cache"), effects });
  // What makes it a whole release.
  writeFileSync(join(release, "manifest.json"), "{}");
  symlinkSync(release, home.current);
}, 400_000);

/** How many sheets a PDF has, and how wide they are in points. */
function sheets(path: string): { count: number; widths: number[] } {
  const text = readFileSync(path).toString("latin1");
  const boxes = [...text.matchAll(/MediaBox \[0 0 ([\d.]+) /g)].map((found) => Math.round(Number(found[1])));
  return { count: text.match(/\/Type \/Page\b/g)?.length ?? 0, widths: boxes };
}

test("the overview is printed as one sheet of A4, in either language, into a folder that is made", async () => {
  for (const language of ["en", "hu"]) {
    const out = join(folder, "reports", `${language}.pdf`);
    expect(await print({ out, language })).toBe(out);
    expect(sheets(out), language).toEqual({ count: 1, widths: [595] });
  }
});

test("another page is printed by its name, and a report that exists is replaced", async () => {
  const out = join(folder, "again.pdf");
  writeFileSync(out, "old");
  await print({ out, page: "leaks" });
  expect(sheets(out).count).toBeGreaterThan(0);
});

test("a page or a language that the site does not have is refused with those it has", async () => {
  await expect(print({ page: "nothing" })).rejects.toThrow(/--page nothing: .* one of .*customer.*index/);
  await expect(print({ language: "de" })).rejects.toThrow(
    "--language de: the site has no such language; choose en or hu",
  );
  await expect(print({ page: "../index" })).rejects.toThrow("--page ../index");
});

test("without a browser the package to install is named, and nothing is written", async () => {
  const out = join(folder, "none.pdf");
  await expect(print({ out, env: { PATH: join(folder, "empty") } })).rejects.toThrow(
    /none was found; install one \(Debian, Ubuntu: apt-get install chromium/,
  );
  await expect(print({ out, env: { CHROMIUM: join(folder, "nothing") } })).rejects.toThrow(
    /there is no such file/,
  );
  expect(existsSync(out)).toBe(false);
});

test("a browser that fails is named with a way to see why", async () => {
  await expect(print({ env: { CHROMIUM: "/bin/false" } })).rejects.toThrow(
    /^\/bin\/false did not print the page: it ended with 1; try it by hand/,
  );
  await expect(print({ env: { CHROMIUM: "/bin/true" } })).rejects.toThrow(/it wrote nothing/);
});

test("the command says where it wrote, and needs to be told where", async () => {
  const out = join(folder, "cli.pdf");
  expect(await runCli("report", "--home", home.root, "--out", out)).toMatchObject({
    code: 0,
    out: `wrote ${out}\n`,
  });
  const { code, err } = await runCli("report", "--home", home.root);
  expect([code, err]).toEqual([64, expect.stringContaining("--out <file>")]);
});
