import { closeSync, openSync, readSync } from "node:fs";
import { csvRecords } from "../formats/csv.ts";
import { unfilled } from "../connectors/mapped.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { isData } from "../load/recognise.ts";
import { decimalReadings, orderReadings, type Reading } from "../load/readings.ts";
import { columnsOf, streamNames, type StreamColumn, type StreamName } from "../streams.ts";

const headBytes = 256 << 10;
const headRecords = 200;

/** Words in headers, in English and Hungarian, that hint at a canonical column. */
const hints: Record<string, RegExp> = {
  opportunity_id: /^(deal|opportunity|üzlet).*(id|azonos)|^(id|azonosító)$/i,
  lead_id: /^(lead|érdeklődő).*(id|azonos)|mql|^(id|azonosító)$/i,
  created_at: /creat|létrehoz|first_contact|start|open|kezd/i,
  closed_at: /clos|won_date|lezár|zárva/i,
  stage: /stage|status|szakasz|állapot|fázis/i,
  amount: /amount|value|összeg|érték|revenue|bevétel/i,
  currency: /currency|pénznem|deviza/i,
  owner_id: /owner|agent|sales_?rep|felelős|tulajdonos/i,
  account_id: /account|company|customer|ügyfél|cég/i,
  lead_source: /source|origin|forrás/i,
  product: /product|termék/i,
  country: /country|ország/i,
  campaign_id: /campaign.*id|kampány.*azonos/i,
  campaign: /campaign|kampány/i,
  cost: /cost|spend|spent|költ/i,
  spend_date: /day|date|nap|dátum/i,
  impression_count: /impr|megjelen/i,
  click_count: /click|kattint/i,
  conversion_count: /conversion|konverzi/i,
  changed_at: /changed|moved|modified|date|módos|dátum/i,
  from_stage: /(from|old).?(stage|value)|régi/i,
  to_stage: /(to|new).?(stage|value)|stage|szakasz|új/i,
  record_id: /(deal|opportunity|lead|record).*id/i,
};

/** What an entry says where no column of the file can. */
const stopgaps: Partial<Record<string, string>> = { record_type: "opportunity", platform: "my_platform" };

interface Column {
  header: string;
  values: string[];
}

/**
 * A mapping.json to begin with, for a text that no connector knows: where its header is, its delimiter, and which columns look like ours
 * by name and values. It can be loaded as it stands unless a line after it says what the file does not tell.
 */
export function proposeMapping(text: DeliveredText, name: string): string[] {
  const head = readHead(text.path);
  const { delimiter, records } = tableOf(head, text.isRewritten ? [","] : [",", ";", "\t", "|"]);
  const isBare = records[0]?.some(isValue) === true;
  const names = records[0]?.map((_, at) => `column ${at + 1}`) ?? [];
  const [header = [], ...rows] = isBare ? [names, ...records] : records;
  const file: Column[] = header.flatMap((each, at) =>
    each === "" ? [] : [{ header: each, values: rows.map((cells) => cells[at] ?? "").filter((cell) => cell !== "") }],
  ); // prettier-ignore
  const stream = likelyStream(header);
  const columns = new Map<string, Column>();
  const constants: Record<string, string> = {};
  const free = () => file.filter((column) => ![...columns.values()].includes(column));
  for (const [canonical, column] of columnsOf(stream)) {
    const found = free().find((each) => hints[canonical]?.test(each.header) === true && looksLike(column, each));
    if (found !== undefined) columns.set(canonical, found);
  } // prettier-ignore
  for (const [canonical, column] of columnsOf(stream)) {
    if (column.required !== true || columns.has(canonical)) continue;
    const fallback = free().find((each) => looksLike(column, each) && isKey(each, rows.length)) ?? free().find((each) => looksLike(column, each)); // prettier-ignore
    if (stopgaps[canonical] === undefined && fallback !== undefined) columns.set(canonical, fallback);
    else constants[canonical] = stopgaps[canonical] ?? `${unfilled}${column.about}`;
  }
  const currency = [...columns.values()].map(({ header }) => /\(([A-Z]{3})\)/.exec(header)?.[1]).find((each) => each !== undefined); // prettier-ignore
  if (currency !== undefined && !columns.has("currency")) constants["currency"] = currency;
  const valuesOf = (kinds: StreamColumn["kind"][]) =>
    columnsOf(stream).flatMap(([canonical, { kind }]) => (kinds.includes(kind) ? (columns.get(canonical)?.values ?? []) : [])); // prettier-ignore
  const order = tell(valuesOf(["instant", "date"]), orderReadings);
  const decimal = tell(valuesOf(["money", "number", "count"]), decimalReadings);
  const entry = {
    file: name,
    stream,
    ...(isBare ? { header } : {}),
    ...(delimiter === "," ? {} : { delimiter }),
    ...(/^(windows|iso)-/.test(text.encoding) && !text.isRewritten ? { encoding: text.encoding } : {}),
    ...(decimal.length === 1 ? { decimal: decimal[0]?.format } : {}),
    ...(order.length === 1 ? { date_format: order[0]?.format } : {}),
    columns: Object.fromEntries([...columns].map(([canonical, { header }]) => [canonical, header])),
    ...(Object.keys(constants).length === 0 ? {} : { constants }),
  };
  const left = free().map((column) => column.header);
  return [
    ...(isBare ? ["its first record looks like data, so its columns are named by their place: name them as you like, in their order"] : []),
    "nobody knows this table; put this mapping.json beside it and correct it:",
    JSON.stringify({ source: "my_source", zone: "Europe/Budapest", files: [entry] }, null, 2),
    ...(order.length > 1 ? [`set date_format: the dates can be read as ${words(order)}, the file does not tell which`] : []),
    ...(decimal.length > 1 ? [`set decimal: the numbers can be read with ${words(decimal)}, the file does not tell which`] : []),
    ...Object.entries(constants).flatMap(([canonical, value]) => (value.startsWith(unfilled) ? [`no column looks like ${canonical}, which ${stream} needs: map a header to it, or write its value among the constants`] : [])),
    `headers without a place yet: ${left.length === 0 ? "none" : left.join(", ")}`,
    `columns of ${stream} without one: ${columnsOf(stream).flatMap(([canonical]) => (columns.has(canonical) || constants[canonical] !== undefined ? [] : [canonical])).join(", ")}`,
    `other streams: ${streamNames.filter((each) => each !== stream).join(", ")}`,
  ]; // prettier-ignore
}

