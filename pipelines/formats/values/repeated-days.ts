const dayMs = 86_400_000;
const minuteMs = 60_000;
const [first, last] = [Date.UTC(1970, 0, 1), Date.UTC(2070, 0, 1)];
/** Clocks that were changed are changed back no sooner. */
const stride = 7 * dayMs;

const known = new Map<string, string[]>();

/** The local days of 1970 to 2069 on which a zone sets its clocks back, so that some of its hours pass twice. */
export function repeatedDays(zone: string): string[] {
  const days = known.get(zone) ?? findRepeatedDays(zone);
  known.set(zone, days);
  return days;
}

function findRepeatedDays(zone: string): string[] {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const calendar = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  /** What its clock is ahead of UTC, in minutes of a day. */
  const ahead = (instant: number): number => {
    const shown = clock.format(instant);
    return (Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3)) - instant / minuteMs + 2 * dayMs) % 1440;
  };
  const isSetBack = (before: number, after: number) => (ahead(after) - ahead(before) + 2880) % 1440 > 720;
  const days = new Set<string>();
  for (let from = first; from < last; from += stride) {
    if (!isSetBack(from, from + stride)) continue;
    let [before, after] = [from, from + stride];
    while (after - before > minuteMs) {
      const middle = before + Math.floor((after - before) / minuteMs / 2) * minuteMs;
      if (isSetBack(before, middle)) after = middle;
      else before = middle;
    }
    // an hour before midnight may be repeated after it
    for (const instant of [before, after]) days.add(calendar.format(instant));
  }
  return [...days];
}
