import type { DateOrder } from "../formats/values.ts";
import type { StreamName } from "../streams.ts";

/** One canonical value as the file wrote it, and the header it stood under. */
export interface RawValue {
  text: string;
  header: string;
}

/** A row for one stream, still text; columns it lacks are null. */
export interface RawRow {
  stream: StreamName;
  values: Record<string, RawValue>;
}

/** How to read one recognised file. */
export interface Layout {
  /** Index of the header among the file's non-blank records; -1 when it has none. */
  headerAt: number;
  order: DateOrder;
  decimal: "." | ",";
  /** Texts that mean "no value" here. */
  nulls: string[];
  streams: StreamName[];
  /** Total rows and other lines that are no data, wherever they stand. */
  isFurniture?(cells: string[]): boolean;
  /** Lines that end the file; looked for from the end backwards among one-cell records. */
  footer?: RegExp;
  /** The rows a record makes; none when it makes no row. */
  rows(cells: string[]): RawRow[];
  /** The export time that the file declares, as wall time, read from its furniture. */
  declaredAsOf?(furniture: string[][]): string;
  /** The source, when it is not the connector's name. */
  source?: string;
  zone?: string;
}

/** One vendor: found by its file name in pipelines/connectors, recognised by header sets. */
export interface Connector {
  name: string;
  /** Raise it when the same bytes would be read differently; loads are made again then. */
  version: number;
  streams: StreamName[];
  /** The layout when one of the first records is this vendor's header. Throws FunnelError for a header that is nearly right. */
  recognise(head: string[][]): Layout | undefined;
}

/** Finds the header: the first record that has every required name. */
export function findHeader(head: string[][], required: string[]): number {
  return head.findIndex((cells) => {
    const names = new Set(cells.map((cell) => cell.trim().normalize("NFC")));
    return required.every((name) => names.has(name));
  });
}

/** Reads the cells of a record by header name; the first spelling that the file has wins. */
export function cellReader(header: string[]) {
  const index = new Map(header.map((name, position) => [name.trim().normalize("NFC"), position]));
  return {
    has: (name: string) => index.has(name),
    /** The canonical values of a record: canonical column → header spellings. */
    pick(cells: string[], columns: Record<string, string[]>): Record<string, RawValue> {
      const values: Record<string, RawValue> = {};
      for (const [canonical, spellings] of Object.entries(columns)) {
        const name = spellings.find((spelling) => index.has(spelling));
        if (name !== undefined)
          values[canonical] = { text: cells[index.get(name) ?? -1] ?? "", header: name };
      }
      return values;
    },
    cell: (cells: string[], name: string) => cells[index.get(name) ?? -1] ?? "",
  };
}

/** A value that the connector itself supplies. */
export const constant = (text: string): RawValue => ({ text, header: "(constant)" });
