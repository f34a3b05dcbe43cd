import { accounted, refused, same, type Draw, type Expectation } from "./expectation.ts";
import { forms } from "./forms.ts";

/** The forms that a damage to bytes is for; others are for a comma-separated text. */
export const formsOf: Record<string, string[]> = {
  flipped_byte: Object.keys(forms),
  cut_anywhere: Object.keys(forms),
  flipped_in_archive: ["gzip", "zip", "workbook"],
  cut_archive: ["gzip", "zip", "workbook"],
  cut_json: ["json"],
  unclosed_rows: ["page"],
};

/** Places where a line of a text of one-line records begins. */
const lineStarts = (bytes: Buffer) =>
  [...bytes.toString("latin1").matchAll(/\n(?=[^\n])/g)].map((match) => match.index + 1);
const idAt = (bytes: Buffer, start: number) =>
  bytes.toString("latin1", start, bytes.indexOf(",", start)).replaceAll('"', "");

/** Damage to the bytes of a comma-separated UTF-8 text of one-line records, or to any bytes at all. */
export const byteMutations: Record<string, (bytes: Buffer, draw: Draw) => [Buffer, Expectation]> = {
  further_cell: (bytes, draw) => inLine(bytes, draw, (line) => `${line},x`),
  missing_cells: (bytes, draw) => inLine(bytes, draw, (line) => line.split(",").slice(0, 3).join(",")),
  text_after_quote: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a"b,')),
  open_quote: (bytes, draw) => {
    const [damaged] = inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a,'));
    return [damaged, { kind: "refused" }];
  },
  nul: (bytes, draw) => [inserted(bytes, draw(bytes.length), [0]), refused],
  broken_utf8: (bytes, draw) => [
    inserted(bytes, lineStarts(bytes)[draw(lineStarts(bytes).length)] ?? 0, [0xff]),
    { kind: "accounted" },
  ],
  glued_rows: (bytes, draw) => {
    const starts = lineStarts(bytes).slice(1);
    const start = starts[draw(starts.length)] ?? 1;
    const before = bytes.lastIndexOf(10, start - 2) + 1;
    return [
      Buffer.concat([bytes.subarray(0, start - 1), bytes.subarray(start)]),
      { kind: "set_aside", ids: [idAt(bytes, before), idAt(bytes, start)] },
    ];
  },
  torn_row: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,/, ",\r")),
  other_delimiter: (bytes, draw) => inLine(bytes, draw, (line) => line.replaceAll(",", ";")),
  quotes_stripped: (bytes, draw) => inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ",a, b,")),
  quote_doubled: (bytes, draw) => [
    inLine(bytes, draw, (line) => line.replace(/,[^,]*,/, ',"a"" b",'))[0],
    same,
  ],
  bom_inside: (bytes, draw) => {
    const starts = lineStarts(bytes);
    return [inserted(bytes, starts[draw(starts.length)] ?? 0, [0xef, 0xbb, 0xbf]), same];
  },
  line_ends_mixed: (bytes, draw) => [
    Buffer.from(bytes.toString().replace(/\n/g, () => ["\n", "\r\n", "\r"][draw(3)] ?? "\n")),
    same,
  ],
  cut_in_character: (bytes) => [bytes.subarray(0, bytes.lastIndexOf(0xc5) + 1), refused],
  other_encoding_in_row: (bytes, draw) => {
    const starts = lineStarts(bytes);
    const at = bytes.indexOf(0xc5, starts[draw(starts.length)]);
    return [Buffer.concat([bytes.subarray(0, at), Buffer.from([0xd5]), bytes.subarray(at + 2)]), refused];
  },
  delivered_twice_in_one: (bytes) => [Buffer.concat([bytes, bytes]), same],
  bytes_zeroed: (bytes, draw) => {
    const at = draw(bytes.length - 16);
    return [Buffer.concat([bytes.subarray(0, at), Buffer.alloc(16), bytes.subarray(at + 16)]), refused];
  },
  flipped_in_archive: (bytes, draw) => {
    const copy = Buffer.from(bytes);
    const at = draw(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
    return [copy, { kind: "same_or_refused" }];
  },
  cut_archive: (bytes, draw) => [bytes.subarray(0, 4 + draw(bytes.length - 4)), refused],
  cut_json: (bytes, draw) => [bytes.subarray(0, 2 + draw(bytes.length - 3)), refused],
  unclosed_rows: (bytes) => [
    Buffer.from(bytes.toString().replaceAll("</tr>", "").replaceAll("</td>", "")),
    same,
  ],
  two_boms: (bytes) => [Buffer.concat([Buffer.from("\uFEFF\uFEFF"), bytes]), refused],
  cut_off_after_id: (bytes) => {
    const start = lineStarts(bytes).at(-1) ?? 0;
    return [
      bytes.subarray(0, bytes.indexOf(",", start) + 2),
      { kind: "set_aside", ids: [idAt(bytes, start)] },
    ];
  },
  web_page: () => [Buffer.from("<!doctype html><html><body><form>Log in</form></body></html>"), refused],
  flipped_byte: (bytes, draw) => {
    const copy = Buffer.from(bytes);
    const at = draw(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << draw(8));
    return [copy, accounted];
  },
  cut_anywhere: (bytes, draw) => [bytes.subarray(0, draw(bytes.length)), accounted],
};

function inserted(bytes: Buffer, at: number, what: number[]): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(what), bytes.subarray(at)]);
}

function inLine(bytes: Buffer, draw: Draw, change: (line: string) => string): [Buffer, Expectation] {
  const starts = lineStarts(bytes);
  const start = starts[draw(starts.length)] ?? 0;
  const end = bytes.indexOf("\n", start) < 0 ? bytes.length : bytes.indexOf("\n", start);
  const damaged = Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(change(bytes.toString("utf8", start, end))),
    bytes.subarray(end),
  ]);
  return [damaged, { kind: "set_aside", ids: [idAt(bytes, start)] }];
}
