/** A Budapest wall time in minutes since 1970-01-01 00:00. Everything happens in office hours, so no clock change is ever hit. */
export type Minute = number;

export const minutesPerDay = 1440;

export function wallTime(date: string, hour = 0, minute = 0): Minute {
  return Date.parse(`${date}T00:00:00Z`) / 60_000 + hour * 60 + minute;
}

/** The first minute at or after `at` that lies on a weekday between 8:00 and 17:59. */
export function inOfficeHours(at: Minute): Minute {
  const clock = at % minutesPerDay;
  let moved = at;
  if (clock < 480) moved = at - clock + 480 + (clock % 60);
  else if (clock >= 1080) moved = at - clock + minutesPerDay + 480 + (clock % 60);
  const weekday = (Math.floor(moved / minutesPerDay) + 4) % 7;
  return moved + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0) * minutesPerDay;
}

function parts(at: Minute) {
  const date = new Date(at * 60_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** 2026-03-05 */
export function isoDate(at: Minute): string {
  const { year, month, day } = parts(at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** 2026-03-05 09:07 */
export function isoMinute(at: Minute): string {
  const { hour, minute } = parts(at);
  return `${isoDate(at)} ${two(hour)}:${two(minute)}`;
}

/** 3/5/2026 */
export function usDate(at: Minute): string {
  const { year, month, day } = parts(at);
  return `${month}/${day}/${year}`;
}

/** March 5, 2026 */
export const longDate = (at: Minute): string =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(at * 60_000);

/** 3/5/2026 9:07 AM */
export function usMinute(at: Minute): string {
  const { hour, minute } = parts(at);
  return `${usDate(at)} ${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? "AM" : "PM"}`;
}

/** How many minutes truly pass between two times of the clock in Budapest. */
export function minutesBetween(from: Minute, to: Minute): number {
  const summer = (at: Minute) => {
    const { year } = parts(at);
    const change = (month: string) => {
      const last = wallTime(`${year}-${month}-31`);
      return last - ((Math.floor(last / minutesPerDay) + 4) % 7) * minutesPerDay + 180;
    };
    return at >= change("03") && at < change("10") ? 60 : 0;
  };
  return to - summer(to) - (from - summer(from));
}
