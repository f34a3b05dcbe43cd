import type { LoadedFile } from "../contract/loaded-file.ts";
import { openWarehouse } from "../warehouse/open.ts";

const mostNamed = 12;
const mostFiles = 8;

const setOf = ({ source, unread }: Pick<LoadedFile, "source" | "unread">) =>
  JSON.stringify([source, unread.toSorted()]);

/**
 * What files hold that nobody reads, a line per set of columns of a source that no file of the release before had: what was
 * reported once is not reported again.
 */
export async function newlyUnread(files: LoadedFile[], previous: string | undefined): Promise<string[]> {
  const known = previous === undefined ? new Set<string>() : await unreadBefore(previous);
  const sets = new Map<string, LoadedFile[]>();
  for (const file of files)
    if (file.status === "loaded" && file.unread.length > 0 && !known.has(setOf(file)))
      sets.set(setOf(file), [...(sets.get(setOf(file)) ?? []), file]);
  const lines = [...sets.values()].map(describe);
  if (lines.length <= mostFiles) return lines;
  const more = lines.length - mostFiles;
  return [
    ...lines.slice(0, mostFiles),
    `${more} more kinds of files have columns that are not read; unread_columns of ops.file names them`,
  ];
}

function describe(alike: LoadedFile[]): string {
  const [{ name = "", unread = [] } = {}, ...others] = alike;
  const named = unread.slice(0, mostNamed).join(", ");
  const more = unread.length > mostNamed ? ` and ${unread.length - mostNamed} more` : "";
  const files = others.length === 0 ? name : `${name} and ${others.length} more`;
  return `not read of ${files}: ${named}${more}`;
}

/** The sets of a release; none of one that did not say so yet. */
async function unreadBefore(path: string): Promise<Set<string>> {
  try {
    const warehouse = await openWarehouse(path, { readOnly: true, threads: 1 });
    try {
      const rows = await warehouse.rows<{ source: string; unread: string[] }>(
        "select distinct source, unread_columns as unread from ops.file where len(unread_columns) > 0",
      );
      return new Set(rows.map(setOf));
    } finally {
      warehouse.close();
    }
  } catch {
    return new Set();
  }
}
