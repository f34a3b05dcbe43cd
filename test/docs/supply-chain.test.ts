import { expect, test } from "vitest";
import { lockedPackages } from "../../pipelines/commands/check/licences.ts";
import { section, textOf } from "./documents.ts";

const packages = lockedPackages();
const { dependencies, devDependencies } = JSON.parse(textOf("package.json")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const named = { ...dependencies, ...devDependencies };

test("every package that we name is pinned exactly, and locked in that version", () => {
  const locked = new Map(packages.map(({ place, version }) => [place, version]));
  const loose = Object.entries(named).filter(
    ([name, version]) =>
      !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) || locked.get(`node_modules/${name}`) !== version,
  );
  expect(loose).toEqual([]);
});

test("every locked package comes from the registry and is known by a hash, also those of other systems", () => {
  expect(packages.length).toBeGreaterThan(300);
  const unsure = packages.filter(
    ({ integrity, resolved, inBundle }) =>
      inBundle !== true && (!/^sha512-/.test(integrity ?? "") || resolved !== undefined),
  );
  expect(unsure.map(({ place }) => place)).toEqual([]);
});

test("nothing is run at installation, and only packages that work without have a script for it", () => {
  expect(textOf(".npmrc")).toMatch(/^ignore-scripts=true$/m);
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript === true);
  // esbuild's saves a few milliseconds of each start, fsevents brings its binary along, ssh2 works without the two that it compiles, and those of core-js ask for donations
  const works = ["esbuild", "fsevents", "ssh2", "cpu-features", "core-js", "core-js-pure"];
  expect(scripted.map(({ name }) => name).filter((name) => !works.includes(name))).toEqual([]);
});

test("what users install is under a licence that lets them do as they like", () => {
  const free =
    /^\(?(MIT|MIT-0|ISC|Apache-2\.0|BSD-2-Clause|BSD-3-Clause|0BSD|BlueOak-1\.0\.0|Unlicense|Python-2\.0|CC0-1\.0|\(MIT OR GPL-3\.0-or-later\)|\(MIT AND Zlib\)|\(MIT OR EUPL-1\.1\+\))\)?$/;
  // their files LICENSE have the text of MIT
  const unstated = ["json-bignum", "ssh2", "cpu-features", "buildcheck"];
  const others = packages.filter(
    ({ dev, name, license }) => dev !== true && !free.test(license ?? "") && !unstated.includes(name),
  );
  expect(others.map(({ name, license }) => `${name}: ${license ?? "none stated"}`)).toEqual([]);
});

test("CONTRIBUTING says why of every package that we name", () => {
  const explained = [
    ...section(textOf("CONTRIBUTING.md"), "Dependencies, and why each").matchAll(/^\| ([^|]+) \|/gm),
  ]
    .flatMap(([, cell = ""]) => cell.split(", "))
    .map((name) => name.trim());
  expect(
    Object.keys(named).filter((name) => !name.startsWith("@types/") && !explained.includes(name)),
  ).toEqual([]);
  expect(
    explained.filter((name) => !(name in named) && !["package", "---", "@types/*"].includes(name)),
  ).toEqual([]);
});
