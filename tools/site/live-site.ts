import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programRoot } from "../../pipelines/contract/home.ts";
import { dataFiles, pathsOf, rootPage } from "../../pipelines/site/build.ts";
import type { Shell } from "../../pipelines/site/build-shell.ts";
import { pageScript } from "../../pipelines/site/bundle-script.ts";
import { drawingOf } from "../../pipelines/site/draw-pages.ts";
import { consoleOf } from "../../pipelines/site/console-files.ts";
import { readFiles, type SiteInput } from "../../pipelines/site/read-files.ts";
import { pageScripts } from "../../pipelines/site/page-scripts.ts";
import { readShell } from "../../pipelines/site/shell.ts";

/** A site in memory: what lies at a path, and what becomes of it when sources change. */
export interface LiveSite {
  at(path: string): string | Buffer | undefined;
  /** Takes the changed sources in, by their paths from the program's folder; when it throws, the site stays as it was. */
  change(sources: string[]): Promise<void>;
}

/** The script of a page that loads it again when the server says so; a file, for the pages' policy allows no other. */
const reload = 'new EventSource("../_changes").onmessage = () => location.reload();\n';

/** The pages of a warehouse as they are published, each drawn when it is asked for. */
export async function liveSite(
  input: SiteInput,
  cache: string,
  warn: (message: string) => void,
): Promise<LiveSite> {
  let shell = await readShell(cache);
  let data = await readData(input, shell, warn);
  let drawing = await drawingOf(shell.script);
  return {
    at(path) {
      if (path === "index.html") return rootPage;
      if (path === "_reload.js") return reload;
      const page = drawing.sitePages(data.files).find((each) => each.path === path);
      if (page === undefined)
        return path === shell.wasm.path
          ? readFileSync(shell.wasm.file)
          : (shell.assets.get(path) ?? data.list.find((file) => file.path === path)?.content);
      return drawing
        .writePage(shell, page.language, page.page, data.files, data.paths)
        .replace("</head>", '<script type="module" src="../_reload.js"></script>\n</head>');
    },
    async change(sources) {
      const has = (ending: string) => sources.some((source) => source.endsWith(ending));
      const next = { data, shell, drawing };
      if (has(".sql")) next.data = await readData(input, shell, warn);
      if (has(".md") || sources.includes("observablehq.config.ts")) next.shell = await readShell(cache);
      else if (has(".ts") || has(".css")) next.shell = await patched(shell, has(".ts"), has(".css"));
      if (next.shell !== shell) next.drawing = await drawingOf(next.shell.script);
      ({ data, shell, drawing } = next);
    },
  };
}

async function readData(input: SiteInput, shell: Shell, warn: (message: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), "funnelhouse-site-"));
  try {
    const files = { ...(await readFiles(input, warn)), console: await consoleOf(input, shell, folder) };
    const tables = readdirSync(folder).map((name) => ({
      path: `data/${name}`,
      content: readFileSync(join(folder, name)),
    }));
    const list = dataFiles(files);
    return { files, list: [...list, ...tables], paths: pathsOf(list) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shell with its scripts and style made anew; Framework, which names and links them, need not run again. */
async function patched(shell: Shell, scripts: boolean, style: boolean): Promise<Shell> {
  const assets = new Map(shell.assets);
  if (style)
    for (const path of assets.keys())
      if (path.endsWith(".css")) assets.set(path, readFileSync(join(programRoot, "dashboards", "style.css")));
  if (!scripts) return { ...shell, assets };
  const [script, { paths, files }] = await Promise.all([pageScript(), pageScripts()]);
  return { ...shell, script, scripts: paths, assets: new Map([...assets, ...files]) };
}
