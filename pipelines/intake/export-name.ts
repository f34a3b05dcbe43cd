/** A name's mark of a part: "part 2", "part2of5", "2 of 5", "2. rész", "Teil 2". */
const partMark =
  /[\s._-]*\(?(?:(?:part|teil|r[eé]sz)[\s._-]*\d{1,4}(?:[\s._-]*(?:of|von|\/)[\s._-]*\d{1,4})?|\d{1,4}[\s._-]*of[\s._-]*\d{1,4}|\d{1,4}\.?[\s_-]*r[eé]sz)\)?(?=\.[a-z0-9]+(?:\.gz)?$)/iu;
const archivePart = /(\bWE_00D[0-9A-Za-z]+)_\d{1,4}(?=\.zip$)/i;

/** The export that a delivered file belongs to: its path without the number of a part. What one archive or workbook holds is one export as well. */
export const exportName = (delivered: string): string =>
  delivered.normalize("NFC").replace(partMark, "").replace(archivePart, "$1");
