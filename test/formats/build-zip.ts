import { crc32, deflateRawSync } from "node:zlib";

export interface ZipMember {
  name: string;
  content: string | Uint8Array;
  /** Lies that a hostile archive tells. */
  declaredBytes?: number;
  crc?: number;
  flags?: number;
  method?: number;
  /** Unix mode, as in the upper half of the external attributes. */
  mode?: number;
  /** Shares the local header and the bytes of the member with this index. */
  sameAs?: number;
  /** Shares the bytes at this place of the archive. */
  at?: number;
}

/** A zip archive, byte by byte, so that tests can make every kind of wrong one. */
export function buildZip(members: ZipMember[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const content = Buffer.from(member.content);
    const method = member.method ?? 8;
    const data = method === 8 ? deflateRawSync(content) : content;
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE((member.flags ?? 0) | 0x800, 2);
    header.writeUInt16LE(method, 4);
    header.writeUInt32LE(0x5a210000, 6);
    header.writeUInt32LE(member.crc ?? crc32(content), 10);
    header.writeUInt32LE(data.length, 14);
    header.writeUInt32LE(member.declaredBytes ?? content.length, 18);
    header.writeUInt16LE(name.length, 22);
    const offset = member.at ?? (member.sameAs === undefined ? at : (offsets[member.sameAs] ?? 0));
    offsets.push(offset);
    if (offset === at) {
      const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), header, name, data]);
      parts.push(local);
      at += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((member.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03", "latin1"), header, tail, name]));
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}
