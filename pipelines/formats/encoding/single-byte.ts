/** Bytes above 0x7F that Central European prose, names and money hardly use; many of them mean another encoding. */
const implausible = new Set([
  0x86, 0x87, 0x89, 0x8b, 0x9b, 0xa1, 0xa2, 0xa4, 0xa6, 0xa8, 0xac, 0xad, 0xb2, 0xb5, 0xb6, 0xb8, 0xbd, 0xd7,
  0xff,
]);

/** Bytes 0x80 to 0x9F of windows-1252, which Node 20 decodes as ISO-8859-1. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The text of a few bytes in an encoding of one byte per character. */
export function decodeSingleByte(encoding: string, bytes: Uint8Array): string {
  if (encoding !== "windows-1252") return new TextDecoder(encoding).decode(bytes);
  return [...bytes]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? windows1252[byte - 0x80] : String.fromCharCode(byte)))
    .join("");
}

/** Decodes encodings of one byte per character straight to UTF-8, and keeps count of the bytes it has seen. */
export class SingleByteDecoder {
  private readonly lead = new Uint32Array(256);
  private readonly counts = new Uint32Array(256);
  private output = Buffer.alloc(0);

  constructor(encoding: string) {
    for (let byte = 0x80; byte < 0x100; byte++) {
      const utf8 = Buffer.from(decodeSingleByte(encoding, Uint8Array.of(byte)), "utf8");
      // Up to three bytes, the first one lowest.
      this.lead[byte] = (utf8[0] ?? 0) | ((utf8[1] ?? 0) << 8) | ((utf8[2] ?? 0) << 16);
    }
  }

  static knows(encoding: string): boolean {
    return /^(windows-125\d|iso-8859-\d+)$/.test(encoding);
  }

  /** UTF-8 bytes, valid until the next call. */
  decode(bytes: Buffer): Buffer {
    const { counts, lead } = this;
    if (this.output.length < bytes.length * 3) this.output = Buffer.allocUnsafe(bytes.length * 3);
    const output = this.output;
    let at = 0;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0;
      if (byte < 0x80) {
        if (byte < 0x20) counts[byte] = (counts[byte] ?? 0) + 1;
        output[at++] = byte;
      } else {
        counts[byte] = (counts[byte] ?? 0) + 1;
        const utf8 = lead[byte] ?? 0;
        output[at++] = utf8 & 0xff;
        output[at++] = (utf8 >> 8) & 0xff;
        if (utf8 > 0xffff) output[at++] = utf8 >> 16;
      }
    }
    return output.subarray(0, at);
  }

  /** Whether control characters other than tab, line ends and Ctrl-Z have occurred. */
  get isBinary(): boolean {
    return this.counts
      .subarray(0, 32)
      .some((count, byte) => count > 0 && ![9, 10, 11, 12, 13, 26].includes(byte));
  }

  /** Whether most bytes above 0x7F are such as Central European text hardly uses. */
  get isImplausible(): boolean {
    let odd = 0;
    let all = 0;
    for (let byte = 0x80; byte < 0x100; byte++) {
      const count = this.counts[byte] ?? 0;
      all += count;
      if (implausible.has(byte)) odd += count;
    }
    return odd * 2 > all;
  }
}
