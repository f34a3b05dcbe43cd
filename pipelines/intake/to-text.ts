import { readFileSync, writeFileSync } from "node:fs";
import { FunnelError } from "../errors.ts";
import { htmlTableRows, rowsToCsv } from "../formats/html-table.ts";
import { sniff } from "../formats/sniff.ts";
import { transcode } from "../formats/transcode.ts";
import type { Origin } from "../load/origin.ts";
import type { StagedFile } from "./stage.ts";

/** The delimited UTF-8 text in a staged file, whatever it is wrapped in. Throws a config error for what holds none. */
export async function toText(
  file: StagedFile,
  encoding: string | undefined,
): Promise<Origin & { isSuspect: boolean }> {
  const kind = await sniff(file.path);
  switch (kind) {
    case "empty":
      throw new FunnelError("config", "empty", "the file is empty; export it again");
    case "gzip":
      throw new FunnelError("config", "gzip", "this is a gzip archive; unpack it first");
    case "zip":
    case "xlsx":
      throw new FunnelError(
        "config",
        "workbook",
        "this is a zip or an Excel workbook; save the sheet as CSV UTF-8",
      );
    case "ole":
      throw new FunnelError(
        "config",
        "workbook",
        "this is an old Excel workbook; save the sheet as CSV UTF-8",
      );
    default: {
      const text = await transcode(file.path, `${file.path}.utf8`, encoding);
      const origin = { text: text.path, delivered: file.path, encoding: text.encoding, bom: text.bom };
      if (kind === "html") {
        const rows = htmlTableRows(readFileSync(text.path, "utf8"));
        if (rows.length === 0)
          throw new FunnelError("config", "web_page", "this is a web page, not an export; download the file again while logged in"); // prettier-ignore
        const table = `${file.path}.table`;
        writeFileSync(table, rowsToCsv(rows));
        return { ...origin, text: table, isRewritten: true, isSuspect: false };
      }
      return {
        ...origin,
        isRewritten: false,
        isSuspect: text.warnings.some((warning) => warning.code === "invalid_utf8"),
      };
    }
  }
}
