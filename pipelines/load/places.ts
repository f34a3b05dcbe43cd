import { scanRecords } from "../formats/csv/records.ts";
import type { DeliveredText } from "../intake/to-texts.ts";
import { OriginReader } from "./origin.ts";
import { verdictOf, type DataRange } from "./survey.ts";

/** Where a record stands in what was delivered: its line or row, and its bytes where it has some of its own. */
export interface Place {
  line: number;
  offset: number | null;
  length: number;
}

/** Finds good records of a range, by their place among the good ones, in what was delivered. */
export function placesOf(text: DeliveredText, range: DataRange, wanted: ArrayLike<number | bigint>): Place[] {
  const found: Place[] = [];
  if (wanted.length === 0) return found;
  const origin = new OriginReader(text, range.from, range.delimiter);
  let good = 0;
  try {
    scanRecords(range.path, range, (shape) => {
      if (verdictOf(shape, range) === "good" && Number(wanted[found.length]) === good++) {
        const { line, offset, raw } = origin.find(shape);
        found.push({ line, offset, length: raw.length });
      }
      origin.pass(shape);
    });
  } finally {
    origin.close();
  }
  return found;
}
