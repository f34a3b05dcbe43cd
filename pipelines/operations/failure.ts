import { exit, FunnelError } from "../contract/errors.ts";
import { redact } from "../warehouse/redact.ts";

/** How a command or a run failed: its exit code, a stable code and a text without row content. */
export interface Failure {
  exit: number;
  code: string;
  message: string;
}

const ioCodes = new Set([
  "EACCES",
  "EPERM",
  "ENOSPC",
  "EIO",
  "EROFS",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
  "EFBIG",
  "ENOTDIR",
  "EISDIR",
  "ENAMETOOLONG",
]);

/** What a person is told of an error. An error that nobody foresaw comes with the places it went through. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FunnelError)
    return { exit: exit[error.kind], code: error.code, message: error.message };
  const { code, path, message = "" } = error as NodeJS.ErrnoException;
  if (code !== undefined && ioCodes.has(code))
    return {
      exit: exit.io,
      code,
      message: `${path ?? "a file"}: ${code}; check the path, its permissions and the free space`,
    };
  if (/^IO Error:|No space left/.test(message))
    return { exit: exit.io, code: "engine_io", message: redact(error) };
  const where =
    error instanceof Error ? (error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? []) : [];
  return { exit: exit.internal, code: "internal", message: [redact(error), ...where.slice(0, 6)].join("\n") };
}
