import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { scratchFolder } from "../scratch.ts";

/** A directory that is removed after the tests of the file, and a way to put files into it. */
export function scratch(): {
  directory: string;
  path: (name: string) => string;
  put: (name: string, content: string | Uint8Array) => string;
} {
  const directory = scratchFolder();
  const path = (name: string) => join(directory, name);
  return {
    directory,
    path,
    put(name, content) {
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}

/** The refusal that an action ends with: one line and a stable code. */
export async function refusal(action: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FunnelError);
  const { code, message } = error as FunnelError;
  expect(message).not.toContain("\n");
  return { code, message };
}
