import type { Piece } from "../http/ranges.ts";

/** A file that lies where others put it. */
export interface Offered {
  name: string;
  /** What tells this state of it from every other: a tag, a size and a time, a number. */
  version: string;
  bytes?: number;
}

/** A place where others put files: an address, a bucket, a folder, a mailbox. Nothing in it is ever changed. */
export interface Inbox {
  /** What is looked for, as people see it. */
  asks: string[];
  /** What the key must be allowed; people see it when it is not. */
  scope?: string;
  /** Milliseconds between two looks at files that may still be growing; left out where files appear whole. */
  settles?: number;
  /** What people should know of the last look. */
  readonly notes?: readonly string[];
  /** The files that are there; `known` are the versions that were taken before. */
  list(known: readonly string[]): Promise<Offered[]>;
  /** The bytes of a file from an offset on, or from the beginning where it cannot go on. Throws Broken when they stop. */
  read(file: Offered, from: number): AsyncIterable<Piece>;
  close(): Promise<void>;
}

/** A connection that broke; what was asked is asked again. */
export class Broken extends Error {}

/** Whether a name is one of a pattern: * stands for any letters, ? for one. */
export const matches = (name: string, pattern: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
    "i",
  ).test(name);
