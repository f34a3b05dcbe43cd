/** Beginnings of the names of months, without accents: English, and Hungarian where it is another. */
const months = [
  ["jan"],
  ["feb"],
  ["mar"],
  ["apr"],
  ["may", "maj"],
  ["jun"],
  ["jul"],
  ["aug"],
  ["sep", "sze"],
  ["oct", "okt"],
  ["nov"],
  ["dec"],
];

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * A day as people write it in either language, as yyyy-mm-dd: 10 July 2027, 2027. júl. 10., 2027. 07. 10. or 2027-07-10. Null for what is
 * no day, and for numbers of which the first is no year: 10/7 is another day in another country.
 */
export function dayIn(text: string): string | null {
  const parts = folded(text).match(/\p{L}+|\d+/gu) ?? [];
  if (parts.length !== 3) return null;
  const name = parts.find((part) => !/\d/.test(part));
  const numbers = parts.filter((part) => /\d/.test(part));
  const year = numbers.find((part) => part.length === 4);
  if (year === undefined || (name === undefined && numbers[0] !== year)) return null;
  const [first, second] = numbers.filter((part) => part !== year);
  const month =
    name === undefined
      ? Number(first)
      : months.findIndex((own) => own.some((one) => name.startsWith(one))) + 1;
  const day = Number(name === undefined ? second : first);
  const date = new Date(Date.UTC(Number(year), month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.toISOString().slice(0, 10)
    : null;
}
