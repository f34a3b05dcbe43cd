import { quotedString } from "@duckdb/node-api";

/** A path as read_csv and read_parquet take it: exactly this file, whatever characters of a pattern a folder's name holds. */
export const quotedPath = (path: string): string => quotedString(path.replace(/[[*?]/g, "[$&]"));
