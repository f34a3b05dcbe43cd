import { columnsOf, streamNames, type StreamName } from "../contract/streams.ts";
import type { Warehouse } from "../warehouse/open.ts";
import { replaceStream } from "./replace-stream.ts";

/** What people type by hand as a name: its columns, the names that a person has decided about, and which texts are names and no ids. */
const names = {
  stage: {
    columns: ["stage", "last_stage", "from_stage", "to_stage"],
    decided: "select source, source_stage from decided.stage_map",
    isName: "true",
  },
  pipeline: {
    columns: ["pipeline"],
    decided: "select source, pipeline from decided.stage_map",
    isName: "true",
  },
  owner: {
    columns: ["owner_id"],
    decided: "select '', '' where false",
    isName: "not regexp_matches(written, '\\d')",
  },
  lead_source: {
    columns: ["lead_source"],
    decided: "select source, value from decided.source_map",
    isName: "true",
  },
};

/** A name without what is mere typing: case, blanks around it, and how many blanks of which kind stand in it. Accents are not. */
const folded = (text: string) =>
  `lower(trim(regexp_replace(${text}, '[\\s\\x{a0}\\x{2000}-\\x{200a}\\x{202f}\\x{3000}]+', ' ', 'g')))`;

/**
 * One spelling for each name of a source: names that differ in case and blanks alone are one stage, pipeline, owner or lead source. It is
 * the one that a person decided about, else the one that most rows have. Where decisions tell two spellings apart, they stay two.
 */
export async function unifySpellings(warehouse: Warehouse): Promise<void> {
  await warehouse.run(
    "create table staging._spelling (kind varchar, source varchar, written varchar, spelling varchar)",
  );
  for (const [kind, { columns, decided, isName }] of Object.entries(names)) {
    const written = streamNames.flatMap((stream) =>
      columnsHere(stream, columns).map(
        (column) =>
          `select source, ${column} as written, count(*) as row_count from staging.${stream} where ${column} is not null group by all`,
      ),
    );
    await warehouse.run(`insert into staging._spelling
      with counted as (
        select source, written, sum(row_count) as row_count, ${folded("written")} as folded
        from (${written.join(" union all ")}) where ${isName} group by source, written
      ),
      decided_name as (
        select distinct source, trim(written) as written, ${folded("written")} as folded
        from (${decided}) as decided_names(source, written) where trim(written) not in ('', '*')
      ),
      told as (select source, folded, min(written) as written, count(*) as spellings from decided_name group by source, folded),
      spelled as (
        select counted.source, counted.written,
          coalesce(told.written, trim(first_value(counted.written) over (
            partition by counted.source, counted.folded order by counted.row_count desc, counted.written
          ))) as spelling
        from counted left join told on told.source = counted.source and told.folded = counted.folded
        where coalesce(told.spellings, 1) = 1
      )
      select '${kind}', source, written, spelling from spelled where trim(written) <> spelling`);
  }
  const kinds = await warehouse.rows<{ kind: string }>("select distinct kind from staging._spelling");
  for (const [kind, { columns }] of Object.entries(names).filter(([kind]) =>
    kinds.some((each) => each.kind === kind),
  ))
    for (const stream of streamNames) await respell(warehouse, stream, kind, columnsHere(stream, columns));
}

const columnsHere = (stream: StreamName, columns: string[]) =>
  columnsOf(stream).flatMap(([name]) => (columns.includes(name) ? [name] : []));

async function respell(
  warehouse: Warehouse,
  stream: StreamName,
  kind: string,
  columns: string[],
): Promise<void> {
  const isMisspelled = columns.map(
    (column) =>
      `exists (select 1 from staging.${stream} as row semi join staging._spelling as spelled on spelled.kind = '${kind}' and spelled.source = row.source and spelled.written = row.${column})`,
  );
  if (columns.length === 0) return;
  const [found] = await warehouse.rows<{ is_misspelled: boolean }>(
    `select ${isMisspelled.join(" or ")} as is_misspelled`,
  );
  if (found?.is_misspelled !== true) return;
  await replaceStream(
    warehouse,
    stream,
    `_typed_${kind}`,
    (typed) =>
      `select typed.* replace (${columns.map((column) => `coalesce(spelled_${column}.spelling, typed.${column}) as ${column}`).join(", ")})
      from ${typed} as typed
      ${columns
        .map(
          (column) =>
            `left join staging._spelling as spelled_${column} on spelled_${column}.kind = '${kind}' and spelled_${column}.source = typed.source and spelled_${column}.written = typed.${column}`,
        )
        .join("\n")}`,
  );
}
