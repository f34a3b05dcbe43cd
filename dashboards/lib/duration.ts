import type { Language } from "../language.ts";
import type { Format } from "./format.ts";

const units = {
  en: { seconds: "s", minutes: "min", hours: "h", days: "days", work: "working hours" },
  hu: { seconds: "mp", minutes: "perc", hours: "óra", days: "nap", work: "munkaóra" },
};

/** A length of time in the unit that reads best for `longest`, which is itself when missing: seconds, minutes, hours or days. */
export function durationOf(
  seconds: number | null,
  format: Format,
  language: Language,
  longest = seconds ?? 0,
): string {
  const unit = units[language];
  if (seconds === null) return "–";
  if (longest < 100) return `${format.count(seconds)} ${unit.seconds}`;
  if (longest < 100 * 60) return `${format.count(seconds / 60)} ${unit.minutes}`;
  if (longest < 48 * 3600) return `${format.decimal(seconds / 3600)} ${unit.hours}`;
  return `${format.decimal(seconds / 86_400)} ${unit.days}`;
}

/** Working time, in working hours. */
export function workTimeOf(seconds: number | null, format: Format, language: Language): string {
  return seconds === null ? "–" : `${format.decimal(seconds / 3600)} ${units[language].work}`;
}
