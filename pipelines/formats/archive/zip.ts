import { open } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { openPromise, type Entry, type ZipFile } from "yauzl";
import { FunnelError } from "../../contract/errors.ts";
import { defaultCaps, type Caps } from "../caps.ts";
import { checkInflation } from "./check-inflation.ts";
import { refuse } from "../refuse.ts";
import { sniff, type Kind } from "../sniff.ts";

export interface Member {
  /** 1-based place in the archive's directory; two members may have one name. */
  position: number;
  name: string;
  packedBytes: number;
  inflatedBytes: number;
}

export interface ExtractedMember extends Member {
  path: string;
  kind: Kind;
}

export interface Archive {
  /** Files only, in the order of the directory. */
  members: Member[];
  /** Unpacks one member; the last piece comes only if size and check sum are as declared. */
  read(member: Member): AsyncGenerator<Buffer>;
  close(): void;
}

/**
 * Opens a zip archive by its directory, before anything is unpacked. Refuses an archive that is damaged or cut off
 * (zip_damaged), encrypted (zip_encrypted), packed by another method than deflate (zip_method), that names paths
 * outside itself (zip_path) or links (zip_link), whose members share bytes (zip_overlap), or that is too big
 * (archive_too_big, archive_ratio, archive_members).
 */
export async function openArchive(path: string, caps: Caps = defaultCaps): Promise<Archive> {
  const archive = await openPromise(path, { autoClose: false }).catch(refuseByYauzl);
  try {
    const entries = await listEntries(archive, caps);
    const members = entries.flatMap((entry, index) =>
      entry.fileName.endsWith("/")
        ? []
        : [
            {
              position: index + 1,
              name: entry.fileName,
              packedBytes: entry.compressedSize,
              inflatedBytes: entry.uncompressedSize,
            },
          ],
    );
    return {
      members,
      read: (member) => readEntry(archive, entries[member.position - 1], member.name),
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

/**
 * Unpacks every member to a generated name in `directory`, which must exist; the names in the archive are reported but
 * never used as paths. Notes of the operating system (`__MACOSX/`, `.DS_Store`) are skipped and reported. A member that
 * is an archive itself refuses the whole (archive_nested); a workbook is no archive in this sense.
 */
export async function extractZip(
  from: string,
  directory: string,
  caps: Caps = defaultCaps,
): Promise<{ members: ExtractedMember[]; skipped: string[] }> {
  const archive = await openArchive(from, caps);
  try {
    const skipped = archive.members.filter(({ name }) => isSystemNote(name)).map(({ name }) => name);
    const wanted = archive.members.filter(({ name }) => !isSystemNote(name));
    if (wanted.length === 0)
      refuse("zip_empty", "expected files in the zip archive, found none; export it again");
    const members: ExtractedMember[] = [];
    for (const member of wanted) {
      const path = join(directory, `member-${String(member.position).padStart(5, "0")}`);
      const target = await open(path, "w");
      try {
        for await (const bytes of archive.read(member)) await target.writeFile(bytes);
      } finally {
        await target.close();
      }
      const kind = await sniff(path);
      if (kind === "zip" || kind === "gzip")
        refuse(
          "archive_nested",
          `expected files in the zip archive, found another archive (${kind}) as member ${member.position}; unpack it and deliver its files`,
        );
      members.push({ ...member, path, kind });
    }
    return { members, skipped };
  } finally {
    archive.close();
  }
}

function isSystemNote(name: string): boolean {
  return /(^|\/)(__MACOSX\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/.test(name);
}

async function listEntries(archive: ZipFile, caps: Caps): Promise<Entry[]> {
  if (archive.entryCount > caps.members)
    refuse(
      "archive_members",
      `expected at most ${caps.members} members, found ${archive.entryCount}; deliver it in parts`,
    );
  const entries: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) entries.push(entry);
  } catch (error) {
    refuseByYauzl(error);
  }
  entries.forEach((entry, index) => checkEntry(entry, index + 1));
  const byOffset = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const entry of byOffset) {
    if (entry.relativeOffsetOfLocalHeader < end)
      refuse(
        "zip_overlap",
        "expected members with bytes of their own, found members that share bytes, as in a zip bomb; deliver the files unpacked",
      );
    // The local header is at least this long.
    end = entry.relativeOffsetOfLocalHeader + 30 + entry.fileNameLength + entry.compressedSize;
  }
  let inflated = 0;
  for (const entry of entries) {
    inflated += entry.uncompressedSize;
    checkInflation(entry.uncompressedSize, entry.compressedSize, caps);
  }
  checkInflation(inflated, archive.fileSize, caps);
  return entries;
}

function checkEntry(entry: Entry, position: number): void {
  if (entry.isEncrypted())
    refuse("zip_encrypted", `member ${position} is encrypted; deliver the archive without a password`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    refuse(
      "zip_method",
      `expected members that are stored or deflated, found method ${entry.compressionMethod} in member ${position}; pack it again as an ordinary zip`,
    );
  const fileType = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (fileType !== 0 && fileType !== 0x8000 && fileType !== 0x4000)
    refuse("zip_link", `expected files, found a link or device as member ${position}; pack the file itself`);
}

async function* readEntry(archive: ZipFile, entry: Entry | undefined, name: string): AsyncGenerator<Buffer> {
  if (entry === undefined) throw new RangeError(`${name} is not a member of this archive`);
  let sum = 0;
  let held: Buffer | undefined;
  try {
    const stream = await archive.openReadStreamPromise(entry);
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      if (held !== undefined) yield held;
      sum = crc32(bytes, sum);
      held = bytes;
    }
  } catch (error) {
    refuseByYauzl(error);
  }
  if (sum !== entry.crc32)
    refuse(
      "zip_damaged",
      "expected a whole zip archive, found a member that does not match its check sum; deliver it again",
    );
  if (held !== undefined) yield held;
}

function refuseByYauzl(error: unknown): never {
  if (error instanceof FunnelError || !(error instanceof Error)) throw error;
  if ("syscall" in error) throw error;
  if (/^(absolute path|invalid relative path|invalid characters in fileName)/.test(error.message))
    refuse(
      "zip_path",
      "expected member names inside the archive, found an absolute or parent path; pack the files again without paths",
      error,
    );
  refuse(
    "zip_damaged",
    "expected a whole zip archive, found one that is cut off or contradicts itself; deliver it again",
    error,
  );
}
