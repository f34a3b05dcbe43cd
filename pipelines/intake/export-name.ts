const gap = String.raw`[\s._-]*`;
const number = String.raw`\d{1,4}`;

/** How the name of a file says that it is a part of an export. */
const partMarks = [
  // "part 2", "part2of3", "Teil 2 von 4", "rész_2"
  `(?:part|teil|r[eé]sz)${gap}${number}(?:${gap}(?:of|von|/)${gap}${number})?`,
  // "2 of 5"
  `${number}${gap}of${gap}${number}`,
  // "2. rész"
  String.raw`${number}\.?[\s_-]*r[eé]sz`,
];
/** Such a mark before the ending, in brackets or without, with what parts it from the name. */
const partMark = new RegExp(
  String.raw`${gap}\(?(?:${partMarks.join("|")})\)?(?=\.[a-z0-9]+(?:\.gz)?$)`,
  "iu",
);

/**
 * `WE_00D5e000000Minta_2.ZIP`: the weekly export (WE) of all objects of a Salesforce organisation, whose id begins with 00D, comes in
 * archives that count from 1.
 */
export const weeklyArchive = /\b(WE_00D[0-9a-z]+)_(\d{1,4})\.zip$/i;

/** The export that a delivered file belongs to: its path without the number of a part. What one archive or workbook holds is one export as well. */
export const exportName = (delivered: string): string =>
  delivered
    .normalize("NFC")
    .replace(partMark, "")
    .replace(weeklyArchive, (archive, name: string) => name + archive.slice(-".zip".length));
