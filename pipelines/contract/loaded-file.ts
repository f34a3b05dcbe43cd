import type { StreamName } from "./streams.ts";

export type FileStatus = "loaded" | "refused" | "duplicate" | "waiting";

export type Delivery = "full" | "presumed_full" | "delta";

/** What a person should know about a file, in both languages of the pages. */
export interface Note {
  en: string;
  hu: string;
}

/** Notes one after the other, in each language. */
export const together = (notes: Note[]): Note => {
  const joined = (language: keyof Note) =>
    notes.flatMap((note) => (note.en === "" ? [] : [note[language]])).join("; ");
  return { en: joined("en"), hu: joined("hu") };
};

/** Something a person should know about a loaded file: a row of ops.issue. */
export interface FileIssue {
  kind: string;
  detail: string;
}

/** What became of one delivered file: the row of ops.file, and where its parsed rows lie. */
export interface LoadedFile {
  /** sha256 of the delivered bytes; empty for a file that could not be read at all. */
  fileId: string;
  /** The system it came from: the connector's name, or for mapped files the mapping's source. */
  source: string;
  /** The source that it would be of, were it not of one of several accounts. */
  vendor?: string;
  /** The connector that took it; empty when refused before recognition. */
  connector: string;
  /** Path relative to the exports directory. */
  name: string;
  encoding: string;
  delimiter: string;
  /** Records counted by our own pass over the bytes; blank lines are no records. */
  recordsIn: number;
  loaded: number;
  quarantined: number;
  deduplicated: number;
  skipped: number;
  status: FileStatus;
  /** Why it was refused, or a note; empty when there is nothing to say. */
  reason: string;
  /** The same in Hungarian; empty for a refused file, which no page shows. */
  reasonHu: string;
  issues: FileIssue[];
  /** Its columns that are read, by the names in its header. */
  columns: string[];
  /** The other columns in its header. */
  unread: string[];
  /** Whether it holds every record of its kind: a person says full, its connector presumes it, or it is a delta. */
  delivery: Delivery;
  /** It ends inside a record: what follows was never delivered, so that it holds no full export. */
  isCutOff: boolean;
  /** The export it is a part of: files, archive members and tables of one export are one delivery. */
  exportName: string;
  /** IANA zone of the wall times in it. */
  zone: string;
  /** Header of a column with a time of day of which neither the file nor its mapping says the zone; empty when there is none. */
  bareTime: string;
  /** The order of its dates (ymd, mdy, dmy or a pattern), and its decimal mark. */
  dates: string;
  decimal: string;
  /** Export time that the file itself declares, as wall time in `zone` (YYYY-MM-DD HH:MM:SS); empty when it declares none. */
  declaredAsOf: string;
  /** Newest value of its event columns, as wall time in `zone`; empty when it has none. */
  newestEvent: string;
  /** The newest of those in the second pass of an hour that autumn repeats; empty when it has none. */
  newestRepeated: string;
  /** One Parquet file per stream, with the columns it has; the others of the stream are null. Those of `partly` are only told by other cells of some records. */
  streams: { stream: StreamName; path: string; rows: number; columns: string[]; partly?: string[] }[];
  /** Parquet of quarantined rows (columns of ops.quarantine); empty when none. */
  quarantinePath: string;
}

/** A file of which nothing is known but its name, and nothing loaded. */
export const blankFile = (name: string): LoadedFile => ({
  fileId: "",
  source: "",
  connector: "",
  name,
  encoding: "",
  delimiter: "",
  recordsIn: 0,
  loaded: 0,
  quarantined: 0,
  deduplicated: 0,
  skipped: 0,
  status: "refused",
  reason: "",
  reasonHu: "",
  issues: [],
  columns: [],
  unread: [],
  delivery: "delta",
  isCutOff: false,
  exportName: "",
  zone: "",
  bareTime: "",
  dates: "",
  decimal: "",
  declaredAsOf: "",
  newestEvent: "",
  newestRepeated: "",
  streams: [],
  quarantinePath: "",
});

/** What a file is an export of, whichever account it is of. */
export const vendorOf = (file: LoadedFile): string => file.vendor ?? file.source;

const padded = (name: string) => name.replace(/\d+/g, (digits) => digits.padStart(12, "0"));

/** The time a file was known at, as wall time: the export time it declares, else its newest event; empty when it has neither. */
export const knownAt = (file: LoadedFile): string => file.declaredAsOf || file.newestEvent;

/** Files by name, the digits in names compared as numbers: what decides between two that were known at the same time. */
export const inNameOrder = <Named extends { name: string }>(files: Named[]): Named[] =>
  files.toSorted((left, right) => (padded(left.name) < padded(right.name) ? -1 : 1));

/** Files by age, the oldest first: of two versions of a record the one in the later file holds. What no time is known of is oldest. */
export const byAge = (files: LoadedFile[]): LoadedFile[] =>
  inNameOrder(files).toSorted((left, right) => {
    const [one, other] = [knownAt(left), knownAt(right)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
