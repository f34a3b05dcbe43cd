import type { z } from "zod";
import type { FetchedFile } from "../files/newest.ts";
import type { Cursor, Page } from "../files/part.ts";
import type { Manners } from "../http/call.ts";
import type { Http } from "../http/http.ts";
import type { Limits } from "../http/limits.ts";
import type { Secrets } from "../http/secrets.ts";
import type { Inbox } from "./inbox.ts";

/** What a stream knows while it is fetched. */
export interface StreamContext {
  http: Http;
  /** The newest complete file of the stream; undefined at first, and with --full. */
  last: FetchedFile | undefined;
  /** The newest complete file of another stream of the source, or the one of that name; undefined where there is none. */
  fileOf(stream: string, name?: string): FetchedFile | undefined;
  /** Only what changed since this instant is to be asked for, ISO; null asks for everything. */
  since: string | null;
  /** All complete files of a stream of the source, the oldest first. */
  filesOf(stream: string): FetchedFile[];
  /** ISO instant before the first call of the stream. */
  startedAt: string;
}

/** One kind of record of an account, fetched page by page into one file. */
export interface Stream {
  name: string;
  apiVersion: string;
  /** Whether a file of it for which everything was asked holds every record of its kind. */
  delivery: "full" | "delta";
  /** The vendor tells what changed: in most nights only that is asked for, and everything again after so many days. */
  changes?: { wholeAfterDays: number };
  format: "ndjson" | "csv";
  /** Of JSON: the keys down to the records of a body, joined by dots. */
  recordsAt?: string;
  /** What is asked, as a person sees it, without cursors and secrets; pages of other questions are not gone on from. */
  asks: string[];
  /** Hours that the vendor keeps a cursor of it. */
  cursorHours: number;
  /** What the key must be allowed; people see it when it is not. */
  scope?: string;
  /** Many accounts do not have it: their absence is no failure. */
  isOptional?: true;
  /** It asks about records of another stream, where there is something to ask: how far that one reaches says how far the account is known. */
  follows?: true;
  /** Where to begin; undefined when there is nothing to ask. */
  begin(context: StreamContext): Cursor | undefined | Promise<Cursor | undefined>;
  /** Fetches the page at a cursor; `first` is the one that it began with. */
  page(cursor: Cursor, context: StreamContext, first: Cursor): Promise<Page>;
  /** What one call costs of the vendor's quota; 1 where it is left out. */
  unitsPerCall?: number;
  /** The calls of one night, asked with a call or two; for --dry-run. */
  estimate(context: StreamContext): Promise<number>;
  /** What later runs need beyond an instant, told by the first cursor. */
  cursorOf?(first: Cursor): unknown;
  /** What a person should know of a file that holds not all that there is. */
  noteOf?(file: FetchedFile): string | undefined | Promise<string | undefined>;
}

/** An account that a job can fetch from. */
export interface Account {
  manners: Manners;
  streams: Stream[];
  /** Where others put files, in place of streams. */
  inbox?: Inbox;
  /** Bytes of the largest file that is taken from there. */
  largestBytes?: number;
  /** The day's quota where no answer tells it. */
  day?: Limits["day"];
}

/** What an account is made of. */
export interface Given<Keys> {
  /** Its entry in sources.json. */
  keys: Keys;
  /** The secret that a key of the entry names. */
  secretOf(text: string, key: string): string;
  /** What must never be shown; what a sign-in answers belongs there too. */
  secrets: Secrets;
  /** Asks without being signed in; for signing in. */
  http(): Http;
}

/**
 * A kind of account. A vendor is one file of this folder's neighbour `vendors`, found by its name: its default export says what stands in
 * sources.json and which streams it has; it makes no call but by the `http` it is given.
 */
export interface Vendor<Keys = Record<string, unknown>> {
  kind: string;
  /** What people call it. */
  name: string;
  /** The keys of an entry beside kind, streams, quota_share and minutes. */
  keys: z.ZodType<Keys>;
  open(given: Given<Keys>): Account;
}

/** What a person should know of deals of which there are none. */
export const noteOfNone = ({ manifest: { records } }: FetchedFile): string | undefined =>
  records === 0
    ? "there is none that the key's user may see, and without them there is no funnel; where the account has some, let a user who sees all of them make the key"
    : undefined;

/** A vendor whose keys are checked before it is opened. */
export const vendor = <Keys>(described: Vendor<Keys>): Vendor => described as unknown as Vendor;
