import type { z } from "zod";
import { FunnelError } from "../contract/errors.ts";

/** Reads a JSON file that people write beside their exports. Throws a config error that names the key, what is wrong and what is allowed. */
export function parseSidecar<Output>(schema: z.ZodType<Output>, path: string, text: string): Output {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new FunnelError("config", "mapping_json", `${path}: ${notJson(text)}`);
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

/** Whether a file that should be JSON holds nothing yet, or the output of a command that was sent into it. */
export const isUnwritten = (text: string): boolean =>
  !text
    .replace(/^\uFEFF/, "")
    .trimStart()
    .startsWith("{");

function notJson(text: string): string {
  if (text.trim() === "") return "it is empty; write what npm run inspect -- FILE proposes, or delete it";
  if (isUnwritten(text) && text.includes('"files": ['))
    return "it holds more than the proposal, as when the output of npm run inspect is sent into it; keep only what stands from the line { to the line }";
  return "not valid JSON; check commas and quotes";
}

/** Whether a file name fits a pattern of such a file; a pattern may hold `*`. */
export const fitsPattern = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
