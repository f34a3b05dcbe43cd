import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Packages of the chart library of which no chart here uses anything: maps, colour schemes, the axes of legends. */
const packages = ["d3-geo", "d3-scale-chromatic", "d3-axis"];

/** Files of the chart library that no chart here uses, and what it calls of them all the same: the function that says that nothing asks for it. */
const files: Record<string, Record<string, string>> = {
  "interactions/pointer.js": {},
  "legends.js": { createLegends: "() => []", exposeLegends: "() => undefined" },
  "marks/tip.js": {},
  "projection.js": {
    createProjection: "(given) => given?.projection == null ? undefined : omitted()",
    projectionAspectRatio: "(given) => given == null ? undefined : omitted()",
  },
  "transforms/bin.js": {
    maybeDenseIntervalX: "(given) => given?.interval == null ? given : omitted()",
    maybeDenseIntervalY: "(given) => given?.interval == null ? given : omitted()",
  },
  "transforms/group.js": {},
};

/** Leaves those parts out of every script, which makes the chart library a sixth smaller; a chart that needs one says so when the site is built. */
export const leftOut: Plugin = {
  name: "left-out",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:${packages.join("|")})$`) }, ({ path }) => ({
      path,
      namespace: "left-out",
      sideEffects: false,
    }));
    build.onLoad({ filter: /./, namespace: "left-out" }, async ({ path }) => ({
      contents: standIn(path, Object.keys((await import(path)) as object)),
    }));
    build.onLoad({ filter: /\/@observablehq\/plot\/src\/.+\.js$/ }, async ({ path }) => {
      const name = path.replace(/^.*\/plot\/src\//, "");
      const called = files[name];
      if (called === undefined) return undefined;
      const exported = [
        ...(await readFile(path, "utf8")).matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm),
      ].map(([, found = ""]) => found);
      return { contents: standIn(`@observablehq/plot: ${name}`, exported, called) };
    });
  },
};

/** A module with the same names that does nothing. */
const standIn = (part: string, names: string[], called: Record<string, string> = {}): string =>
  [
    `const omitted = () => { throw new Error(${JSON.stringify(`${part} is left out of the scripts; take it out of the list in pipelines/site/left-out.ts`)}); };`,
    ...names.map((name) => `export const ${name} = ${called[name] ?? "omitted"};`),
  ].join("\n");
