import type { Language } from "../language.ts";
import { nineDigits } from "./digits.ts";
import type { Rate } from "./wilson.ts";

/** Numbers and dates as a reader of the language expects them; unknown is an en dash. */
export function formatOf(language: Language) {
  const locale = language === "hu" ? "hu-HU" : "en-GB";
  // Hungarian writes four digits together.
  const useGrouping = language === "hu" ? "min2" : "always";
  const whole = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 0,
    useGrouping,
  } as Intl.NumberFormatOptions);
  const one = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    useGrouping,
  } as Intl.NumberFormatOptions);
  const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const rough = new Intl.NumberFormat(locale, {
    maximumSignificantDigits: 2,
    useGrouping,
  } as Intl.NumberFormatOptions);
  const short = new Intl.NumberFormat(locale, {
    notation: "compact",
    // The Hungarian abbreviation of a thousand, E, is read by few.
    compactDisplay: language === "hu" ? "long" : "short",
    maximumSignificantDigits: 3,
  });
  const percent = [0, 1, 2].map(
    (digits) =>
      new Intl.NumberFormat(locale, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  );
  const share = (value: number | null, digits: 0 | 1 | 2 = 1) =>
    value === null ? "–" : (percent[digits]?.format(nineDigits(value)) ?? "");
  const dated = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const monthOfYear = dated({ year: "numeric", month: "short" });
  const month = dated({ month: "short" });
  const day = dated({ dateStyle: "medium" });
  return {
    count: (value: number | null) => (value === null ? "–" : whole.format(nineDigits(value))),
    /** Money and other large numbers in three figures: 1.15M. */
    compact: (value: number | null) => (value === null ? "–" : short.format(nineDigits(value))),
    /** The base currency as people write it beside an amount. */
    currency: (code: string) => (language === "hu" && code === "HUF" ? "Ft" : code),
    decimal: (value: number | null) => (value === null ? "–" : one.format(nineDigits(value))),
    /** In two figures, said to be no more exact than that. */
    about: (value: number | null) => (value === null ? "–" : `≈ ${rough.format(nineDigits(value))}`),
    /** How many times as much. */
    times: (value: number | null) => (value === null ? "–" : `${two.format(nineDigits(value))}×`),
    share,
    /** A probability in whole percents that never claims to be certain. */
    probability: (value: number | null) =>
      value === null
        ? "–"
        : value < 0.01
          ? `< ${share(0.01, 0)}`
          : value > 0.99
            ? `> ${share(0.99, 0)}`
            : share(value, 0),
    /** Numerator and denominator, as they stand beside a rate. */
    counts: (rate: Rate | undefined) =>
      rate === undefined ? "" : `${whole.format(rate.successes)} / ${whole.format(rate.n)}`,
    /** Numerator, denominator and interval, as they stand below a rate. */
    evidence: (rate: Rate) =>
      rate.rate === null
        ? "n = 0"
        : `${whole.format(rate.successes)} / ${whole.format(rate.n)}, 95%: ${share(rate.low)} – ${share(rate.high)}`,
    month: (key: string) => monthOfYear.format(new Date(`${key}-01T00:00:00Z`)),
    shortMonth: (date: Date) => month.format(date),
    day: (key: string | null) => (key === null ? "–" : day.format(new Date(`${key.slice(0, 10)}T00:00:00Z`))),
  };
}
export type Format = ReturnType<typeof formatOf>;
