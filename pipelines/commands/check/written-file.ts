import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../../contract/errors.ts";
import { programRoot } from "../../contract/home.ts";

/** Compares a generated source with what it should be; with `fix` writes it. Throws a config error when it is stale. */
export function checkWritten(file: string, wanted: string, source: string, { fix }: { fix: boolean }): void {
  const path = join(programRoot, file);
  if (existsSync(path) && readFileSync(path, "utf8") === wanted) return;
  if (fix) writeFileSync(path, wanted);
  else
    throw new FunnelError(
      "config",
      "row_types",
      `${file}: not what the ${source} say; run npm run format and commit it`,
    );
}
