import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import type { Built } from "../../pipelines/transform/build.ts";
import { tableOf } from "../../pipelines/transform/model.ts";
import type { Warehouse } from "../../pipelines/warehouse/open.ts";

/** The private tables, which no audit looks at, of which two rows share what the header calls the grain. */
export async function repeatedGrains(warehouse: Warehouse, built: Built[]): Promise<string[]> {
  const counted = built
    .map(({ model }) => model)
    .filter(({ name, grain: [first] }) => name.startsWith("_") && first !== undefined && first !== "none")
    .map((model) => {
      const columns = model.grain.map(quotedIdentifier).join(", ");
      return `select ${quotedString(tableOf(model))} as model, count(*) - count(distinct hash(${columns})) as repeated from ${tableOf(model)}`;
    });
  const rows = await warehouse.rows<{ model: string }>(
    `select model from (${counted.join(" union all ")}) where repeated <> 0 order by model`,
  );
  return rows.map(({ model }) => model);
}
