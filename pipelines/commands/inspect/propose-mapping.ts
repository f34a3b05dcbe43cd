import { requiredOf, unfilled } from "../../sidecars/mapping.ts";
import type { DeliveredText } from "../../intake/to-texts.ts";
import { writtenDays } from "../../formats/values/written-days.ts";
import { columnsOf, streamNames, type StreamColumn, type StreamName } from "../../contract/streams.ts";
import { chooseColumns, isFilled, isUnique, keys, saysTime, witnesses, writtenAs } from "./choose-columns.ts";
import { chooseStream } from "./choose-stream.ts";
import type { DraftEntry } from "./outcome.ts";
import { settle, type Draft } from "./settle.ts";
import { quoted, readTable, type Column, type Table } from "./table.ts";
import { hasNameWord } from "./words.ts";
import { currencyNamed, inThousands, writingOf, type TypedColumn } from "./written.ts";

type Header = string | { header: string; date_format: string };

/** An entry of a mapping.json as people write it. */
export interface Entry {
  file: string;
  stream: string;
  header?: string[];
  delimiter?: string;
  encoding?: string;
  decimal?: string;
  date_format?: string;
  nulls?: string[];
  columns: Record<string, Header>;
  constants?: Record<string, string>;
  skip_empty?: string;
}

/** What a person has already said of a file in an entry that is not whole yet. */
export interface GivenEntry {
  stream?: StreamName;
  columns?: Record<string, string>;
  constants?: Record<string, string>;
  /** The other keys of the entry. */
  rest?: Partial<Entry>;
}

/** What a table that no connector knows is taken for. */
export interface Proposal {
  entries: Entry[];
  /** What has to be settled before it can be loaded, or before it is right: a line each, with the key to set. */
  asks: string[];
  /** What its first records do not tell of how dates and numbers are written: to be settled unless the others do. */
  unread: string[];
  /** What a person should know about the choice. */
  notes: string[];
}

/**
 * The entries of a mapping.json for a text that no connector knows: what its rows are, which columns look like ours by name and values,
 * how dates and numbers are written. What the file does not tell is asked, and not guessed.
 */
export function proposeMapping(
  text: DeliveredText,
  file: string,
  source: string,
  given: GivenEntry = {},
): Proposal {
  const table = readTable(text);
  const found =
    given.stream === undefined
      ? chooseStream(table, file)
      : { stream: given.stream, choice: chooseColumns(given.stream, table), rivals: [] };
  const written = writingKeys(text, table);
  const asks = table.placeNames === undefined ? [] : [unnamed];
  const notes = [
    ...linesOf(table),
    ...(table.repeated.length === 0
      ? []
      : [`headers that occur twice cannot be mapped: ${table.repeated.join(", ")}`]),
  ];
  if (found === undefined)
    return {
      entries: [{ file, stream: `${unfilled}${streamNames.join(", ")}`, ...written, columns: {} }],
      asks: [...asks, "set stream: nothing in the table tells what its rows are"],
      unread: [],
      notes: [...notes, `headers without a place yet: ${listed(table.columns)}`],
    };
  const { stream, choice, rivals } = found;
  const streams = [stream, ...rivals].join(" or ");
  if (rivals.length > 0)
    asks.push(`set stream: its rows may be ${streams}, and nothing in the table tells which`);
  const columns = new Map(choice.columns);
  const constants = { ...given.constants };
  for (const canonical of Object.keys(constants)) {
    columns.delete(canonical);
    choice.open.delete(canonical);
  }
  for (const [canonical, header] of Object.entries(given.columns ?? {})) {
    const column = table.columns.find((each) => each.header === header);
    if (column === undefined) continue;
    columns.set(canonical, column);
    choice.open.delete(canonical);
  }
  for (const [canonical, equal] of choice.open)
    if (!isWitness(canonical))
      asks.push(`set columns.${canonical}: ${equal.map(quoted).join(" and ")} fit equally well`);
  const draft: Draft = { stream, table, choice, columns, constants, asks, notes, source, file };
  const more = settle(draft);
  askCreation(draft, more);
  nameCurrency(draft);
  askRequired(draft);
  for (const witness of witnesses) columns.delete(witness);
  const drafts: [StreamName, DraftEntry][] = [
    [stream, draft],
    ...more.map((each): [StreamName, DraftEntry] => ["stage_changes", each]),
  ];
  const writing = writingOf(drafts.flatMap(([of, each]) => typedColumns(of, each)));
  const [first, ...others] = drafts.map(([of, each]): Entry => ({
    file,
    stream: of,
    ...written,
    ...writing.keys,
    ...entryOf(of, each),
  }));
  return {
    entries:
      first === undefined
        ? []
        : [
            { ...first, ...given.rest, stream: rivals.length > 0 ? `${unfilled}${streams}` : stream },
            ...others,
          ],
    asks,
    unread: writing.asks,
    notes: [
      ...notes,
      ...(isMoving.has(stream) ? exportDay(table, file, columns) : []),
      ...notesOf(draft, more),
    ],
  };
}

