import { readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { currentRelease } from "../release/manifest.ts";
import { fileFormats, type Format } from "../warehouse/cells.ts";
import { runSandboxed } from "../warehouse/sandbox.ts";

export interface SqlOptions {
  /** The statement, or a file that holds it. */
  statement?: string;
  file?: string;
  parameters: Record<string, string>;
  format: Format;
  /** Where to write the rows; without it they are printed. */
  out?: string;
}

/**
 * Runs one SELECT on the published release, which stays the same for it whatever is published meanwhile. `out` is the old file or the
 * whole new one. Returns the exit code. Throws a usage error for a statement that cannot be read or a file that cannot be written.
 */
export async function runSql(home: Home, options: SqlOptions): Promise<number> {
  const { parameters, format } = options;
  const sql = statementOf(options);
  const isFile = fileFormats.some((each) => each === format);
  if (isFile && options.out === undefined) throw usage(`--format ${format}: expected --out FILE to write to`);
  const path = join(currentRelease(home), "warehouse.duckdb");
  if (options.out === undefined) return runSandboxed({ path, sql, parameters, format });
  const out = targetOf(home, options.out);
  const draft = `${out}.${process.pid}.tmp`;
  rmSync(draft, { force: true });
  try {
    const code = await runSandboxed({ path, sql, parameters, format, out: draft });
    if (code === 0) renameSync(draft, out);
    return code;
  } finally {
    rmSync(draft, { force: true });
  }
}

function statementOf({ statement, file }: SqlOptions): string {
  if ((statement === undefined) === (file === undefined))
    throw usage("expected one statement in quotes, or --file FILE");
  if (file === undefined) return statement ?? "";
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw usage(`${file}: expected a readable file with one SQL statement`);
  }
}

/** The file to write, which lies in a folder that exists and in none that the home keeps. */
function targetOf(home: Home, out: string): string {
  const folder = dirname(resolve(out));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw usage(`${out}: there is no folder ${folder}; make it first`);
  const target = join(realpathSync(folder), basename(out));
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw usage(`${out}: expected a file, found a folder`);
  for (const kept of [home.exports, home.reference, home.loads, home.releases, home.state])
    if (isBelow(target, kept))
      throw usage(`${out}: lies in ${kept}, which the refresh keeps; write elsewhere`);
  return target;
}

function isBelow(path: string, folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return false;
  return !relative(realpathSync(folder), path).startsWith("..");
}

const usage = (message: string) => new FunnelError("usage", "sql", message);
