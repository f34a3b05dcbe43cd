import { readChunks } from "./read-chunks.ts";
import type { Transcoded } from "./transcode.ts";

/**
 * Where places of a decoded text stand in the delivered file. `offsets` are bytes of the UTF-8 text, ascending, each at
 * the beginning of a character or at the end of the text; the answer is in bytes of the file, in the same order, or
 * undefined for encodings whose characters have different lengths in the file (of UTF-8 they are known).
 */
export async function sourceOffsets(
  text: Transcoded,
  offsets: readonly number[],
): Promise<number[] | undefined> {
  const { encoding, bom, path } = text;
  if (encoding === "utf-8") return offsets.map((offset) => offset + bom);
  const isWide = encoding.startsWith("utf-16");
  if (!isWide && !/^(windows-125\d|iso-8859-\d+)$/.test(encoding)) return undefined;
  const found: number[] = [];
  let units = 0;
  for await (const { bytes, offset } of readChunks(path)) {
    let counted = 0;
    for (
      let next = offsets[found.length];
      next !== undefined && next <= offset + bytes.length;
      next = offsets[found.length]
    ) {
      units += bytes.toString("utf8", counted, next - offset).length;
      counted = next - offset;
      found.push(isWide ? bom + units * 2 : units);
    }
    if (found.length === offsets.length) break;
    units += bytes.toString("utf8", counted).length;
  }
  return found;
}
