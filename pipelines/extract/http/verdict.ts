/** What an answer that is no success means for the job. */
export type Verdict =
  /** Ask again after a while. */
  | "retry"
  /** The key is wrong or has expired. */
  | "key"
  /** The key may not read this. */
  | "scope"
  /** The account has nothing of the kind. */
  | "absent"
  /** The account's plan or its settings do not allow this. */
  | "plan"
  /** The version of the interface that is asked has ended. */
  | "ended"
  /** The quota of the day is used up. */
  | "day"
  /** The request itself is wrong, which no repetition helps. */
  | "refused";

const again = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** What a status means where the vendor says nothing else. */
export function verdictOf(status: number): Verdict {
  if (again.has(status)) return "retry";
  if (status === 401) return "key";
  if (status === 402) return "plan";
  if (status === 426) return "ended";
  if (status === 403) return "scope";
  return status === 404 || status === 410 ? "absent" : "refused";
}

/** Whether an error says that an account lacks what was asked for, which says nothing of the rest of it. */
export const isLack = (code: string): boolean =>
  ["source_scope", "source_absent", "source_plan"].includes(code);

/** The milliseconds that a Retry-After asks for, as seconds or as a date; undefined where there is none that can be read. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

const longestWait = 120_000;
const firstWait = 1_000;
const longestBackoff = 60_000;

/** How long to wait before attempt `attempt` + 1: what the vendor asks for, capped; else exponential with full jitter. */
export const waitBefore = (attempt: number, asked: number | undefined, random: number): number =>
  asked === undefined
    ? random * Math.min(longestBackoff, firstWait * 2 ** attempt)
    : Math.min(longestWait, asked);
