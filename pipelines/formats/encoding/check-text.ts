import { isAscii } from "node:buffer";
import { refuse } from "../refuse.ts";
import { decodeSingleByte } from "./single-byte.ts";

export interface TextWarning {
  code:
    | "replacement_character"
    | "control_character"
    | "inner_bom"
    | "mojibake"
    | "wrong_guess"
    | "guessed"
    | "bom_wins"
    | "invalid_utf8";
  message: string;
  /** The message in Hungarian, where a person is told. */
  hu: string;
}

const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");
const accents = [..."áéíóöőúüűÁÉÍÓÖŐÚÜŰ"];
/** What a Hungarian letter becomes when its two UTF-8 bytes are taken for two characters, as UTF-8 bytes again. */
const torn = accents.flatMap((letter) =>
  ["windows-1250", "windows-1252"].map((wrong) =>
    latin1(decodeSingleByte(wrong, Buffer.from(letter, "utf8"))),
  ),
);
const pattern = (texts: string[]) =>
  [...new Set(texts)].map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");

// The patterns run over UTF-8 bytes shown as Latin-1, which is faster than decoding.
const tornLetter = new RegExp(pattern(torn));
const tornLetters = new RegExp(pattern(torn), "g");
const wholeLetters = new RegExp(pattern(accents.map(latin1)), "g");
const doubleAcute = new RegExp(pattern([..."őűŐŰ"].map(latin1)));
const tildeOrRoof = new RegExp(pattern([..."õûÕÛ"].map(latin1)));
/** Letters that Hungarian does not have: French and Portuguese use \u00f5 and \u00fb beside them. */
const otherLanguage = new RegExp(pattern([..."àâãçèêëîïñôœÀÂÃÇÈÊËÎÏÑÔŒ"].map(latin1)));
/** Letters that Hungarian shares with Portuguese but not with French. */
const hungarian = new RegExp(pattern([..."áíóúöüÁÍÓÚÖÜ"].map(latin1)));
const c1 = /\xc2[\x80-\x9f]/;
const replacement = Buffer.from("\uFFFD");
const mark = Buffer.from("\uFEFF");

/** Looks through decoded text, piece by piece, for the traces that a wrong encoding leaves. */
export class TextCheck {
  private found = new Set<TextWarning["code"]>();
  private tornCount = 0;
  private wholeCount = 0;
  private hasDoubleAcute = false;
  private hasTildeOrRoof = false;
  private isOtherLanguage = false;
  private isHungarian = false;

  /** `encoding` is what the text was decoded from; `isDecoded` is false for text that was UTF-8 in the file. */
  constructor(
    private readonly encoding: string,
    private readonly isDecoded: boolean,
  ) {}

  /** Takes the next piece of text as UTF-8 bytes; refuses NUL, and what can only come from wrong decoding. */
  add(bytes: Buffer): void {
    if (bytes.includes(0))
      refuse(
        "text_nul",
        `expected text, found NUL characters (read as ${this.encoding}); the file is damaged or not a text file, export it again`,
      );
    if (isAscii(bytes)) return;
    const text = bytes.toString("latin1");
    if (c1.test(text)) this.suspect("control_character");
    if (bytes.includes(replacement)) this.suspect("replacement_character");
    if (bytes.includes(mark)) this.suspect("inner_bom");
    if (!this.hasDoubleAcute) {
      this.hasDoubleAcute = doubleAcute.test(text);
      this.hasTildeOrRoof ||= tildeOrRoof.test(text);
      this.isOtherLanguage ||= otherLanguage.test(text);
      this.isHungarian ||= hungarian.test(text);
    }
    if (tornLetter.test(text)) {
      this.tornCount += text.match(tornLetters)?.length ?? 0;
      this.wholeCount += text.match(wholeLetters)?.length ?? 0;
    }
  }

  private suspect(code: "control_character" | "replacement_character" | "inner_bom"): void {
    if (this.isDecoded && code !== "inner_bom")
      refuse(
        "text_encoding",
        `read as ${this.encoding} it holds ${code === "control_character" ? "control characters (U+0080 to U+009F)" : "unreadable characters (U+FFFD)"}, so that is not its encoding; declare the right one or save it as CSV UTF-8`,
      );
    this.found.add(code);
  }

  /** What is odd about the whole text; refuses text that was decoded wrongly before it came to us. */
  finish(): TextWarning[] {
    const warnings: TextWarning[] = [];
    if (this.found.has("replacement_character"))
      warnings.push({
        code: "replacement_character",
        message:
          "some letters were already lost before the export (U+FFFD in the file); they stay as they are, correct them in the source",
        hu: "néhány betű már az exportálás előtt elveszett (U+FFFD áll a helyén); így maradnak, a forrásban javítsa őket",
      });
    if (this.found.has("control_character"))
      warnings.push({
        code: "control_character",
        message: "control characters (U+0080 to U+009F) stand in the text; they are kept",
        hu: "vezérlőkarakterek (U+0080 – U+009F) vannak a szövegben; megmaradnak",
      });
    if (this.found.has("inner_bom"))
      warnings.push({
        code: "inner_bom",
        message:
          "a byte order mark (U+FEFF) stands inside the text, as when two exports are glued together; deliver them as two files",
        hu: "a szöveg belsejében bájtsorrendjel (U+FEFF) áll, mint amikor két exportot egymás után fűznek; adja le őket két fájlban",
      });
    if (this.tornCount > this.wholeCount)
      refuse(
        "text_mojibake",
        "expected Hungarian letters, found pairs such as \u0102\u00a9 or \u00c3\u00a9: the text was UTF-8 and was saved again under another encoding; export it again as UTF-8, without opening it in a spreadsheet",
      );
    if (this.tornCount > 0)
      warnings.push({
        code: "mojibake",
        message: `${this.tornCount} letters are torn into pairs such as \u0102\u00a9 or \u00c3\u00a9; they were damaged before the export, correct them in the source`,
        hu: `${this.tornCount} betű két jellé esett szét (például \u0102\u00a9 vagy \u00c3\u00a9); még az exportálás előtt sérültek meg, a forrásban javítsa őket`,
      });
    if (this.hasTildeOrRoof && !this.hasDoubleAcute && this.isHungarian && !this.isOtherLanguage)
      warnings.push({
        code: "wrong_guess",
        message:
          "the text has \u00f5 or \u00fb but no \u0151 or \u0171: if it is Hungarian it was decoded wrongly; declare windows-1250 or export it as UTF-8",
        hu: "õ vagy û van a szövegben, de ő vagy ű nincs: ha magyar, rossz kódolással olvastuk; adja meg a windows-1250 kódolást, vagy exportálja UTF-8-ban",
      });
    return warnings;
  }
}
