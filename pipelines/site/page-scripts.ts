import { createHash } from "node:crypto";
import type { Plugin } from "esbuild";
import { join } from "node:path";
import { languages } from "../../dashboards/language.ts";
import { pages } from "../../dashboards/pages.ts";
import { programRoot } from "../contract/home.ts";
import { bundleScript, bundleScripts, onlyWordsOf } from "./bundle-script.ts";

/** The scripts that pages load. */
export interface PageScripts {
  /** By a page's path in the site without its ending: the paths in the site of its script and of what that imports. */
  paths: Record<string, string[]>;
  /** By their path in the site. */
  files: Map<string, Buffer>;
}

const folder = "_import";

/**
 * One script for each page and language, which has the words of that language and the figures of that page alone, and one with the
 * chart library for the pages that draw: that is what a reader waits for. Their names change with their content.
 */
export async function pageScripts(): Promise<PageScripts> {
  const files = new Map<string, Buffer>();
  const put = (name: string, code: string): string => {
    const hash = createHash("sha256").update(code).digest("hex").slice(0, 8);
    const file = `${name}.${hash}.js`;
    files.set(`${folder}/${file}`, Buffer.from(code));
    return file;
  };
  const charts = put("charts", await bundleScript("charts/plot.ts", { format: "esm", minify: true }));
  const paths: PageScripts["paths"] = {};
  for (const language of languages) {
    const names = pages.map(({ key }) => [`${language}/${key}`, `page:${key}`] as const);
    const scripts = await bundleScripts(Object.fromEntries(names), {
      format: "esm",
      minify: true,
      plugins: [entries, apart(`./${charts}`), onlyWordsOf(language)],
    });
    for (const [path, { code, imports }] of scripts)
      paths[path] = [put(path.split("/").toReversed().join("."), code), ...imports].map(
        (file) => `${folder}/${file.replace(/^\.\//, "")}`,
      );
  }
  return { paths, files };
}

/** What starts a page. */
const entries: Plugin = {
  name: "entries",
  setup(build) {
    build.onResolve({ filter: /^page:/ }, ({ path }) => ({ path: path.slice(5), namespace: "page" }));
    build.onLoad({ filter: /./, namespace: "page" }, ({ path }) => ({
      contents: `import { mount } from "./app.ts"; import { view } from "./pages/${path}.ts"; await mount(view);`,
      resolveDir: join(programRoot, "dashboards"),
    }));
  },
};

/** The chart library as a script of its own; a chart that takes it from elsewhere would bring it to its pages once more. */
const apart = (file: string): Plugin => ({
  name: "charts",
  setup(build) {
    build.onResolve({ filter: /\/plot\.ts$/ }, () => ({ path: file, external: true }));
    build.onResolve({ filter: /^@observablehq\/plot$/ }, () => ({
      errors: [{ text: 'import * as Plot from "./plot.ts", and name there what a chart uses' }],
    }));
  },
});
