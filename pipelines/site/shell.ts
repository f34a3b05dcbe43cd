import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { writeFile } from "../contract/durable.ts";
import { fingerprint } from "../contract/checksum.ts";
import { programRoot } from "../contract/home.ts";
import { buildShell, type Shell } from "./build-shell.ts";

const frameName = "frame.html";
const scriptName = "write-page.js";
const assetsName = "assets";
const linksName = "links.json";
const listName = "shell.json";
const buildPrefix = "build-";

/**
 * The shell of this version of the code: from the folder `cache`, else built and kept there. A kept one is used only while the
 * sources it was built from and its own bytes are as they were.
 */
export async function readShell(cache: string): Promise<Shell> {
  const key = sourcesHash(programRoot);
  const folder = join(cache, key);
  const kept = readKept(folder);
  if (kept !== undefined) return kept;
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, buildPrefix));
  try {
    const shell = await buildShell(work);
    // An edit during the build belongs to another version.
    if (sourcesHash(programRoot) === key) keep(shell, work, folder);
    return readKept(folder) ?? shell;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A hash of everything in the program's folder that a shell is made of: the site's code and style, what builds it, the installed packages. */
export function sourcesHash(root: string): string {
  const hash = createHash("sha256");
  const add = (path: string) => hash.update(`${relative(root, path)}\0`).update(readFileSync(path));
  for (const folder of ["dashboards", join("pipelines", "site")].map((name) => join(root, name)))
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.(ts|md|css)$/.test(name)) add(join(folder, name));
  add(join(root, "observablehq.config.ts"));
  add(join(root, "tsconfig.json"));
  add(installedPackages(root));
  return hash.digest("hex");
}

/** The file in which npm says what is installed, or what should be. */
function installedPackages(root: string): string {
  const installed = join(root, "node_modules", ".package-lock.json");
  return readableFile(installed) === undefined ? join(root, "package-lock.json") : installed;
}

function keep(shell: Shell, work: string, folder: string): void {
  const files = new Map<string, string | Buffer>([
    [frameName, shell.frame],
    [scriptName, shell.script],
    [linksName, JSON.stringify({ engine: shell.engine, scripts: shell.scripts })],
    ...[...shell.assets].map(([path, bytes]): [string, Buffer] => [join(assetsName, path), bytes]),
  ]);
  const draft = join(work, "shell");
  for (const [path, content] of files) {
    mkdirSync(dirname(join(draft, path)), { recursive: true });
    writeFile(join(draft, path), content);
  }
  const hashes = [...files].map(([path, content]) => [path, sha256(content)]);
  const wasm = join(assetsName, shell.wasm.path);
  mkdirSync(dirname(join(draft, wasm)), { recursive: true });
  copyFileSync(shell.wasm.file, join(draft, wasm));
  chmodSync(join(draft, wasm), 0o444);
  hashes.push([wasm, fingerprint(join(draft, wasm))]);
  writeFile(join(draft, listName), JSON.stringify(Object.fromEntries(hashes)));
  // Those of other versions; another process may be building in a folder of its own.
  for (const name of readdirSync(dirname(folder)))
    if (!name.startsWith(buildPrefix)) rmSync(join(dirname(folder), name), { recursive: true });
  renameSync(draft, folder);
}

/** The shell kept in a folder; undefined when there is none, or one that is not as it was written. */
export function readKept(folder: string): Shell | undefined {
  const hashes = listed(readableFile(join(folder, listName)));
  const files = new Map<string, Buffer>();
  let wasm: Shell["wasm"] | undefined;
  for (const [path, hash] of hashes) {
    if (path.endsWith(".wasm")) {
      const file = join(folder, path);
      if (!existsSync(file) || fingerprint(file) !== hash) return undefined;
      wasm = { path: path.slice(assetsName.length + 1), file };
      continue;
    }
    const bytes = readableFile(join(folder, path));
    if (bytes === undefined || sha256(bytes) !== hash) return undefined;
    files.set(path, bytes);
  }
  const [frame, script, links] = [frameName, scriptName, linksName].map((name) => files.get(name));
  if (frame === undefined || script === undefined || links === undefined || wasm === undefined)
    return undefined;
  const assets = [...files].flatMap(([path, bytes]): [string, Buffer][] =>
    path.startsWith(`${assetsName}/`) ? [[path.slice(assetsName.length + 1), bytes]] : [],
  );
  return {
    frame: frame.toString(),
    script: script.toString(),
    assets: new Map(assets),
    ...(JSON.parse(links.toString()) as Pick<Shell, "engine" | "scripts">),
    wasm,
  };
}

function listed(list: Buffer | undefined): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(list?.toString() ?? "{}") as object);
  } catch {
    return [];
  }
}

function readableFile(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const sha256 = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");
