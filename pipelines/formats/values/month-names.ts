/** Languages whose month names are read, in the form that stands in a date. */
const languages = [
  "en",
  "hu",
  "de",
  "de-AT",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "pl",
  "cs",
  "sk",
  "ro",
  "hr",
  "sv",
  "da",
  "nb",
  "fi",
];

/** Short forms that people write and that no locale has. */
const others: [string, number][] = [
  ["sept", 9],
  ["febr", 2],
  ["szept", 9],
  ["mrz", 3],
  ["maerz", 3],
  ["set", 9],
];

/** Months by name, lower case, without a dot. A word that is one month here and another there is left out. */
export const monthNumbers: ReadonlyMap<string, number> = (() => {
  const numbers = new Map<string, number>();
  const ambiguous = new Set<string>();
  const add = (written: string, number: number) => {
    const name = written.toLowerCase().replace(/\.$/, "");
    if (!/^\p{L}{3,}$/u.test(name)) return;
    if ((numbers.get(name) ?? number) !== number) ambiguous.add(name);
    numbers.set(name, number);
  };
  for (const language of languages)
    for (const month of ["long", "short"] as const)
      for (const form of [
        { month, day: "numeric", timeZone: "UTC" },
        { month, timeZone: "UTC" },
      ] as const) {
        const format = new Intl.DateTimeFormat(language, form);
        for (let number = 1; number <= 12; number++)
          for (const { type, value } of format.formatToParts(new Date(Date.UTC(2026, number - 1, 15))))
            if (type === "month") add(value, number);
      }
  for (const [name, number] of others) add(name, number);
  for (const name of ambiguous) numbers.delete(name);
  return numbers;
})();
