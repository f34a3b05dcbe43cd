import { join } from "node:path";
import type { Warehouse } from "../warehouse/open.ts";
import type { StreamMapping } from "../layout/layout.ts";
import type { FileIssue, LoadedFile } from "../contract/loaded-file.ts";
import { quotedPath } from "../warehouse/paths.ts";

/** An issue about deals of a loaded file whose amounts no column, sign or setting gives a currency; none when all have one. */
export async function presumedCurrency(
  engine: Warehouse,
  mappings: StreamMapping[],
  streams: Omit<LoadedFile["streams"][number], "path">[],
  folder: string,
  remedy: string,
): Promise<FileIssue[]> {
  const deals = streams.find(({ stream }) => stream === "opportunities");
  const amount = mappings.find(({ stream }) => stream === "opportunities")?.values["amount"];
  if (amount === undefined || deals?.columns.includes("currency") !== true) return [];
  const [row] = await engine.rows<{ unnamed: string; amounts: string }>(
    `select count(*) filter (where currency is null) as unnamed, count(*) as amounts from read_parquet(${quotedPath(join(folder, "opportunities.parquet"))}) where amount is not null`,
  );
  if (Number(row?.unnamed) === 0) return [];
  return [
    {
      kind: "presumed_currency",
      detail: `${amount.header}: nothing says the currency of ${row?.unnamed ?? ""} of ${row?.amounts ?? ""} amounts ($ alone does not), which are taken for the base currency; ${remedy}`,
    },
  ];
}
