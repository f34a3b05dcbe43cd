import { Command, CommanderError, InvalidArgumentError } from "commander";
import type { Effects } from "./contract/effects.ts";
import { exit } from "./contract/errors.ts";
import { failureOf } from "./operations/failure.ts";
import { reporter, withoutControls, type Rendering } from "./report.ts";

/** Writes a line to the output. */
export const say = (line: string) => void process.stdout.write(`${withoutControls(line)}\n`);
/** Writes a line to the errors. */
export const complain = (line: string) => void process.stderr.write(`${withoutControls(line)}\n`);
// A reader that stops reading (head) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? exit.ok : exit.io),
);

const rendering = (json: boolean | undefined): Rendering =>
  json === true ? "json" : process.stdout.isTTY ? "bar" : "lines";

/** Runs `work` with effects that report to this terminal or pipe. */
export async function withEffects<T>(
  json: boolean | undefined,
  work: (effects: Effects) => Promise<T>,
): Promise<T> {
  const report = reporter(rendering(json), { out: say, err: complain });
  try {
    return await work({ now: () => new Date(), report });
  } finally {
    report.finish();
  }
}

/** An option that is a whole number within bounds. */
export function whole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most)
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    return number;
  };
}

/** An option name=value that may be repeated, each name once. */
export function parameter(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value = ""] = /^\$?(\w+)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("expected name=value");
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`$${name} has two values`);
  return { ...before, [name]: value };
}

/** A command line and how a command is added to it. */
export function commandLine(name: string, about: string) {
  const program = new Command(name)
    .description(about)
    .exitOverride()
    .showHelpAfterError("(--help lists commands and options)");
  const command = (each: string, what: string) => program.command(each).description(what).exitOverride();
  return { program, command };
}

/**
 * Ends this process, as a SIGTERM does, when the shell in which npm started it is gone. A signal for npm reaches that shell and not what
 * runs in it, so that `kill` of `npm run schedule` would leave a scheduler that nobody sees. What is started without npm may outlive its parent.
 */
function endWithNpm(): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

/** Runs what the arguments of the process ask for; its exit code says how it ended. */
export async function run(program: Command): Promise<void> {
  endWithNpm();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = explain(error);
  }
}

/** Says what went wrong, without row content, and returns the exit code. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
  if (error instanceof InvalidArgumentError) return tell(exit.usage, "usage", error.message);
  const failure = failureOf(error);
  return tell(failure.exit, failure.code, failure.message);
}

function tell(status: number, code: string, message: string): number {
  if (process.argv.includes("--json")) say(JSON.stringify({ event: "error", code, exit: status, message }));
  complain(`error: ${message} [${code}]`);
  return status;
}
