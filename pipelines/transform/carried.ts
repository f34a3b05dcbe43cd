import { quotedIdentifier, quotedString } from "@duckdb/node-api";
import { recordIds, typedColumns, type StreamName } from "../contract/streams.ts";

/** What a file of a stream has, by its place among the files of its source: of two the newer one has the higher age. */
export interface Delivered {
  path: string;
  source: string;
  fileId: string;
  age: number;
  columns: string[];
  partly: string[];
}

/** Columns that belong to the stage they were delivered with, and mean nothing for another. */
const ofStage = [
  "stage_changed_at",
  "closed_at",
  "updated_at",
  "last_stage",
  "is_closed",
  "is_won",
  "probability",
];

/** The files that lack columns which an older file of their source has, each with those columns. */
export function narrowFiles(stream: StreamName, files: Delivered[]): Map<Delivered, string[]> {
  const narrow = new Map<Delivered, string[]>();
  if (recordIds[stream] === undefined) return narrow;
  const columnsBySource = new Map<string, Set<string>>();
  for (const file of files.toSorted((left, right) => left.age - right.age)) {
    const known = columnsBySource.get(file.source) ?? new Set();
    const fully = file.columns.filter((column) => !file.partly.includes(column));
    const lacks = [...known].filter((column) => !fully.includes(column)).sort();
    if (lacks.length > 0) narrow.set(file, lacks);
    for (const column of fully) known.add(column);
    columnsBySource.set(file.source, known);
  }
  return narrow;
}

/**
 * SQL for the rows of narrow files out of `delivered`, the rows of all files of their sources. Per column the newest delivery that has
 * it holds: a column that a file lacks is as the newest older version of the record has it, and an empty cell is empty.
 */
export function carriedSql(
  stream: StreamName,
  delivered: string,
  files: Delivered[],
  narrow: Map<Delivered, string[]>,
): string {
  const id = recordIds[stream] ?? "";
  const names = typedColumns(stream).map(({ name }) => name);
  const lacks = [...new Set([...narrow.values()].flat())].filter((column) => names.includes(column)).sort();
  // one look back for all columns that the same files have
  const groups = new Map<string, string[]>();
  for (const column of lacks) {
    const key = files.map((file) => (has(file, column) ? "1" : "0")).join("");
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  const ages = (wanted: Delivered[]) => [...new Set(wanted.map(({ age }) => age))].join(", ");
  const looks = [...groups].map(([key, columns], index) => ({
    index,
    columns,
    having: files.filter((_, place) => key[place] === "1"),
  }));
  const lookOf = (column: string) => looks.find(({ columns }) => columns.includes(column));
  const quoted = (of: string, column: string) => `${of}.${quotedIdentifier(column)}`;
  const old = (column: string) => quoted(`older_${lookOf(column)?.index ?? 0}`, column);
  const among = (wanted: Delivered[]) => (wanted.length === 0 ? "false" : `place.age in (${ages(wanted)})`);
  const lacking = (column: string) =>
    [...narrow].flatMap(([file, lacked]) => (lacked.includes(column) ? [file] : []));
  const carried = (column: string) => {
    if (lookOf(column) === undefined) return quoted("newer", column);
    const isStill =
      names.includes("stage") && ofStage.includes(column.replace(/_precision$/, ""))
        ? ` and coalesce(older_${lookOf(column)?.index ?? 0}.stage = known_stage, true)`
        : "";
    return `case when ${among(lacking(column))}${isStill} then coalesce(${quoted("newer", column)}, ${old(column)}) else ${quoted("newer", column)} end`;
  };
  // where won and lost are columns of their own, a file with one of the two is read with the last known other
  const stage = (): string => {
    if (lookOf("stage") === undefined && lookOf("is_closed") === undefined) return "newer.stage";
    const isStill =
      stream !== "opportunities" || lookOf("is_closed") === undefined
        ? ""
        : `when ${among(lacking("is_closed"))} and ${old("is_closed")} and newer.last_stage = older_${lookOf("is_closed")?.index ?? 0}.last_stage then older_${lookOf("is_closed")?.index ?? 0}.stage`;
    const byStage =
      lookOf("stage") === undefined
        ? ""
        : `when ${among(lacking("stage").filter(({ partly }) => !partly.includes("stage")))} then ${old("stage")}`;
    const byPhase =
      lookOf("last_stage") === undefined
        ? ""
        : `when ${among(lacking("last_stage"))} then coalesce(newer.stage, ${old("last_stage")})`;
    return `case ${isStill} ${byStage} ${byPhase} else newer.stage end`;
  };
  const look = looks.map(
    ({ index, having }) =>
      `max(case when age in (${ages(having)}) then version end) over so_far as version_${index}`,
  );
  return `with file as (
      select * from (values ${files.map(({ fileId, age }) => `(${quotedString(fileId)}, ${age})`).join(", ")}) as file(file_id, age)
    ),
    versions as (
      select delivered.*, file.age, version_of(file.age, delivered._row) as version
      from (${delivered}) as delivered join file on file.file_id = delivered._file_id
    ),
    place as (
      select version, age, ${look.join(", ")} from (select source, ${id}, age, version from versions)
      window so_far as (partition by source, ${id} order by version rows between unbounded preceding and current row)
      qualify age in (${ages([...narrow.keys()])})
    )
    select ${names.includes("stage") ? "* exclude (known_stage)" : "*"} from (select newer.source, newer._file_id, newer._known_at, newer._row${names.includes("stage") ? `, ${stage()} as known_stage` : ""},
      ${names.map((name) => `${name === "stage" ? "known_stage" : carried(name)} as ${quotedIdentifier(name)}`).join(", ")}
    from place join versions as newer on newer.version = place.version
    ${looks.map(({ index }) => `left join versions as older_${index} on older_${index}.version = place.version_${index}`).join("\n")})`;
}

const has = ({ columns, partly }: Delivered, column: string): boolean =>
  columns.includes(column) && !partly.includes(column);
