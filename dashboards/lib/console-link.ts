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
