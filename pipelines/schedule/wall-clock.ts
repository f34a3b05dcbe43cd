const day = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

const quarter = 900_000;
const offsets = new Map<string, Map<number, number>>();

/** How far the clocks of a zone are ahead of UTC; they change at quarters of an hour. */
function offsetAt(instant: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  offsets.set(zone, known);
  const start = Math.floor(instant / quarter) * quarter;
  const offset = known.get(start) ?? readOffset(start, zone);
  known.set(start, offset);
  return offset;
}

/** What the clocks of a zone show at an instant, as the milliseconds of the same date and time in UTC. */
export const wallTimeAt = (instant: number, zone: string): number => instant + offsetAt(instant, zone);

function readOffset(instant: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
    instant
  );
}

/**
 * The instants at which the clocks of a zone show a wall time, ascending: two in the hour that autumn repeats. For one that spring skips
 * `isSkipped`, and the instant at which it would have come by the clock before the change.
 */
export function instantsOfWallTime(wall: number, zone: string): { instants: number[]; isSkipped: boolean } {
  const before = offsetAt(wall - day, zone);
  const instants = [...new Set([before, offsetAt(wall, zone), offsetAt(wall + day, zone)])]
    .map((offset) => wall - offset)
    .filter((instant) => wallTimeAt(instant, zone) === wall)
    .sort((one, other) => one - other);
  if (instants.length > 0) return { instants, isSkipped: false };
  return { instants: [wall - before], isSkipped: true };
}
