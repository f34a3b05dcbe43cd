import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";

/** A home that is gone after the test, with the files given at its top. */
export function homeWithFiles(files: Record<string, string>): Home {
  const root = mkdtempSync(join(tmpdir(), "funnelhouse-home-"));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return homeAt(root);
}
