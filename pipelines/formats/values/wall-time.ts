/** What the clocks of a zone show at a time that names its offset; a time that names none is what they show. */
export function wallTimeIn(time: string, zone: string): string {
  if (!/(Z|[-+]\d{2}:?\d{2})$/.test(time.slice(10))) return time;
  const instant = new Date(time.replace(" ", "T").replace(/([-+]\d{2})(\d{2})$/, "$1:$2"));
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  return clock.format(instant);
}
