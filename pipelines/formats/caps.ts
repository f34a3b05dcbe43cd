/** Limits that keep a hostile or broken file from filling memory or disk. */
export interface Caps {
  /** Bytes that one archive may unpack to, all members together. Vendors cut archives into parts of 512 MiB, which unpack to several GiB. */
  inflatedBytes: number;
  /** The same for a workbook. */
  workbookBytes: number;
  /** Unpacked bytes per packed byte; looked at above `ratioFromBytes` only, because small texts pack very well. */
  ratio: number;
  ratioFromBytes: number;
  /** Members of one archive. */
  members: number;
  /** Rows and columns of a sheet: what Excel can hold. */
  sheetRows: number;
  sheetColumns: number;
  /** Columns of any table that is loaded. */
  columns: number;
  /** Bytes of one cell as UTF-8. */
  cellBytes: number;
  /** Bytes of one JSON record, and characters of one row of any table. */
  recordBytes: number;
  /** Bytes of the text that is made of one table; repeated texts and spanned cells can make it far bigger than the file. */
  textBytes: number;
  /** Nesting of JSON values. */
  depth: number;
}

export const defaultCaps: Caps = {
  inflatedBytes: 16 * 1024 * 1024 * 1024,
  workbookBytes: 2 * 1024 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 1024 * 1024,
  members: 10_000,
  sheetRows: 1_048_576,
  sheetColumns: 16_384,
  columns: 2_000,
  cellBytes: 1024 * 1024,
  recordBytes: 8 * 1024 * 1024,
  textBytes: 4 * 1024 * 1024 * 1024,
  depth: 64,
};
