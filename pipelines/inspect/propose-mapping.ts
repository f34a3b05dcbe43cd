import { closeSync, openSync, readSync } from "node:fs";
import { csvRecords } from "../formats/csv.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { columnsOf, streamNames, type StreamName } from "../streams.ts";

const delimiters = [",", ";", "\t", "|"];

/** Words in headers, in English and Hungarian, that hint at a canonical column. */
const hints: Record<string, RegExp> = {
  opportunity_id: /^(deal|opportunity|üzlet).*(id|azonos)|^(id|azonosító)$/i,
  lead_id: /^(lead|érdeklődő).*(id|azonos)|mql/i,
  created_at: /creat|létrehoz|first_contact|start|kezd/i,
  closed_at: /clos|won_date|lezár/i,
  stage: /stage|status|szakasz|állapot|fázis/i,
  amount: /amount|value|összeg|érték|revenue|bevétel/i,
  currency: /currency|pénznem|deviza/i,
  owner_id: /owner|agent|sales_?rep|felelős|tulajdonos/i,
  account_id: /account|company|customer|ügyfél|cég/i,
  lead_source: /source|origin|forrás/i,
  product: /product|termék/i,
  country: /country|ország/i,
  campaign_id: /campaign|kampány/i,
  changed_at: /changed|moved|modified|módos/i,
  to_stage: /to.stage|new.value|stage|szakasz/i,
  record_id: /(deal|opportunity|lead|record).*id/i,
};

/** A mapping.json to begin with, for a text that no connector knows: its delimiter, its headers, and what they look like. */
export function proposeMapping(text: DeliveredText, name: string): string[] {
  const head = readHead(text.path);
  const delimiter = text.isRewritten
    ? ","
    : (delimiters.toSorted((left, right) => widthOf(head, right) - widthOf(head, left))[0] ?? ",");
  const records = [...csvRecords(head, delimiter)].filter((record) => !record.isBlank).slice(0, 50);
  const [header = [], ...rows] = records.map((record) => record.cells.map((cell) => cell.trim()));
  const stream = likelyStream(header);
  const taken = new Set<string>();
  const columns: Record<string, string> = {};
  for (const [canonical] of columnsOf(stream)) {
    const found = header.find((each) => !taken.has(each) && hints[canonical]?.test(each) === true);
    if (found === undefined) continue;
    taken.add(found);
    columns[canonical] = found;
  }
  for (const [canonical, column] of columnsOf(stream))
    if (column.required === true) columns[canonical] ??= `TODO: ${column.about}`;
  const cells = rows.flat();
  const entry = {
    file: name,
    stream,
    delimiter,
    decimal: cells.some((cell) => /^-?[\d .\u00a0]*\d,\d{1,2}$/.test(cell)) && delimiter !== "," ? "," : ".",
    date_format: dateOrderOf(cells),
    columns,
  };
  const left = header.filter((each) => !taken.has(each));
  return [
    "put this mapping.json beside it and correct it (stream, columns, zone):",
    JSON.stringify({ source: "my_source", zone: "Europe/Budapest", files: [entry] }, null, 2),
    `streams: ${streamNames.join(", ")}`,
    `columns of ${stream}: ${columnsOf(stream)
      .map(([canonical]) => canonical)
      .join(", ")}`,
    `headers without a place yet: ${left.length === 0 ? "none" : left.join(", ")}`,
  ];
}

function readHead(path: string): string {
  const handle = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(64 << 10);
    return bytes.toString("utf8", 0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}

const widthOf = (head: string, delimiter: string) =>
  csvRecords(head, delimiter).next().value?.cells.length ?? 0;

function likelyStream(header: string[]): StreamName {
  const has = (pattern: RegExp) => header.some((name) => pattern.test(name));
  if (has(/spend|cost|költség/i) && has(/campaign|kampány|impr/i)) return "ad_spend";
  if (has(/(to|new).stage/i)) return "stage_changes";
  if (has(/deal|opportunity|close|amount|üzlet|lezár/i)) return "opportunities";
  return "leads";
}

/** The order of dates that the values allow; TODO when day and month cannot be told apart. */
function dateOrderOf(cells: string[]): string {
  const dates = cells.flatMap((cell) => {
    const match = /^(\d{1,4})[-/.]\s?(\d{1,2})[-/.]\s?(\d{1,4})/.exec(cell);
    return match === null ? [] : [[match[1] ?? "", match[2] ?? "", match[3] ?? ""]];
  });
  if (dates.length === 0 || dates.some(([first = ""]) => first.length === 4)) return "ymd";
  const isDayFirst = dates.some(([first = ""]) => Number(first) > 12);
  const isMonthFirst = dates.some(([, second = ""]) => Number(second) > 12);
  const hasFullYear = dates.every(([, , third = ""]) => third.length === 4);
  if (!hasFullYear) return "TODO: a pattern like DD-MM-YY or YY-MM-DD; the file does not tell which";
  if (isDayFirst === isMonthFirst) return "TODO: dmy or mdy; the file does not tell which";
  return isDayFirst ? "dmy" : "mdy";
}
