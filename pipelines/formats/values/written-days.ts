/** How month names begin in English, German, French, Portuguese, Spanish and Hungarian, without accents, from January on. */
const months = [
  /^(jan|ene)/,
  /^(feb|fev)/,
  /^mar/,
  /^(apr|avr|abr)/,
  /^(may|mai|maj)/,
  /^(juin|jun)/,
  /^(juil|jul)/,
  /^(aug|aou|ago)/,
  /^(sep|set|sze)/,
  /^(oct|okt|out)/,
  /^nov/,
  /^(dec|dez|dic)/,
];

const yearFirst = String.raw`\b(\d{4})[-. ]+(\d{1,2}|[a-z]{3,})[-. ]+(\d{1,2})\b`;
const compact = String.raw`\b(\d{4})(\d{2})(\d{2})\b`;
const monthFirst = String.raw`\b([a-z]{3,})\.? (\d{1,2}),? (\d{4})\b`;
const dayFirst = String.raw`\b(\d{1,2})(?:\.|er)? (?:de )?([a-z]{3,})\.? (?:de )?(\d{4})\b`;
const day = new RegExp(`${yearFirst}|${compact}|${monthFirst}|${dayFirst}`, "g");

/** The days that stand in a line of text as YYYY-MM-DD, in order; days in figures only where the year comes first. */
export function writtenDays(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  return [...plain.matchAll(day)].flatMap((match) => {
    const [, y1, m1, d1, y2, m2, d2, m3, d3, y3, d4, m4, y4] = match;
    return isoDay(y1 ?? y2 ?? y3 ?? y4 ?? "", m1 ?? m2 ?? m3 ?? m4 ?? "", d1 ?? d2 ?? d3 ?? d4 ?? "");
  });
}

function isoDay(year: string, month: string, dayOfMonth: string): string[] {
  const number = /\d/.test(month) ? Number(month) : 1 + months.findIndex((name) => name.test(month));
  const date = new Date(Date.UTC(Number(year), number - 1, Number(dayOfMonth)));
  return number > 0 && date.getUTCMonth() === number - 1 ? [date.toISOString().slice(0, 10)] : [];
}
