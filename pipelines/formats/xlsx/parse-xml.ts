import { Parser } from "htmlparser2";
import { refuse } from "../refuse.ts";

/** Events of an XML part; element names come without their namespace prefix. */
export interface XmlEvents {
  open?(name: string): void;
  /** Attributes follow the `open` of their element and keep their prefix, as in `r:id`. */
  attribute?(name: string, value: string): void;
  /** May come in several pieces. */
  text?(text: string): void;
  close?(name: string): void;
}

const maxDepth = 256;
/** Characters that a name, an attribute, a comment or an instruction may have. */
const maxToken = 4 * 1024 * 1024;

function local(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/**
 * Parses an XML part as it streams in. Refuses document type declarations, and with them every entity of a file's own
 * (xlsx_dtd), and parts that are not well-formed (xlsx_damaged).
 */
export async function parseXml(source: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  let depth = 0;
  let elements = 0;
  let openedAt = -1;
  const parser = new Parser(
    {
      onopentagname(name) {
        elements++;
        if (++depth > maxDepth) damaged();
        openedAt = parser.startIndex;
        events.open?.(local(name));
      },
      onattribute: (name, value) => events.attribute?.(name, value),
      ontext: (text) => events.text?.(text),
      onclosetag(name, isImplied) {
        depth--;
        // `<c/>` is reported as implied too, at the place where it was opened.
        if (isImplied && parser.startIndex !== openedAt) damaged();
        events.close?.(local(name));
      },
      onprocessinginstruction(name) {
        if (name.startsWith("!"))
          refuse(
            "xlsx_dtd",
            "expected XML without a document type, found a declaration that could define entities; save the workbook again with Excel",
          );
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  let decoder: TextDecoder | undefined;
  let written = 0;
  const decode = (bytes?: Buffer): string => {
    try {
      return bytes === undefined
        ? (decoder?.decode() ?? "")
        : (decoder?.decode(bytes, { stream: true }) ?? "");
    } catch (error) {
      return damaged(error);
    }
  };
  for await (const bytes of source) {
    decoder ??= new TextDecoder(bytes[0] === 0xff ? "utf-16le" : bytes[0] === 0xfe ? "utf-16be" : "utf-8", {
      fatal: true,
    });
    const text = decode(bytes);
    written += text.length;
    parser.write(text);
    if (written - parser.endIndex > maxToken) damaged();
  }
  parser.end(decode());
  if (elements === 0) damaged();
}

function damaged(cause?: unknown): never {
  return refuse(
    "xlsx_damaged",
    "expected well-formed XML in the workbook, found a part that is cut off or damaged; save it again with Excel",
    cause,
  );
}
