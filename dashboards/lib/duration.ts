import type { Language } from "../language.ts";
import type { Format } from "./format.ts";

const units = {
  en: { seconds: "s", minutes: "min", hours: "h", days: "days", work: "working hours" },
  hu: { seconds: "mp", minutes: "perc", hours: "óra", days: "nap", work: "munkaóra" },
};

/** A length of time in the unit that reads best: seconds, minutes, hours or days. */
export function durationOf(seconds: number | null, format: Format, language: Language): string {
  const unit = units[language];
  if (seconds === null) return "–";
  if (seconds < 100) return `${format.count(seconds)} ${unit.seconds}`;
  if (seconds < 100 * 60) return `${format.count(seconds / 60)} ${unit.minutes}`;
  if (seconds < 48 * 3600) return `${format.decimal(seconds / 3600)} ${unit.hours}`;
  return `${format.decimal(seconds / 86_400)} ${unit.days}`;
}

/** Working time, in working hours. */
export function workTimeOf(seconds: number | null, format: Format, language: Language): string {
  return seconds === null ? "–" : `${format.decimal(seconds / 3600)} ${units[language].work}`;
}
