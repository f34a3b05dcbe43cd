import type { MessageStructureObject } from "imapflow";
import { matches, type Offered } from "../job/inbox.ts";

/** An attachment: where it stands in its mail, how it is written there, and how long that is. */
export interface Attachment extends Offered {
  uid: number;
  part: string;
  encoding: string;
  written: number;
}

interface Asked {
  /** The number of the mail in its mailbox, and what it is called for ever. */
  uid: number;
  mail: string;
  /** Which names are taken. */
  files: string;
  /** Bytes that are taken at most. */
  largest: number;
}

/** The attachments of a mail, inside one another too, that are called as asked. */
export function attachmentsIn(node: MessageStructureObject, asked: Asked): Attachment[] {
  const { uid, mail, files, largest } = asked;
  const inside = (node.childNodes ?? []).flatMap((child) => attachmentsIn(child, asked));
  const name = node.dispositionParameters?.["filename"] ?? node.parameters?.["name"];
  if (name === undefined || !matches(name, files)) return inside;
  const [part, written] = [node.part ?? "1", node.size ?? 0];
  const encoding = (node.encoding ?? "7bit").toLowerCase();
  const least = Math.floor(encoding === "base64" ? written * 0.72 : written / 3);
  const isTooLarge = least > largest ? { bytes: least } : {};
  return [...inside, { name, version: `${mail}:${part}`, uid, part, encoding, written, ...isTooLarge }];
}

/** What an attachment is, by how it is written in its mail. */
export function decoded(written: Buffer, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(written.toString("latin1"), "base64");
  if (encoding !== "quoted-printable") return written;
  const text = written
    .toString("latin1")
    .replace(/[ \t]+(?=\r?\n)/g, "")
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
