import { basename } from "node:path";
import { inNameOrder, knownAt, type LoadedFile } from "../contract/loaded-file.ts";

/** Loaded exports that are versions of each other by their key, apart from digits in their names, among them a browser's mark of a second download; oldest first. Tables and sheets of a file are none. */
export function seriesOf(
  files: LoadedFile[],
  keyOf: (file: LoadedFile) => string | undefined,
): LoadedFile[][] {
  const series = new Map<string, LoadedFile[]>();
  for (const file of inNameOrder(files)) {
    const kind = file.status === "loaded" ? keyOf(file) : undefined;
    if (kind === undefined) continue;
    const [name = "", ...table] = basename(file.name).split("#");
    const key = JSON.stringify([
      file.source,
      kind,
      name.replace(/ ?\(\d+\)(?=\.\w+$)/, "").replace(/\d+/g, "0"),
      ...table,
    ]);
    series.set(key, [...(series.get(key) ?? []), file]);
  }
  return [...series.values()].map((each) =>
    each.toSorted((left, right) =>
      knownAt(left) < knownAt(right) ? -1 : knownAt(left) > knownAt(right) ? 1 : 0,
    ),
  );
}
