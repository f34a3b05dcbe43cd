import { spawn } from "node:child_process";
import { join } from "node:path";
import { programRoot, starter } from "../../pipelines/contract/home.ts";

/** Starts the command line as its own process, without a shell. */
export function startCli(...values: string[]) {
  return spawn(process.execPath, [starter, join(programRoot, "pipelines", "cli.ts"), ...values], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command line to its end. */
export function runCli(...values: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = startCli(...values);
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (out += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (err += part));
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
