import { FunnelError } from "../contract/errors.ts";

/** The config error for reference data that a person has to correct; the message says file, line, what was expected and what to do. */
export const refused = (code: string, message: string) => new FunnelError("config", code, message);
