import type { LoadedFile } from "../contract/loaded-file.ts";
import { settingsOf } from "../reference/read.ts";
import type { Reference } from "../reference/tables.ts";

/** Every zone whose clock changes must be known: of reporting, and of the times in the files. */
export function zonesOf(reference: Reference, files: LoadedFile[]): string[] {
  return [
    settingsOf(reference).get("reporting_time_zone") ?? "UTC",
    "UTC",
    ...files.filter((file) => file.zone !== "").map((file) => file.zone),
  ];
}
