import type { z } from "zod";
import { FunnelError } from "../contract/errors.ts";

/** Reads a JSON file that people write beside their exports. Throws a config error that names the key, what is wrong and what is allowed. */
export function parseBeside<Output>(schema: z.ZodType<Output>, path: string, text: string): Output {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FunnelError("config", "mapping_json", `${path}: not valid JSON; check commas and quotes`);
  }
  const outcome = schema.safeParse(json);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0];
  throw new FunnelError(
    "config",
    "mapping_key",
    `${path}, ${issue?.path.join(".") || "top level"}: ${issue?.message ?? "not understood"}`,
  );
}

/** Whether a file name fits a pattern of such a file; a pattern may hold `*`. */
export const fitsPattern = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
