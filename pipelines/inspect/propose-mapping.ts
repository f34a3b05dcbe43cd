import { unfilled } from "../connectors/mapped.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { decimalReadings, orderReadings, type Reading } from "../load/readings.ts";
import { columnsOf, streamNames, type StreamColumn, type StreamName } from "../streams.ts";
import { isFilled, isUnique, keys, witnesses, writtenAs, type Choice } from "./choose-columns.ts";
import { chooseStream, possibleRecords } from "./choose-stream.ts";
import { outcomeOf, type Part } from "./outcome.ts";
import { readTable, type Column, type Table } from "./table.ts";
import { entityWords, wordsOf } from "./words.ts";

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

/** What a table that no connector knows is taken for. */
export interface Proposal {
  entries: Entry[];
  /** What has to be settled before it can be loaded, or before it is right: a line each, with the key to set. */
  asks: string[];
  /** What a person should know about the choice. */
  notes: string[];
}

/**
 * The entries of a mapping.json for a text that no connector knows: what its rows are, which columns look like ours by name and values,
 * how dates and numbers are written. What the file does not tell is asked, and not guessed.
 */
export function proposeMapping(text: DeliveredText, file: string, source: string): Proposal {
  const table = readTable(text);
  const found = chooseStream(table, file);
  const written = {
    ...(table.placeNames === undefined ? {} : { header: table.placeNames }),
    ...(table.delimiter === "," ? {} : { delimiter: table.delimiter }),
    ...(/^(windows|iso)-/.test(text.encoding) && !text.isRewritten ? { encoding: text.encoding } : {}),
  };
  const bare =
    table.placeNames === undefined
      ? []
      : [
          "its first record looks like data, so its columns are named by their place: name them as you like, in their order, and map them",
        ];
  const repeated =
    table.repeated.length === 0
      ? []
      : [`headers that stand twice cannot be told apart: ${table.repeated.join(", ")}`];
  if (found === undefined)
    return {
      entries: [{ file, stream: `${unfilled}${streamNames.join(", ")}`, ...written, columns: {} }],
      asks: [...bare, "set stream: nothing in the table tells what its rows are"],
      notes: [...repeated, `headers without a place yet: ${listed(table.columns)}`],
    };
  const { stream, choice, rivals } = found;
  const asks = [...bare];
  const notes = [...repeated];
  if (rivals.length > 0)
    asks.push(
      `set stream: its rows may be ${[stream, ...rivals].join(" or ")}, and nothing in the table tells which`,
    );
  const columns = new Map(choice.columns);
  const constants: Record<string, string> = {};
  for (const [canonical, equal] of choice.open)
    if (!isWitness(canonical))
      asks.push(`set columns.${canonical}: ${equal.map(quoted).join(" and ")} fit equally well`);
  const more = settled({ stream, table, choice, columns, constants, asks, notes, source, file });
  const currency = currencyNamed(
    [...columns].filter(([canonical]) => ["amount", "cost"].includes(canonical)).map(([, column]) => column),
  );
  if (
    currency !== undefined &&
    !columns.has("currency") &&
    columnsOf(stream).some(([name]) => name === "currency")
  )
    constants["currency"] = currency;
  for (const [canonical, { required, about }] of columnsOf(stream)) {
    if (required !== true || columns.has(canonical) || constants[canonical] !== undefined) continue;
    constants[canonical] = `${unfilled}${about}`;
    if (choice.open.has(canonical) || asks.some((ask) => ask.includes(`.${canonical}`))) continue;
    const possible =
      canonical === keys[stream]
        ? table.columns
            .filter(
              (column) =>
                ![...columns.values()].includes(column) &&
                isFilled(column) &&
                isUnique(column) &&
                !column.values.every((value) => value.includes("@")),
            )
            .slice(0, 4)
        : [];
    asks.push(
      `set columns.${canonical}, or its value among the constants: no column is surely it, and ${stream} needs it${possible.length === 0 ? "" : `; by its values it may be ${possible.map(quoted).join(" or ")}`}`,
    );
  }
  for (const witness of witnesses) columns.delete(witness);
  const kinds = new Map(columnsOf(stream).map(([canonical, { kind }]) => [canonical, kind]));
  const used = [...columns, ...more.flatMap((each) => [...each.columns])];
  const typed = used.flatMap(([canonical, column]) =>
    (kinds.get(canonical) ?? "instant") === "text"
      ? []
      : [{ kind: kinds.get(canonical) ?? "instant", column }],
  );
  const order = tell(valuesOf(typed, ["instant", "date"]), orderReadings);
  const decimal = tell(valuesOf(typed, ["money", "number", "count"]), decimalReadings);
  if (order.length > 1)
    asks.push(`set date_format: the dates can be read as ${inWords(order)}, the file does not tell which`);
  if (decimal.length > 1)
    asks.push(`set decimal: the numbers can be read with ${inWords(decimal)}, the file does not tell which`);
  const nulls = [...new Set(typed.flatMap(({ column }) => column.nulls))];
  const shared = {
    ...written,
    ...(decimal.length === 1 ? { decimal: decimal[0]?.format ?? "." } : {}),
    ...(order.length === 1 ? { date_format: order[0]?.format ?? "ymd" } : {}),
    ...(nulls.length === 0 ? {} : { nulls }),
  };
  const entry = (of: StreamName, part: Part): Entry => ({
    file,
    stream: of,
    ...shared,
    columns: Object.fromEntries(
      columnsOf(of).flatMap(([canonical, { kind }]) => {
        const column = part.columns.get(canonical);
        return column === undefined ? [] : [[canonical, headerOf(column, kind)]];
      }),
    ),
    ...(Object.keys(part.constants).length === 0 ? {} : { constants: part.constants }),
    ...(part.skipEmpty === undefined ? {} : { skip_empty: part.skipEmpty }),
  });
  const placed = new Set(used.map(([, column]) => column));
  const expected = choice.columns.get("expected_at") ?? choice.open.get("expected_at")?.[0];
  if (expected !== undefined)
    notes.push(`${quoted(expected)} is an expectation, and no column of ours holds one`);
  if (keys[stream] === "opportunity_id" || keys[stream] === "lead_id")
    notes.push(
      'if every export of it holds all records, add "delivery": "full" to the entry: what a later one lacks is known to be deleted',
    );
  notes.push(
    `headers without a place yet: ${listed(table.columns.filter((column) => !placed.has(column)))}`,
    `columns of ${stream} without one: ${columnsOf(stream)
      .flatMap(([canonical]) =>
        columns.has(canonical) || constants[canonical] !== undefined ? [] : [canonical],
      )
      .join(", ")}`,
    `other streams: ${streamNames.filter((each) => each !== stream).join(", ")}`,
  );
  const said = rivals.length > 0 ? `${unfilled}${[stream, ...rivals].join(" or ")}` : stream;
  return {
    entries: [
      { ...entry(stream, { columns, constants }), stream: said },
      ...more.map((part) => entry("stage_changes", part)),
    ],
    asks,
    notes,
  };
}

