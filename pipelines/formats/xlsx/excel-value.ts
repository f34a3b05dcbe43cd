/** How a number format shows a number: as a plain number, or as one of the readings of a serial date. */
export type NumberKind = "number" | "date" | "time" | "datetime" | "elapsed";

const builtIn = new Map<number, NumberKind>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(
    (id) => [id, "date"] as const,
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47].map((id) => [id, "time"] as const),
  [22, "datetime"],
  [46, "elapsed"],
]);

/** What a number format makes of a number; `code` is the format's text where the workbook brings its own. */
export function numberKind(id: number, code?: string): NumberKind {
  if (code === undefined) return builtIn.get(id) ?? "number";
  if (/^general$/i.test(code.trim())) return "number";
  const [section = ""] = code.replace(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/\[(h+|m+|s+)\]/i.test(section)) return "elapsed";
  const letters = section.replace(/\[[^\]]*\]|am\/pm|a\/p/gi, "").toLowerCase();
  if (/[#?]|e[+-]/.test(letters)) return "number";
  const hasTime = /[hs]/.test(letters);
  const hasDate = /[yd]/.test(letters) || (letters.includes("m") && !hasTime);
  return hasDate ? (hasTime ? "datetime" : "date") : hasTime ? "time" : "number";
}

const day = 86_400;
/** 1 January 10000 in days of the 1900 system. */
const firstSerialBeyond = 2_958_466;
const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/**
 * A serial date as `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`, a time of day as `HH:MM:SS`, a duration as `H:MM:SS`, to the
 * nearest second. What is no date in Excel (negative, 0, the 29 February 1900 that never was, after 9999) stays a number.
 */
export function showSerial(text: string, kind: Exclude<NumberKind, "number">, is1904: boolean): string {
  const serial = Number(text);
  const seconds = Math.round(serial * day);
  if (!(serial >= 0 && seconds < firstSerialBeyond * day)) return showNumber(text);
  const clock = seconds % day;
  const time = `${pad(Math.floor(clock / 3600))}:${pad(Math.floor(clock / 60) % 60)}:${pad(clock % 60)}`;
  if (kind === "elapsed")
    return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  const days = Math.floor(seconds / day);
  if (kind === "time" && days === 0) return time;
  if (!is1904 && (days === 0 || days === 60)) return showNumber(text);
  const epoch = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * day * 1000);
  const dateText = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  return kind === "date" && clock === 0 ? dateText : `${dateText} ${time}`;
}

/**
 * A number as decimal text, by moving its decimal mark and without rounding an id: an exponent is written out where the
 * whole part keeps to 15 digits, which is what Excel can hold; longer ones stay as they are, because their digits are lost.
 * Fractions with more than 15 significant digits are rounded to 15, as Excel shows them (1.1000000000000001 is 1.1).
 */
export function showNumber(text: string): string {
  const number = parseNumber(text);
  if (number === undefined) return text;
  const { digits, mark, hasExponent } = number;
  const significant = digits.replace(/^0+|0+$/g, "").length;
  const isFraction = mark < digits.replace(/0+$/, "").length;
  if (isFraction && significant > 15) {
    const rounded = parseNumber(Number(text).toPrecision(15));
    return rounded === undefined ? text : (writeOut(rounded) ?? text);
  }
  return hasExponent ? (writeOut(number) ?? text) : text;
}

interface Decimal {
  sign: string;
  digits: string;
  /** How many digits stand before the decimal mark; may be negative. */
  mark: number;
  hasExponent: boolean;
}

function parseNumber(text: string): Decimal | undefined {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent] = match;
  return {
    sign,
    digits: whole + fraction,
    mark: whole.length + Number(exponent ?? 0),
    hasExponent: exponent !== undefined,
  };
}

function writeOut({ sign, digits, mark }: Decimal): string | undefined {
  const whole =
    mark <= 0
      ? "0"
      : digits
          .padEnd(mark, "0")
          .slice(0, mark)
          .replace(/^0+(?=\d)/, "");
  const fraction = (mark <= 0 ? "0".repeat(-mark) + digits : digits.slice(mark)).replace(/0+$/, "");
  if (whole.length > 15) return undefined;
  return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
