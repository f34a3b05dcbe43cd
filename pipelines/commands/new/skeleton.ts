import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";
import { connectorFiles } from "./connector.ts";
import { modelFiles } from "./model.ts";
import type { SkeletonFile } from "./skeleton-file.ts";

/**
 * Writes the skeleton of a connector or a model below `root` and returns the paths written. Never overwrites:
 * throws a usage error for an unknown kind, a bad name or a name that is taken.
 */
export function writeSkeleton(kind: string, name: string, root = programRoot): string[] {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
    throw new FunnelError(
      "usage",
      "skeleton_name",
      `${name}: expected a lower-case name with underscores, like web_form`,
    );
  const files = filesOf(kind, name);
  const taken = files.find(({ path }) => existsSync(join(root, path)));
  if (taken !== undefined)
    throw new FunnelError("usage", "skeleton_exists", `${taken.path} exists already; choose another name`);
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { flag: "wx" });
  }
  return files.map(({ path }) => path);
}

function filesOf(kind: string, name: string): SkeletonFile[] {
  if (kind === "connector") return connectorFiles(name);
  if (kind === "model") return modelFiles(name);
  throw new FunnelError(
    "usage",
    "skeleton_kind",
    `${kind}: expected connector or model, as in npm run new -- connector web_form`,
  );
}
