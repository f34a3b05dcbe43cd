import { open } from "node:fs/promises";
import { openPromise } from "yauzl";

export type Kind =
  "gzip" | "zip" | "xlsx" | "ole" | "document" | "html" | "xml" | "json" | "ndjson" | "text" | "empty";

/** How a PDF document and PNG, JPEG and GIF pictures begin. */
const documents = ["%PDF-", "\x89PNG\r\n", "\xff\xd8\xff", "GIF8"];

const headBytes = 64 * 1024;

/**
 * What a file is by its first bytes, never by its name. `ole` is an old Excel workbook or an encrypted new one, `xml` an
 * XML document other than XHTML, `document` a PDF or a picture; `text` is everything else and may still prove to be no text.
 */
export async function sniff(path: string): Promise<Kind> {
  const head = await readHead(path);
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (head.length === 0) return "empty";
  if (starts(0x1f, 0x8b)) return "gzip";
  if (starts(0x50, 0x4b, 3, 4) || starts(0x50, 0x4b, 5, 6)) return (await isWorkbook(path)) ? "xlsx" : "zip";
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return "ole";
  const first = head.toString("latin1", 0, 8);
  if (documents.some((begins) => first.startsWith(begins))) return "document";
  return kindOfText(headText(head));
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isWorkbook(path: string): Promise<boolean> {
  try {
    const archive = await openPromise(path);
    let hasTypes = false;
    let hasBook = false;
    let looked = 0;
    for await (const { fileName } of archive.eachEntry()) {
      hasTypes ||= fileName === "[Content_Types].xml";
      hasBook ||= /^xl\/workbook\.(xml|bin)$/i.test(fileName);
      if ((hasTypes && hasBook) || ++looked === 1000) break;
    }
    archive.close();
    return hasTypes && hasBook;
  } catch {
    return false;
  }
}

/** The head as text; enough for its ASCII letters, whatever the encoding. */
function headText(head: Buffer): string {
  return head
    .toString("latin1")
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .replaceAll("\0", "")
    .trimStart();
}

function kindOfText(text: string): Kind {
  if (text.startsWith("<")) {
    const page =
      /^(<\?xml[^>]*>\s*|<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|meta|title|style|script|body|table|div|center|font)\b/i;
    if (page.test(text)) return "html";
    return /^<(\?xml|!doctype|[a-z_][\w.:-]*(\s+[\w:-]+\s*=\s*["'][^"']*["'])*\s*\/?>\s*(<|$))/i.test(text)
      ? "xml"
      : "text";
  }
  if (/^\[\s*([[\]{"]|-?\d|true|false|null)/.test(text))
    return /^\[[^\n]*\]\s*,/.test(text) ? "text" : "json";
  if (/^\{\s*["}]/.test(text)) return /^\{[^\n]*\}\s*\n\s*\{/.test(text) ? "ndjson" : "json";
  return "text";
}