/** The day of the export, where the lines above the header or the file's name say one and no column says when records were changed. */
function exportDay({ title }: Table, file: string, columns: Map<string, Column>): string[] {
  if (columns.has("updated_at")) return [];
  const days = (text: string) => new Set(writtenDays(text.replaceAll("_", " ")));
  for (const [where, text] of [
    ["the lines above its header say", title.flat().join("\n")],
    ["its name says", file],
  ] as const) {
    const [day, ...others] = days(text);
    if (day !== undefined && others.length === 0)
      return [
        `${where} ${day}: if that is the day of the export, add "as_of": "${day} 23:59:59" beside "source", and set it anew with each export; what was closed after the newest creation date then counts on its day`,
      ];
  }
  return [];
}

/** What stands around the records, for people. */
const linesOf = ({ titleLines, totalLines, placeNames }: Table): string[] => [
  ...(titleLines.length === 0 || placeNames !== undefined
    ? []
    : [
        `${titleLines.length === 1 ? `line ${titleLines.join("")} stands` : `${titleLines.length} lines stand`} above its header and ${titleLines.length === 1 ? "is" : "are"} no data`,
      ]),
  ...(totalLines.length === 0
    ? []
    : [`line ${totalLines.join(", ")}: a total row, which is no data and is skipped`]),
];

const unnamed =
  "its first record looks like data, so its columns are named by their place: name them as you like, in their order, and map them";

/** The keys that say how the file is written, where it is not as most are. */
const writingKeys = (text: DeliveredText, table: Table): Partial<Entry> => ({
  ...(table.placeNames === undefined ? {} : { header: table.placeNames }),
  ...(table.delimiter === "," ? {} : { delimiter: table.delimiter }),
  ...(/^(windows|iso)-/.test(text.encoding) && !text.isRewritten ? { encoding: text.encoding } : {}),
});

/** The columns that have a place in an entry. */
const placedOf = (entries: DraftEntry[]) => new Set(entries.flatMap(({ columns }) => [...columns.values()]));

/** Asks when records began, where a column may say it and none surely does. */
function askCreation(draft: Draft, more: DraftEntry[]): void {
  const { stream, table, choice, columns, asks } = draft;
  if (!isMoving.has(stream) || columns.has("created_at") || choice.open.has("created_at")) return;
  const placed = placedOf([draft, ...more]);
  const possible = table.columns.filter((column) => !placed.has(column) && saysTime(column));
  if (possible.length > 0)
    asks.push(
      `set columns.created_at: no column is surely it, and without it nothing tells when a record began; by its values it may be ${possible.map(quoted).join(" or ")}`,
    );
}

/** Takes the currency from the header of an amount, where no column says it. */
function nameCurrency({ stream, columns, constants, asks }: Draft): void {
  const amounts = [...columns].flatMap(([canonical, column]) =>
    ["amount", "cost"].includes(canonical) ? [column] : [],
  );
  const currency = currencyNamed(amounts);
  const scaled = inThousands(amounts);
  if (scaled !== undefined)
    asks.push(
      `write the amounts of ${quoted(scaled)} in whole units into the table: its header says thousands or millions, and they would be loaded as they stand`,
    );
  const hasCurrency = columnsOf(stream).some(([name]) => name === "currency");
  if (
    currency !== undefined &&
    !columns.has("currency") &&
    constants["currency"] === undefined &&
    hasCurrency
  )
    constants["currency"] = currency;
}