/** A choice on its way to an entry. */
interface Draft extends Part {
  stream: StreamName;
  table: Table;
  choice: Choice;
  asks: string[];
  notes: string[];
  source: string;
  file: string;
}

/** What a stream's columns say about each other; returns further entries that the file feeds. */
function settled(draft: Draft): Part[] {
  const { stream, table, choice, columns, constants, asks, notes, source } = draft;
  if (stream === "ad_spend" && !columns.has("platform")) {
    constants["platform"] = source;
    notes.push(`the platform is named after the source: correct constants.platform if it is another`);
  }
  const campaignId = columns.get("campaign_id");
  if (stream === "ad_spend" && !columns.has("campaign") && campaignId !== undefined) {
    columns.set("campaign", campaignId);
    notes.push(`no column is the campaign's name: its id stands for it`);
  }
  if (stream === "stage_changes") settleHistory(draft);
  if (stream === "activities") settleRecord(draft);
  if (stream === "leads" && !columns.has("lead_id") && !choice.open.has("lead_id")) {
    const time = columns.get("created_at");
    if (time !== undefined && isFilled(time) && isUnique(time)) {
      columns.set("lead_id", time);
      notes.push(`no column is an id: ${quoted(time)} tells the rows apart`);
    }
  }
  if (stream === "leads" && !columns.has("stage") && !choice.open.has("stage")) {
    constants["stage"] = wordsOf(columns.get("lead_id")?.header ?? "").includes("mql") ? "MQL" : "Lead";
    notes.push(
      `no column is the stage: every lead stands at "${constants["stage"]}", to be put into stage_map.csv`,
    );
  }
  if (stream !== "opportunities") return [];
  const lead = columns.get("lead_id");
  if (
    !columns.has("opportunity_id") &&
    !choice.open.has("opportunity_id") &&
    lead !== undefined &&
    isFilled(lead) &&
    isUnique(lead)
  ) {
    columns.set("opportunity_id", lead);
    notes.push(`no column is the deal's id: ${quoted(lead)} tells the deals apart, one per lead`);
  }
  const outcome = outcomeOf(table, columns);
  Object.assign(constants, outcome.constants);
  asks.push(...outcome.asks);
  notes.push(...outcome.notes);
  return outcome.moves;
}

