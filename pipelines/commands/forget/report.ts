import type { ForgetReport } from "./forget.ts";

/** Whether nothing is left of the person, as far as every file could be looked into. */
export const isForgotten = ({ scanned }: ForgetReport): boolean =>
  scanned.traces.length + scanned.unopened.length === 0;

const many = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** A report as lines for people, without a word of who it is about. */
export function describeForgotten(report: ForgetReport): string[] {
  const { isDone, scanned } = report;
  const records = report.records.map(
    ({ source, type, count }) => `${source} ${many(count, type.replace("_", " "))}`,
  );
  return [
    records.length === 0
      ? "no record that is loaded is the person's"
      : `the person's records: ${records.join(", ")}`,
    ...report.rows.map(({ file, stream, count }) => `  ${file}: ${many(count, "row")} of ${stream}`),
    ...(report.alike === 0
      ? []
      : [
          `${many(report.alike, "other record")} with the same phone number or e-mail address ${report.alike === 1 ? "stays" : "stay"}: where they are the same person, give those too`,
        ]),
    ...(isDone ? whatWasDone(report) : []),
    "",
    `looked through ${many(scanned.files, "file")}, ${scanned.bytes} bytes: as text in UTF-8 and UTF-16, percent-encoded, escaped, in base64, as md5 keys; inside Parquet, databases, archives and workbooks`,
    ...(scanned.traces.length === 0
      ? ["nothing is found"]
      : [
          isDone ? "still there:" : "found:",
          ...scanned.traces.map(({ file, where }) => `  ${file}: ${where.join("; ")}`),
        ]),
    ...(scanned.unopened.length === 0
      ? []
      : [
          "damaged or locked, so only their bytes were looked through:",
          ...scanned.unopened.map((file) => `  ${file}`),
          isDone
            ? "delete them or deliver them again in one piece, then run this again"
            : "--confirm removes older releases whole, damaged ones too",
        ]),
    "",
    ...(isDone
      ? [
          ...(scanned.traces.length === 0
            ? []
            : [
                "delete these files or export them again without the person, then run this again; --rewrite-exports cuts records out of text files",
              ]),
          "not looked at: backups, copies and files written elsewhere (--out, --export), the CRM itself",
        ]
      : ["nothing was removed; --confirm removes the person"]),
  ];
}

function whatWasDone(report: ForgetReport): string[] {
  const { rewritten, held, release } = report;
  return [
    `removed ${many(report.loadsRemoved, "parsed file")}; who it was is kept as salted hashes in forgotten.json, and is left out of every later delivery`,
    ...rewritten.map(
      ({ file, records, lines }) => `rewrote ${file} without ${many(records, "record")} (lines ${lines})`,
    ),
    ...held.map(
      ({ file, records, lines, obstacle }) =>
        `left as delivered: ${file}, ${many(records, "record")} (lines ${lines})${obstacle === undefined ? "" : `: ${obstacle}`}`,
    ),
    release === null
      ? "no release was published before, so none was built"
      : `published release ${release} without the person; removed ${many(report.releasesRemoved, "older release")}`,
  ];
}
