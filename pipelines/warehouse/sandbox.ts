import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { exit } from "../contract/errors.ts";
import type { Format } from "./cells.ts";

export interface SandboxRequest {
  /** The warehouse file. */
  path: string;
  sql: string;
  format: Format;
  seconds: number;
  memoryLimit: string;
  threads: number;
}

export type SandboxOptions = Pick<SandboxRequest, "path" | "sql" | "format"> & Partial<SandboxRequest>;

/**
 * Runs one statement on a warehouse in a process of its own and prints the result to our stdout: the file is read-only, the
 * engine sees no other file, no network and no environment, its settings are locked, and it stops after 60 seconds.
 * Returns the exit code: 64 when the statement is wrong, not allowed or too long. The statement goes through a pipe, not
 * through the argument list that other users of the machine can read.
 */
export function runSandboxed(options: SandboxOptions): Promise<number> {
  const request: SandboxRequest = { seconds: 60, memoryLimit: "1GB", threads: 2, ...options };
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ["--import", import.meta.resolve("tsx"), fileURLToPath(new URL("sandbox-child.ts", import.meta.url))],
      { stdio: ["pipe", "inherit", "inherit"], env: { PATH: process.env["PATH"], TZ: "UTC" } },
    );
    // An engine that does not heed the interrupt is ended from outside.
    const late = setTimeout(() => child.kill("SIGKILL"), (request.seconds + 5) * 1000);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      resolve(code ?? exit.internal);
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(request));
  });
}
