const date = "YYYY-MM-DD";
const second = "YYYY-MM-DD HH:MM:SS";
/** An offset from UTC at the end of a time: `Z`, `+02:00`, `+0200`. */
const offset = /(Z|[-+]\d{2}:?\d{2})$/;

/**
 * What the clocks of a zone show at a time, to the second: YYYY-MM-DD HH:MM:SS, or what is given of it. A time that names its offset from UTC
 * is turned into the zone's, one that names none is what they show. A fraction of a second is dropped: it never makes a time later than it was.
 */
export function wallTimeIn(time: string, zone: string): string {
  // the hyphens of the date are no offset
  if (!offset.test(time.slice(date.length))) return time.replace("T", " ").slice(0, second.length);
  const instant = new Date(time.replace(" ", "T").replace(/([-+]\d{2})(\d{2})$/, "$1:$2"));
  // Swedish clocks write dates and times as ISO 8601 does
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return clock.format(instant);
}