/** Which record a row of a stage history moves, and what kind of record that is. */
function settleHistory({ table, choice, columns, constants, asks, file }: Draft): void {
  if (!columns.has("record_id")) {
    const possible = possibleRecords(table, choice);
    const owner = columns.get("owner_id");
    if (owner !== undefined && possible.includes(owner)) columns.delete("owner_id");
    if (possible.length > 0)
      asks.push(`set columns.record_id: by its values it may be ${possible.map(quoted).join(" or ")}`);
  }
  settleRecordType(columns.get("record_id"), { columns, constants, asks, file });
}

/** Which record an activity belongs to, where a table has a column for deals and one for leads. */
function settleRecord({ columns, constants, asks, file }: Draft): void {
  settleRecordType(columns.get("record_id"), { columns, constants, asks, file });
}

function settleRecordType(
  record: Column | undefined,
  { columns, constants, asks, file }: Pick<Draft, "columns" | "constants" | "asks" | "file">,
): void {
  if (columns.has("record_type")) return;
  const words = [...(record === undefined ? [] : wordsOf(record.header)), ...wordsOf(file)];
  const kinds = (["opportunities", "leads"] as const).filter((kind) =>
    words.some((word) => entityWords[kind].has(word)),
  );
  if (kinds.length === 1) constants["record_type"] = kinds[0] === "leads" ? "lead" : "opportunity";
  else if (record !== undefined || columns.has("to_stage")) {
    constants["record_type"] = `${unfilled}lead or opportunity`;
    asks.push(
      "set constants.record_type to lead or opportunity: nothing in the table tells whose rows they are",
    );
  }
}

const isWitness = (canonical: string) => (witnesses as readonly string[]).includes(canonical);

const quoted = ({ header }: Column) => `"${header}"`;

const listed = (columns: Column[]) =>
  columns.length === 0 ? "none" : columns.map(({ header }) => header).join(", ");

function headerOf({ header, values }: Column, kind: StreamColumn["kind"]): Header {
  const pattern = kind === "instant" || kind === "date" ? writtenAs(values) : undefined;
  return pattern === undefined ? header : { header, date_format: pattern };
}

/** The currency that the headers of amounts name. */
function currencyNamed(columns: Column[]): string | undefined {
  const codes = new Set(Intl.supportedValuesOf("currency"));
  return columns
    .flatMap(({ header }) => header.split(/[^A-Z]+/))
    .find((word) => word.length === 3 && codes.has(word));
}

const valuesOf = (typed: { kind: StreamColumn["kind"]; column: Column }[], kinds: StreamColumn["kind"][]) =>
  typed.flatMap(({ kind, column }) =>
    kinds.includes(kind) && writtenAs(column.values) === undefined ? column.values : [],
  );

/** The readings that every value allows; none when no value shows anything. */
function tell(values: string[], readingsOf: (text: string) => Reading[]): Reading[] {
  const sets = values.map(readingsOf).filter((readings) => readings.length > 0);
  const [first = [], ...others] = sets;
  return first.filter(({ format }) =>
    others.every((readings) => readings.some((reading) => reading.format === format)),
  );
}

const inWords = (readings: Reading[]) =>
  readings
    .map(({ format, words }) => (words === format || /^[.,]$/.test(format) ? words : `${format} (${words})`))
    .join(" or ");
