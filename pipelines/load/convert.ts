import { parseDecimal, parseFlag, parseInstant } from "../formats/values.ts";
import { columnsOf, type StreamName } from "../streams.ts";
import type { Layout, RawRow } from "./connector.ts";

/** A value that does not fit its column; says nothing of the value itself. */
export interface Misfit {
  column: string;
  expected: string;
  found: string;
}

const dateNames = {
  ymd: "a date like 2026-01-31",
  mdy: "a date like 1/31/2026",
  dmy: "a date like 31.1.2026",
};

/** Turns the text of a row into typed values by the stream's contract, or says which value does not fit. */
export function convertRow(row: RawRow, layout: Layout): Record<string, string | boolean | null> | Misfit {
  const out: Record<string, string | boolean | null> = {};
  for (const [name, column] of columnsOf(row.stream as StreamName)) {
    const raw = row.values[name];
    const text = raw?.text.trim() ?? "";
    const isNull = layout.nulls.includes(text) || text === "";
    if (isNull) {
      if (column.required === true)
        return misfit(raw?.header ?? name, isNull ? "" : text, `a value (${name})`);
      out[name] = null;
      if (column.kind === "instant") out[`${name}_precision`] = null;
      continue;
    }
    switch (column.kind) {
      case "text":
        out[name] = text;
        break;
      case "instant":
      case "date": {
        const instant = parseInstant(text, layout.order);
        if (instant === undefined)
          return misfit(raw?.header ?? name, isNull ? "" : text, dateNames[layout.order]);
        out[name] = column.kind === "date" ? instant.value.slice(0, 10) : instant.value;
        if (column.kind === "instant") out[`${name}_precision`] = instant.precision;
        break;
      }
      case "money":
      case "number":
      case "count": {
        const number = parseDecimal(text, layout.decimal);
        if (number === undefined || number.replace(/\D/g, "").length > 18)
          return misfit(raw?.header ?? name, isNull ? "" : text, "a number");
        if (column.kind === "count" && !/^-?\d+(\.0+)?$/.test(number))
          return misfit(raw?.header ?? name, isNull ? "" : text, "a whole number");
        out[name] = column.kind === "count" ? (number.split(".")[0] ?? number) : number;
        break;
      }
      case "flag": {
        const flag = parseFlag(text);
        if (flag === undefined) return misfit(raw?.header ?? name, isNull ? "" : text, "yes or no");
        out[name] = flag;
      }
    }
  }
  return out;
}

function misfit(column: string, text: string, expected: string): Misfit {
  return { column, expected, found: text === "" ? "nothing" : describe(text) };
}

function describe(text: string): string {
  if (/^[-+]?[\d.,\s]+$/.test(text)) return "a number";
  if (/\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text)) return "a date in another form";
  return `text of ${text.length} characters`;
}
