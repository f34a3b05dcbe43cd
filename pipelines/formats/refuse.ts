import { FunnelError } from "../contract/errors.ts";

/**
 * Ends the reading of a delivered file. The message says what was expected, what was found and the remedy in one
 * line; the caller puts the name of the delivered file before it, because a format reads staged copies only.
 */
export function refuse(code: string, message: string, cause?: unknown): never {
  throw new FunnelError("config", code, message, cause === undefined ? undefined : { cause });
}
