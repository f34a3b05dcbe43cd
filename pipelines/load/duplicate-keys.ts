import { quotedIdentifier } from "@duckdb/node-api";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FunnelError } from "../contract/errors.ts";
import type { RowIdentity } from "../layout/row-identity.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** Throws a config error when two records of a loaded stream share what should tell them apart. */
export async function refuseDuplicateKeys(
  engine: Warehouse,
  identity: RowIdentity,
  folder: string,
): Promise<void> {
  const path = join(folder, `${identity.stream}.parquet`);
  if (!existsSync(path)) return;
  const column = quotedIdentifier(identity.column);
  const [row] = await engine.rows<{ shared: string }>(
    `select count(*) as shared from (select ${column} from read_parquet(${quotedPath(path)}) where ${identity.begins} group by ${column} having count(*) > 1)`,
  );
  if (Number(row?.shared) > 0)
    throw new FunnelError(
      "config",
      "records_alike",
      `it has no ${identity.better}, and ${row?.shared ?? ""} of its records have the same ${identity.by} as another, so they cannot be identified; add the column ${identity.better} to the report`,
    );
}
