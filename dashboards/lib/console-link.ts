/** The part of an address that fills the editor of the SQL console; browsers send it nowhere, and it runs nothing. */
export const queryHash = (sql: string): string => `#q=${encodeURIComponent(sql)}`;

/** The query in such a part; undefined where there is none, or one that cannot be read. */
export function queryIn(hash: string): string | undefined {
  if (!hash.startsWith("#q=")) return undefined;
  try {
    return decodeURIComponent(hash.slice("#q=".length));
  } catch {
    return undefined;
  }
}

/** The part of an address that asks the console for what figures are made of: queries of these data files that read these tables. */
export const behindHash = (files: string[], tables: string[]): string =>
  `#behind=${files.join(",")}:${tables.join(",")}`;

/** The data files and tables in such a part; undefined where there are none. */
export function behindIn(hash: string): { files: string[]; tables: string[] } | undefined {
  const [, files = "", tables = ""] = /^#behind=([\w,]+):([\w.,]+)$/.exec(hash) ?? [];
  return tables === "" ? undefined : { files: files.split(","), tables: tables.split(",") };
}
