import { exit, FunnelError } from "../contract/errors.ts";
import { isOfTheMachine } from "../warehouse/engine-error.ts";
import { redact } from "../warehouse/redact.ts";
import { programErrorOf } from "./program-error.ts";

/** How a command or a run failed: its exit code, a stable code and a text without row content. */
export interface Failure {
  exit: number;
  code: string;
  message: string;
}

/** What a person can do about an error of the system. */
const remedies: Record<string, string> = {
  EACCES: "no permission; give the folder to the user who runs it",
  EPERM: "no permission; give the folder to the user who runs it",
  ENOSPC: "no space is left on the disk; free some and run again",
  EDQUOT: "the quota is used up; free some space and run again",
  EFBIG: "a file may not become this large here; raise the limit or take another disk",
  EIO: "the disk failed to read or write; check it, and run again",
  EROFS: "the file system is read-only; mount it for writing or use another --home",
  ELOOP: "a symbolic link leads to itself; remove it and run again",
  EMFILE: "too many open files; raise the limit of the process",
  ENFILE: "too many open files; raise the limit of the machine",
  ENOTDIR: "expected a folder, found a file; move it away",
  EISDIR: "expected a file, found a folder; move it away",
  ENAMETOOLONG: "the name is too long for this file system; shorten it",
};

/** What a person is told of an error. An error that nobody foresaw comes with the places it went through. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FunnelError)
    return { exit: exit[error.kind], code: error.code, message: error.message };
  const { code, path, message = "" } = error as NodeJS.ErrnoException;
  const remedy = remedies[code ?? ""];
  if (code !== undefined && remedy !== undefined)
    return { exit: exit.io, code, message: `${path ?? "a file"}: ${remedy} (${code})` };
  if (message.startsWith("Out of Memory Error:"))
    return {
      exit: exit.io,
      code: "out_of_memory",
      message: `the engine ran out of the memory it may use, or of disk to spill to: ${redact(error)}`,
    };
  if (isOfTheMachine(error))
    return {
      exit: exit.io,
      code: "engine_io",
      message: `${message.startsWith("IO Error:") ? redact(error) : "the engine could not read or write its files"}; check the disk and its free space, and run again`,
    };
  const where =
    error instanceof Error ? (error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? []) : [];
  const text = programErrorOf(error) ?? redact(error);
  return { exit: exit.internal, code: "internal", message: [text, ...where.slice(0, 6)].join("\n") };
}
