import { open } from "node:fs/promises";

export interface Chunk {
  /** Valid until the next chunk is asked for. */
  bytes: Buffer;
  /** Position of the first byte in the file. */
  offset: number;
  isLast: boolean;
}

/**
 * The bytes of a file in order, in pieces that end after a line feed where there is one, so that no character and no
 * pair of characters is torn; in a piece without a line feed, before the first byte of an unfinished UTF-8 character.
 */
export async function* readChunks(path: string, start = 0, size = 1 << 20): AsyncGenerator<Chunk> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(size);
    let offset = start;
    let held = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, held, size - held, offset + held);
      const filled = held + bytesRead;
      if (bytesRead === 0) {
        if (filled > 0 || offset === start) yield { bytes: buffer.subarray(0, filled), offset, isLast: true };
        return;
      }
      const feed = buffer.lastIndexOf(10, filled - 1) + 1;
      const cut = feed > 0 ? feed : filled < size ? 0 : filled - unfinishedBytes(buffer.subarray(0, filled));
      if (cut > 0) yield { bytes: buffer.subarray(0, cut), offset, isLast: false };
      buffer.copy(buffer, 0, cut, filled);
      offset += cut;
      held = filled - cut;
    }
  } finally {
    await file.close();
  }
}

/** How many bytes at the end, 0 to 3, begin a UTF-8 character without finishing it. */
export function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
    if (byte < 0x80) return 0;
  }
  return 0;
}
