import { quotedString } from "@duckdb/node-api";
import { FunnelError } from "../contract/errors.ts";
import type { Note } from "../contract/loaded-file.ts";
import type { Warehouse } from "../warehouse/open.ts";
import type { Conversion } from "./convert.ts";

/** Notes on a file that holds more records than it declares. Throws a config error for fewer: it was cut off. */
export function compareCount(held: number, declared: number | undefined): Note[] {
  if (declared === undefined || held === declared) return [];
  const difference = `it declares ${declared} rows and holds ${held}`;
  if (held < declared)
    throw new FunnelError("config", "cut_off", `${difference}: it was cut off; export it again`);
  return [{ en: difference, hu: `${declared} sort ígér, és ${held} van benne` }];
}

/**
 * Notes on columns whose rows do not add up to what a total row of the file says. Several total rows (account, campaigns, network) are
 * readings of one sum: one that fits is enough, and so are sums of parts that add up to it. Sums of rounded money may differ by half a cent a row.
 */
export async function compareTotals(
  engine: Warehouse,
  conversion: Conversion,
  from: string,
  columns: string[],
): Promise<Note[]> {
  const notes: Note[] = [];
  for (const column of columns) {
    const value = conversion.columnOf(0, column);
    if (value === "null") continue;
    const isMoney = column === "cost" || column === "amount";
    const shown = (value: string) =>
      column === "amount"
        ? `regexp_replace(${value}::decimal(38, 2)::varchar, '\\.00$', '')`
        : `${value}::decimal(38, ${isMoney ? 2 : 0})::varchar`;
    const [worst] = await engine.rows<{ day: string | null; declared: string; found: string }>(`
      with record as (
        select _misfit, ${value}::decimal(38, 4) as value, ${conversion.columnOf(0, "spend_date")}::date as day from ${from}
      ),
      declared as (select distinct day, value from record where _misfit = 0 and value is not null),
      summed as (
        select declared.day, declared.value as declared, coalesce(sum(record.value), 0) as found, count(record.value) as row_count
        from declared left join record on record._misfit is null and (declared.day is null or record.day = declared.day)
        group by declared.day, declared.value
      )
      select day, ${shown("arg_min(declared, abs(declared - found))")} as declared, ${shown("found")} as found
      from summed group by day, found, row_count
      having least(min(abs(declared - found)), abs(sum(declared) - found)) > ${isMoney ? "0.005 * row_count" : "0"}
      order by day nulls first limit 1`);
    if (worst !== undefined)
      notes.push({
        en: `${column}${worst.day === null ? "" : ` of ${worst.day}`}: its total row says ${worst.declared}, its rows add up to ${worst.found}`,
        hu: `${column}${worst.day === null ? "" : ` (${worst.day})`}: az összesítő sorban ${worst.declared} áll, a sorok összege ${worst.found}`,
      });
  }
  return notes;
}

/** Notes on rows whose spend_date lies outside the period that the file states: a sign of days misread. */
export async function comparePeriod(
  engine: Warehouse,
  conversion: Conversion,
  from: string,
  [first, last]: [string, string],
): Promise<Note[]> {
  const day = conversion.columnOf(0, "spend_date");
  if (day === "null" || first === "" || last === "") return [];
  const [outside] = await engine.rows<{ row_count: string; earliest: string; latest: string }>(`
    select count(*) as row_count, min(${day})::date::varchar as earliest, max(${day})::date::varchar as latest
    from ${from} where _misfit is null and ${day}::date not between date ${quotedString(first)} and date ${quotedString(last)}`);
  return outside === undefined || Number(outside.row_count) === 0
    ? []
    : [
        {
          en: `it states the period ${first} to ${last}, but ${outside.row_count} of its rows are of ${outside.earliest} to ${outside.latest}`,
          hu: `a megadott időszak ${first} – ${last}, de ${outside.row_count} sora ezen kívül esik (${outside.earliest} – ${outside.latest})`,
        },
      ];
}
