/** One way to read a value: the format it means, what that is called, and what the value would be. */
export interface Reading {
  format: string;
  words: string;
  shows?: () => string;
}

const dated = /^(\d{1,2})([-/. ]+)(\d{1,2})[-/. ]+(\d{4}|\d{2})(?!\d)/;

/** Whether a date with its year last is the same day whether the day or the month comes first. */
export function isSameEitherWay(text: string): boolean {
  const [, first, , second, year] = dated.exec(text) ?? [];
  return year?.length === 4 && Number(first) === Number(second) && Number(first) <= 12;
}

/** The ways to read a date whose year does not come first in full; none for what shows nothing about it. */
export function orderReadings(text: string): Reading[] {
  const match = dated.exec(text);
  if (match === null) return [];
  const [, first, mark, second, third] = match.map(String) as [string, string, string, string, string];
  const parts = [Number(first), Number(second), Number(third)] as const;
  const readings: Reading[] = [];
  const read = (format: string, words: string, year: number, month: number, day: number) => {
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
      readings.push({ format, words, shows: () => date.toISOString().slice(0, 10) });
  };
  if (third.length === 4) {
    if (parts[0] === parts[1]) return [];
    read("mdy", "month first", parts[2], parts[0], parts[1]);
    read("dmy", "day first", parts[2], parts[1], parts[0]);
    return readings;
  }
  const full = (year: number) => (year < 69 ? 2000 : 1900) + year;
  const pattern = (order: string) => order.replaceAll("-", mark);
  read(pattern("YY-MM-DD"), "YY-MM-DD", full(parts[0]), parts[1], parts[2]);
  read(pattern("DD-MM-YY"), "DD-MM-YY", full(parts[2]), parts[1], parts[0]);
  read(pattern("MM-DD-YY"), "MM-DD-YY", full(parts[2]), parts[0], parts[1]);
  return readings;
}

const point: Reading = { format: ".", words: "a decimal point" };
const comma: Reading = { format: ",", words: "a decimal comma" };

/** The ways to read a number that has marks; none for what shows nothing about them. */
export function decimalReadings(text: string): Reading[] {
  if (!text.includes(".") && !text.includes(",")) return [];
  const marks = text.replace(/[^\d.,]/g, "");
  if (!/^\d+(?:[.,]\d+)+$/.test(marks)) return [];
  const [hasPoint, hasComma] = [marks.includes("."), marks.includes(",")];
  if (hasPoint && hasComma) return [marks.lastIndexOf(".") > marks.lastIndexOf(",") ? point : comma];
  const [first = "", ...groups] = marks.split(/[.,]/);
  const couldBeGroups = groups.every((group) => group.length === 3) && /^[1-9]\d{0,2}$/.test(first);
  if (groups.length > 1) return couldBeGroups ? [hasComma ? point : comma] : [];
  if (couldBeGroups) return [point, comma];
  return [hasPoint ? point : comma];
}
