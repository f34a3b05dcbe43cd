import { fitsPattern } from "../../sidecars/parse-sidecar.ts";

const digits = /\d+(?:[-_.: T]*\d+)*/g;

/** A name without what differs from one export to the next: its dates, times and numbers. */
const withoutDigits = (name: string): string => name.replace(digits, "*");

/**
 * The pattern of a mapping that fits a file and those that follow it under the same name with other dates or numbers; the name itself
 * where too little of it would be left, or where a file beside it that is called otherwise would fit too.
 */
export function filePattern(name: string, beside: string[]): string {
  const sheet = name.lastIndexOf("#");
  const pattern =
    sheet < 0 ? withoutDigits(name) : `${withoutDigits(name.slice(0, sheet))}${name.slice(sheet)}`;
  const [stem = ""] = pattern.split(".");
  if (!pattern.includes("*") || !/\p{L}{2}/u.test(stem)) return name;
  const others = beside.filter((other) => withoutDigits(other) !== withoutDigits(name));
  return others.some((other) => fitsPattern(pattern, other)) ? name : pattern;
}
