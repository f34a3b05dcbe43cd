import type { Warehouse } from "../warehouse/open.ts";
import type { Model } from "./model.ts";

/** Writes `marts.dictionary` from the model headers: one row per public table (column_name null) and per column. */
export async function writeDictionary(warehouse: Warehouse, models: Model[]): Promise<void> {
  const rows = models
    .filter((model) => !model.name.startsWith("_"))
    .flatMap((model) => [
      {
        s: model.layer,
        t: model.name,
        c: null,
        d: null,
        a: model.about,
        g: model.grain.join(", "),
        q: model.answers,
      },
      ...model.columns.map((column) => ({
        s: model.layer,
        t: model.name,
        c: column.name,
        d: column.type,
        a: column.about,
        g: null,
        q: null,
      })),
    ]);
  await warehouse.run(
    `create or replace table marts.dictionary as
     select row ->> 's' as schema_name, row ->> 't' as table_name, row ->> 'c' as column_name, row ->> 'd' as data_type,
       row ->> 'a' as description, row ->> 'g' as grain, row ->> 'q' as answers
     from (select unnest(from_json($1, '["json"]')) as row)
     order by all`,
    [JSON.stringify(rows)],
  );
}
