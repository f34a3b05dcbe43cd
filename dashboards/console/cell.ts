import { DataType } from "apache-arrow";
import type { Cell } from "../lib/csv.ts";

/** Digits that a number holds exactly. */
const exactDigits = 15;

/** Whether values of a type do not come over from the engine's worker. */
export const isLost = (type: DataType): boolean => DataType.isInterval(type) || DataType.isDictionary(type);

/** A value of the engine as a cell: a number where it is exact, dates and times as ISO text, nested values as JSON. */
export function cellOf(type: DataType, value: unknown): Cell {
  const plain = plainOf(type, value);
  return plain === null || ["string", "number", "boolean"].includes(typeof plain)
    ? (plain as Cell)
    : JSON.stringify(plain);
}

function plainOf(type: DataType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (DataType.isDecimal(type)) return numberOf(decimalText(value as Uint32Array, type.scale));
  if (DataType.isDate(type)) return isoOf(Number(value)).slice(0, 10);
  if (DataType.isTimestamp(type)) return isoOf(Number(value));
  if (DataType.isTime(type)) return timeText(BigInt(value as number), type.unit);
  if (typeof value === "bigint") return numberOf(String(value));
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (DataType.isBinary(type))
    return [...(value as Uint8Array)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (DataType.isList(type))
    return [...(value as Iterable<unknown>)].map((each) => plainOf(type.valueType, each));
  if (DataType.isStruct(type)) {
    const row = value as Record<string, unknown>;
    return Object.fromEntries(
      type.children.map((child) => [child.name, plainOf(child.type, row[child.name])]),
    );
  }
  return typeof value === "object" ? JSON.parse(textOf(value)) : value;
}

/** JSON of what has no case of its own; integers beyond those of JavaScript are text. */
const textOf = (value: object): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each));

const numberOf = (text: string): Cell =>
  text.replace(/\D/g, "").replace(/^0+/, "").length <= exactDigits ? Number(text) : text;

/** The digits of a decimal, which comes as the words of a signed integer of 128 bits, the lowest first. */
function decimalText(words: Uint32Array, scale: number): string {
  const bits = [...words].reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const value = BigInt.asIntN(words.length * 32, bits);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const whole = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${whole}` : whole;
}

/** An instant in milliseconds since 1970, without a zone, and without a fraction of nothing. */
function isoOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime())
    ? String(milliseconds)
    : date
        .toISOString()
        .replace("T", " ")
        .replace(/(\.000)?Z$/, "");
}

/** A time of day in units of 10^-(3 × unit) seconds. */
function timeText(value: bigint, unit: number): string {
  const perSecond = 10n ** BigInt(3 * unit);
  const seconds = value / perSecond;
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const fraction = value % perSecond;
  const text = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return fraction === 0n ? text : `${text}.${String(fraction).padStart(3 * unit, "0")}`;
}
