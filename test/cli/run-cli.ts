import { spawn, type ChildProcessByStdio } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { programRoot, starter } from "../../pipelines/contract/home.ts";

type Child = ChildProcessByStdio<null, Readable, Readable>;

const start = (program: string, values: string[]): Child =>
  spawn(process.execPath, [starter, join(programRoot, program, "cli.ts"), ...values], {
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Starts the command line as its own process, without a shell. */
export const startCli = (...values: string[]): Child => start("pipelines", values);

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command line to its end. */
export const runCli = (...values: string[]): Promise<Ended> => ended(startCli(...values));

/** Runs a command for development to its end. */
export const runTool = (...values: string[]): Promise<Ended> => ended(start("tools", values));

function ended(child: Child): Promise<Ended> {
  return new Promise((resolve) => {
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
