import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { exit } from "../contract/errors.ts";
import { starter } from "../contract/home.ts";
import type { Format } from "./cells.ts";

export interface SandboxRequest {
  /** The warehouse file. */
  path: string;
  sql: string;
  /** Values of the named parameters of the statement. */
  parameters: Record<string, string>;
  format: Format;
  /** The one file that is written, which must not exist; without it the rows go to our stdout. */
  out?: string;
  seconds: number;
  /** When the time is up, in milliseconds since 1970. */
  deadline: number;
  memoryLimit: string;
  threads: number;
}

export type SandboxOptions = Pick<SandboxRequest, "path" | "sql" | "format"> & Partial<SandboxRequest>;

/** An engine that does not heed the interrupt is ended from outside after this. */
const graceMilliseconds = 300;

/** What people are told of a statement that ran too long. */
export const tooLong = (seconds: number) =>
  `the query ran longer than ${seconds} s and was stopped; narrow it`;

/**
 * Runs one SELECT on a warehouse in a process of its own and prints the result to our stdout, or writes it to `out`: the file is
 * read-only, the engine sees no other file, no network and no environment, its settings are locked, and it stops after 60 seconds.
 * Returns the exit code: 64 when the statement is wrong, not allowed or too long. The statement goes through a pipe, not
 * through the argument list that other users of the machine can read.
 */
export function runSandboxed(options: SandboxOptions): Promise<number> {
  const seconds = options.seconds ?? 60;
  const request: SandboxRequest = {
    parameters: {},
    deadline: Date.now() + seconds * 1000,
    memoryLimit: "1GB",
    threads: 2,
    ...options,
    seconds,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [starter, fileURLToPath(new URL("sandbox-child.ts", import.meta.url))],
      { stdio: ["pipe", "inherit", "inherit"], env: { PATH: process.env["PATH"], TZ: "UTC" } },
    );
    let isEnded = false;
    const late = setTimeout(
      () => {
        isEnded = child.kill("SIGKILL");
      },
      request.deadline - Date.now() + graceMilliseconds,
    );
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(late);
      if (isEnded) process.stderr.write(`sql: ${tooLong(seconds)}\n`);
      resolve(isEnded ? exit.usage : (code ?? exit.internal));
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(JSON.stringify(request));
  });
}
