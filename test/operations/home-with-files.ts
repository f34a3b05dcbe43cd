import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import { scratchFolder } from "../scratch.ts";

/** A home with the files given at its top. */
export function homeWithFiles(files: Record<string, string>): Home {
  const root = scratchFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return homeAt(root);
}
