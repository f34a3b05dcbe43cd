import { quotedString } from "@duckdb/node-api";
import { columnsOf, type StreamName } from "../contract/streams.ts";

/** The name of a record. */
export const recordName = (source: string, type: string, id: string): string =>
  `record:${source}:${type}:${id}`;
export const emailName = (key: string): string => `email:${key}`;
export const phoneName = (key: string): string => `phone:${key}`;

/** What an id column holds the id of. */
const idColumns: Record<string, string> = {
  lead_id: "lead",
  opportunity_id: "opportunity",
  converted_opportunity_id: "opportunity",
  contact_id: "contact",
};
/** Columns with the id of a record whose type stands in `record_type`. */
const typedIds = ["record_id", "merged_id", "surviving_id"];

/** Streams that have a row for the record itself. */
const entities: Partial<Record<StreamName, string>> = {
  leads: "lead",
  opportunities: "opportunity",
  contacts: "contact",
  list_members: "list_member",
};

/** Where the rows of a stream lie: the source, and SQL for a column that they have. */
export interface Rows {
  stream: StreamName;
  source: string;
  columnOf(canonical: string): string | undefined;
}

const recordSql = (source: string, type: string, id: string) =>
  `${quotedString(`record:${source}:`)} || ${type} || ':' || ${id}`;

/** A member of a list has an id within its list only. */
function memberSql({ stream, source, columnOf }: Rows): string[] {
  const [list, member] = [columnOf("list_id"), columnOf("member_id")];
  if (stream !== "list_members" || list === undefined || member === undefined) return [];
  return [recordSql(source, "'list_member'", `${list} || '/' || ${member}`)];
}

/**
 * SQL for the list of names that a row has: the keys of a phone and an e-mail address in it, and the records that it is of, belongs
 * to, or was merged with. Undefined for a stream whose rows name nobody.
 */
export function namesSql(rows: Rows): string | undefined {
  const { stream, source, columnOf } = rows;
  const type = columnOf("record_type");
  const one = columnsOf(stream).flatMap(([canonical]) => {
    const column = columnOf(canonical);
    if (column === undefined) return [];
    if (canonical === "email_key") return [`${quotedString(emailName(""))} || ${column}`];
    if (canonical === "phone_key") return [`${quotedString(phoneName(""))} || ${column}`];
    const kind = idColumns[canonical];
    // a deal that names a person by an id alone is a deal still
    if (stream === "opportunities" && canonical === "lead_id") return [];
    if (kind !== undefined) return [recordSql(source, quotedString(kind), column)];
    return typedIds.includes(canonical) && type !== undefined ? [recordSql(source, type, column)] : [];
  });
  const own = entities[stream];
  const merged = columnOf("merged_ids");
  const several =
    own === undefined || merged === undefined
      ? []
      : [
          `coalesce(list_transform(string_split(${merged}, ';'), lambda id: ${recordSql(source, quotedString(own), "trim(id)")}), [])`,
        ];
  const names = [...one, ...memberSql(rows)];
  if (names.length + several.length === 0) return undefined;
  return several.reduce((list, more) => `list_concat(${list}, ${more})`, `[${names.join(", ")}]::varchar[]`);
}

/** SQL for the list of names of the records that a row is of; what else names them is theirs. Undefined for a stream of other rows. */
export function ownNamesSql(rows: Rows): string | undefined {
  const { stream, source, columnOf } = rows;
  const type = entities[stream];
  const id = type === undefined ? undefined : columnOf(`${type}_id`);
  const names = [
    ...(type === undefined || id === undefined ? [] : [recordSql(source, quotedString(type), id)]),
    ...memberSql(rows),
    ...(stream === "merges"
      ? ["merged_id", "surviving_id"].map((column) =>
          recordSql(source, columnOf("record_type") ?? "''", columnOf(column) ?? "null"),
        )
      : []),
  ];
  return names.length === 0 ? undefined : `[${names.join(", ")}]::varchar[]`;
}