/** Leaves a place for each value that the stream needs and no column surely is, and asks for it. */
function askRequired({ stream, table, choice, columns, constants, asks }: Draft): void {
  const about = new Map(columnsOf(stream).map(([name, column]) => [name, column.about]));
  for (const canonical of requiredOf(stream, (name) => columns.get(name) ?? constants[name])) {
    constants[canonical] = `${unfilled}${about.get(canonical) ?? ""}`;
    if (choice.open.has(canonical) || asks.some((ask) => ask.includes(`.${canonical}`))) continue;
    const isKey = canonical === keys[stream];
    const possible = isKey ? possibleKeys(table, columns) : [];
    const together = isKey ? togetherUnique(table, columns) : undefined;
    asks.push(
      `set columns.${canonical}${isKey ? "" : ", or its value among the constants"}: no column is surely it, and ${stream} needs it${possible.length === 0 ? "" : `; by its values it may be ${possible.map(quoted).join(" or ")}`}${!isKey ? "" : together === undefined ? "; if no column is, number the rows in a column of their own, and keep each record's number" : `; if the table has no number of its own, these tell its rows apart together: "${canonical}": [${together.map(quoted).join(", ")}]; a column of numbers that stay with their records is safer, since who is written otherwise later is another record`}`,
    );
  }
}

/** The columns that people tell records by, as few as differ from row to row together. */
function togetherUnique(table: Table, columns: Map<string, Column>): Column[] | undefined {
  const names = table.columns.filter(
    (column) => hasNameWord(column.header) && ![...columns.values()].includes(column),
  );
  const parts = [
    ...names,
    ...["account_id", "created_at", "product", "owner_id"].flatMap((name) => columns.get(name) ?? []),
  ].filter((column) => isFilled(column) && !column.values.some((value) => value.includes("@")));
  for (let many = 2; many <= parts.length; many++) {
    const some = parts.slice(0, many);
    const rows = some[0]?.cells.map((_, at) => some.map(({ cells }) => cells[at] ?? "").join("\n")) ?? [];
    if (new Set(rows).size === rows.length) return some;
  }
  return undefined;
}

const entryOf = (
  stream: StreamName,
  { columns, constants, skipEmpty }: DraftEntry,
): Pick<Entry, "columns" | "constants" | "skip_empty"> => ({
  columns: Object.fromEntries(
    columnsOf(stream).flatMap(([canonical, { kind }]) => {
      const column = columns.get(canonical);
      return column === undefined ? [] : [[canonical, headerOf(column, kind)]];
    }),
  ),
  ...(Object.keys(constants).length === 0 ? {} : { constants }),
  ...(skipEmpty === undefined ? {} : { skip_empty: skipEmpty }),
});

/** What a person may want to add, and what has no place yet. */
function notesOf(draft: Draft, more: DraftEntry[]): string[] {
  const { stream, table, choice, columns, constants } = draft;
  const placed = placedOf([draft, ...more]);
  const expected = choice.columns.get("expected_at") ?? choice.open.get("expected_at")?.[0];
  const absent = columnsOf(stream).flatMap(([canonical]) =>
    columns.has(canonical) || constants[canonical] !== undefined ? [] : [canonical],
  );
  return [
    ...(expected === undefined
      ? []
      : [`${quoted(expected)} is an expectation, and no column of ours holds one`]),
    ...(keys[stream] === "opportunity_id" || keys[stream] === "lead_id"
      ? [
          'if every export of it holds all records, add "delivery": "full" to the entry: what a later one lacks is known to be deleted',
        ]
      : []),
    `headers without a place yet: ${listed(table.columns.filter((column) => !placed.has(column)))}`,
    `columns of ${stream} without one: ${absent.join(", ")}`,
    `other streams: ${streamNames.filter((each) => each !== stream).join(", ")}`,
  ];
}

/** Columns by whose values rows could be told apart; addresses are no ids, they stay in the file. */
const possibleKeys = ({ columns }: Table, chosen: Map<string, Column>): Column[] =>
  columns.filter(
    (column) =>
      ![...chosen.values()].includes(column) &&
      isFilled(column) &&
      isUnique(column) &&
      !column.values.some((value) => value.includes("@")),
  );

/** The streams whose records begin at some time. */
const isMoving = new Set<StreamName>(["leads", "opportunities"]);

/** The columns of an entry that are no texts. */
const typedColumns = (stream: StreamName, { columns }: DraftEntry): TypedColumn[] =>
  columnsOf(stream).flatMap(([canonical, { kind }]) => {
    const column = columns.get(canonical);
    return column === undefined || kind === "text" ? [] : [{ kind, column }];
  });

const isWitness = (canonical: string) => (witnesses as readonly string[]).includes(canonical);

const listed = (columns: Column[]) =>
  columns.length === 0 ? "none" : columns.map(({ header }) => header).join(", ");

function headerOf({ header, values }: Column, kind: StreamColumn["kind"]): Header {
  const pattern = kind === "instant" || kind === "date" ? writtenAs(values) : undefined;
  return pattern === undefined ? header : { header, date_format: pattern };
}
