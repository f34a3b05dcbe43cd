import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { starter } from "../contract/home.ts";

/** What a finished child process left. */
export interface ChildResult {
  code: number;
  stdout: string;
}

/** Runs a module of this program in a new process, with what `environment` adds to ours, and collects what it prints; its complaints go to our own stderr. */
export function runModule(
  module: URL,
  values: string[],
  environment: Record<string, string> = {},
): Promise<ChildResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [starter, fileURLToPath(module), ...values], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...environment },
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 70, stdout }));
  });
}
