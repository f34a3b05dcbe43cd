import type { Caps } from "../caps.ts";
import { refuse } from "../refuse.ts";

const mebibytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MiB`;

/** Refuses an archive whose unpacked size passes the caps. */
export function checkInflation(inflated: number, packed: number, caps: Caps): void {
  if (inflated > caps.inflatedBytes)
    refuse(
      "archive_too_big",
      `expected at most ${mebibytes(caps.inflatedBytes)} unpacked, found more; deliver the files unpacked or in parts`,
    );
  if (inflated > caps.ratioFromBytes && inflated > packed * caps.ratio)
    refuse(
      "archive_ratio",
      `expected at most ${caps.ratio} unpacked bytes per packed byte, found more, as in a zip bomb; deliver the file unpacked`,
    );
}
