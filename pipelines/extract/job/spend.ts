import type { FetchedFile } from "../files/newest.ts";
import type { Cursor, Page } from "../files/part.ts";
import type { Stream, StreamContext } from "./vendor.ts";

/** Platforms correct days that are over: these are asked for again every night, and the longer past once a week. */
const everyNight = 30;
const everyWeek = 90;
const day = 86_400_000;

/** First and last day, YYYY-MM-DD. */
export interface Days {
  from: string;
  to: string;
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
/** The day so many days later. */
export const laterDay = (from: string, days: number) => dayOf(Date.parse(from) + days * day);

/** What a manifest says of the days of its file, for the next night. */
interface Asked extends Days {
  /** When the longer past was last asked for. */
  wide_at: string;
}

/**
 * The days to ask for: up to yesterday, UTC, from 30 days before; from 90 when those were last asked for a week ago; from what an earlier
 * file left open when nights were missed; from `first` days before where there is no file.
 */
function daysToAsk(last: FetchedFile | undefined, startedAt: string, first: number): Asked {
  const today = startedAt.slice(0, 10);
  const to = laterDay(today, -1);
  const asked = last?.manifest.cursor as Asked | undefined;
  if (asked === undefined) return { from: laterDay(today, -first), to, wide_at: startedAt };
  const isWide = Date.parse(startedAt) - Date.parse(asked.wide_at) >= 7 * day - day / 2;
  const from = laterDay(today, -(isWide ? everyWeek : everyNight));
  const open = laterDay(asked.to, 2 - everyNight);
  return { from: open < from ? open : from, to, wide_at: isWide ? startedAt : asked.wide_at };
}

/** A platform's spend per campaign and day, as a stream. */
export interface Spend extends Pick<
  Stream,
  "apiVersion" | "format" | "recordsAt" | "asks" | "scope" | "unitsPerCall" | "estimate"
> {
  /** Days that the platform has at the first fetch. */
  firstDays: number;
  /** Days that one question may span. */
  mostDays: number;
  /** The answer for some days; `rest` is where to go on within them. */
  ask(
    days: Days,
    rest: Cursor | undefined,
    context: StreamContext,
  ): Promise<Omit<Page, "next"> & { rest?: Cursor }>;
}

/** The stream `spend`: every fetch a file of its own with the days that it asked for, of which the newest holds. */
export function spendStream({ firstDays, mostDays, ask, ...described }: Spend): Stream {
  const pieceFrom = (from: string, until: string): Cursor => {
    const end = laterDay(from, mostDays - 1);
    return { from, to: end < until ? end : until, until };
  };
  return {
    ...described,
    name: "spend",
    // every campaign of its days: what it does not list of them is nothing
    delivery: "full",
    cursorHours: 12,
    begin(context) {
      const { from, to, wide_at } = daysToAsk(context.last, context.startedAt, firstDays);
      return { ...pieceFrom(from, to), wide_at };
    },
    async page(cursor, context) {
      const { from, to, until, rest: before } = cursor as unknown as Days & { until: string; rest?: Cursor };
      const { rest, ...page } = await ask({ from, to }, before, context);
      const next =
        rest !== undefined
          ? { from, to, until, rest }
          : to < until
            ? pieceFrom(laterDay(to, 1), until)
            : undefined;
      return { ...page, next };
    },
    cursorOf: ({ from, until, wide_at }): Asked => ({ from, to: until, wide_at }) as Asked,
  };
}