const words = (readings: Reading[]) => readings.map(({ format, words }) => (words === format || /^[.,]$/.test(format) ? words : `${format} (${words})`)).join(" or "); // prettier-ignore

function readHead(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(headBytes);
    const length = readSync(handle, bytes, 0, headBytes, 0);
    const text = bytes.toString("utf8", 0, length);
    return length < headBytes ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  } finally {
    closeSync(handle);
  }
}

/** The delimiter that cuts most records into the same number of cells, and the records from the first of that width on. */
function tableOf(head: string, delimiters: string[]): { delimiter: string; records: string[][] } {
  const candidates = delimiters.map((delimiter) => {
    const all = [...csvRecords(head, delimiter)].filter((record) => !record.isBlank).slice(0, headRecords);
    const counts = new Map<number, number>();
    for (const { cells } of all) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    const [width = 1, count = 0] = [...counts].toSorted(([w, n], [v, m]) => m - n || v - w)[0] ?? [];
    const records = all.map(({ cells }) => cells.map((cell) => cell.trim())).filter((cells) => cells.length === width); // prettier-ignore
    return { delimiter, records, score: width > 1 ? count * width : 0 };
  });
  return candidates.toSorted((left, right) => right.score - left.score)[0] ?? { delimiter: ",", records: [] };
}

/** A date, a number of some digits or an address is no name of a column; "Revenue 2026" may be one. */
const isValue = (cell: string) =>
  cell.includes("@") || /^\d{4}-\d\d-\d\d/.test(cell) || (isData(cell) && !/\p{L}/u.test(cell));

const isKey = ({ values }: Column, rows: number) => values.length === rows && new Set(values).size === rows;

/** Whether a column's values could be of a kind; one that has none can be anything. */
function looksLike({ kind }: StreamColumn, { values }: Column): boolean {
  const most = (pattern: RegExp) => values.filter((value) => pattern.test(value)).length * 10 >= values.length * 8;
  if (kind === "instant" || kind === "date") return most(/^\d{1,4}[-/. ]+(\d{1,2}|\p{L}+\.?)[-/. ]+\d{1,4}/u);
  if (kind === "money" || kind === "number" || kind === "count") return most(/^\D{0,4}\d[\d\s.,]*\D{0,4}$/);
  return kind !== "flag" || most(/^(true|false|yes|no|[01ynin]|igen|nem)$/i);
} // prettier-ignore

/** The readings that every value allows; none when no value shows anything. */
function tell(values: string[], readingsOf: (text: string) => Reading[]): Reading[] {
  const sets = values.map(readingsOf).filter((readings) => readings.length > 0);
  const [first = [], ...others] = sets;
  return first.filter(({ format }) => others.every((readings) => readings.some((reading) => reading.format === format))); // prettier-ignore
}

function likelyStream(header: string[]): StreamName {
  const has = (pattern: RegExp) => header.some((name) => pattern.test(name));
  if (has(/spend|spent|cost|költ/i) && has(/campaign|kampány|impr/i)) return "ad_spend";
  if (has(/(to|new).?(stage|value)/i)) return "stage_changes";
  if (has(/deal|opportunity|close|amount|üzlet|lezár|összeg/i)) return "opportunities";
  return "leads";
}
