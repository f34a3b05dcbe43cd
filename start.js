// Runs a TypeScript file of the program: `node start.js pipelines/cli.ts refresh`. What the program consists of is bundled once per
// version of its code, which starts in a third of the time; where that is not possible, tsx runs the file as it stands.
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = import.meta.dirname;
const cache = join(root, "node_modules", ".cache", "funnelhouse");
/** Files that are started, from here or by each other. */
const starts = [
  "pipelines/cli.ts",
  "pipelines/release/scan.ts",
  "pipelines/site/console-data-child.ts",
  "pipelines/warehouse/sandbox-child.ts",
  "tools/cli.ts",
  "tools/bench/case.ts",
];
const code = ["pipelines", "tools", "dashboards"];
const day = 86_400_000;

process.argv.splice(1, 1);
const file = (process.argv[1] = resolve(process.argv[1] ?? ""));

const name = relative(root, file).replaceAll("\\", "/");
const bundle = starts.includes(name) ? await bundled() : undefined;
if (bundle === undefined) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(pathToFileURL(file).href);
} else {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(bundle, name.replace(/\.ts$/, ".js"))).href);
}

/** The folder of the bundle of this code, made now if there is none; undefined when none can be made. */
async function bundled() {
  const folder = join(cache, version());
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
  } catch {
    return undefined;
  }
  const building = `${folder}.${process.pid}.tmp`;
  try {
    await write(building);
    renameSync(building, folder);
    forget();
    return folder;
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (existsSync(folder)) return folder;
    process.stderr.write(`warning: the program cannot be bundled and starts slowly: ${error.message}\n`);
    return undefined;
  }
}

/** What the bundle is made of: the code, its packages, and the place that it names its files by. */
function version() {
  const hash = createHash("sha256").update(root);
  const files = code.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .sort()
      .map((path) => join(root, folder, path)),
  );
  for (const path of [join(root, "start.js"), join(root, "package-lock.json"), ...files])
    hash.update(path).update(readFileSync(path));
  return hash.digest("hex").slice(0, 16);
}

/** Bundles what is started; every module still knows its own place, and errors name its lines. */
async function write(outdir) {
  const { build, stop } = await import("esbuild");
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const place = {
    name: "place",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, "utf8")
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)),
        loader: "ts",
      }));
    },
  };
  await build({
    entryPoints: starts.map((start) => join(root, start)),
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    sourcesContent: false,
    // they need files of their own, or are not there in an installation for use
    external: ["@duckdb/*", "esbuild", "tsx", ...Object.keys(devDependencies)],
    banner: {
      js: 'import { createRequire as requireOfBundle } from "node:module"; const require = requireOfBundle(import.meta.url);',
    },
    plugins: [place],
    logLevel: "silent",
  });
  await stop();
}

/** Bundles of other versions, unless one may still be running. */
function forget() {
  for (const entry of readdirSync(cache)) {
    const path = join(cache, entry);
    if (Date.now() - statSync(path).mtimeMs > day) rmSync(path, { recursive: true, force: true });
  }
}
