import type { Warehouse } from "../warehouse/open.ts";

/** What is decided of a vendor holds for each of its accounts, but for the names and settings of which the account has a row of its own. */
export async function inheritDecisions(
  warehouse: Warehouse,
  accounts: { source: string; vendor: string }[],
): Promise<void> {
  for (const { source, vendor } of accounts) {
    const given = [source, vendor];
    await warehouse.run(
      `insert into decided.stage_map by name select * replace ($1 as source) from decided.stage_map
       where source = $2 and fold_case(trim(source_stage)) not in (select fold_case(trim(source_stage)) from decided.stage_map where source = $1)`,
      given,
    );
    await warehouse.run(
      `insert into decided.source_map by name select * replace ($1 as source) from decided.source_map
       where source = $2 and value not in (select value from decided.source_map where source = $1)`,
      given,
    );
    await warehouse.run(
      `insert into decided.settings by name select * replace ($1 || substr(key, length($2) + 1) as key) from decided.settings
       where starts_with(key, $2 || '.') and $1 || substr(key, length($2) + 1) not in (select key from decided.settings)`,
      given,
    );
  }
}
