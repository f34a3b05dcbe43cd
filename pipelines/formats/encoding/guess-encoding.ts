import { decodeSingleByte } from "./single-byte.ts";

/** Letters beyond ASCII of the languages that are written in an encoding, one text a language, lower case. */
const alphabets: [string, string[]][] = [
  [
    "windows-1250",
    ["áéíóöőúüű", "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ăâîșşțţ", "čćđšž", "äöüß"],
  ],
  ["windows-1252", ["àâæçéèêëîïôœùûü", "áéíñóúü", "áàâãçéêíóôõú", "åäöéøæ", "àèéìíòóù", "äöüß"]],
  ["windows-1254", ["âçğıîöşüûİ"]],
  ["windows-1257", ["ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"]],
];

/** Scripts whose words have no ASCII letters, with their most frequent letters. */
const scripts: [string, string][] = [
  ["windows-1251", "оеаинтсрвлкі"],
  ["koi8-r", "оеаинтсрвлкі"],
  ["windows-1253", "αοιετσνηυρί"],
];

/** Decodes whole characters of a sample of bytes; undefined when they are none of the encoding. */
function decodedWhole(encoding: string, sample: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return undefined;
  }
}

/** The share of a text's characters beyond ASCII that a test holds for. */
function share(text: string, test: RegExp): number {
  const all = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return all === 0 ? 0 : (text.match(test)?.length ?? 0) / all;
}

/** Kana have lead bytes that are no letters in any encoding of one byte: a text with some is Japanese. */
function isJapanese(sample: Uint8Array): boolean {
  const text = decodedWhole("shift_jis", sample);
  return (
    text !== undefined &&
    share(text, /[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/gu) > 0.95 &&
    share(text, /[\u3040-\u30ff]/gu) > 0.1
  );
}

/** Nearly every character of Chinese prose lies in the first plane of GB 2312, pairs of bytes that both are beyond ASCII. */
function isChinese(sample: Uint8Array): boolean {
  const text = decodedWhole("gbk", sample);
  const characters = text?.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  const common = text === undefined ? 0 : commonPairs(sample);
  return (
    text !== undefined &&
    share(text, /[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/gu) > 0.95 &&
    common > 0.8 * characters
  );
}

function commonPairs(sample: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue;
    if ((sample[at] ?? 0) >= 0xb0 && (sample[at] ?? 0) <= 0xd7 && (sample[at + 1] ?? 0) >= 0xa1) count++;
    at++;
  }
  return count;
}

/** Letters in an order of case that words have: none that is upper case after a lower-case one. */
const oddCase = (text: string): number => text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;

/**
 * The likeliest encoding of a text that is not UTF-8, by a sample of its bytes; undefined when none is likely. Words that have no
 * ASCII letters are of another script, which its frequent letters tell; else the alphabet that has most of the letters wins, and of
 * equal ones the first, so that what Hungarian shares with others is read as windows-1250.
 */
export function guessEncoding(sample: Uint8Array): string | undefined {
  const asText = Buffer.from(sample).toString("latin1");
  const high = asText.match(/[\x80-\xff]/g)?.length ?? 0;
  if (high === 0) return "windows-1250";
  const inRuns = (asText.match(/[\x80-\xff]{3,}/g) ?? []).join("").length;
  if (isJapanese(sample)) return "shift_jis";
  if (inRuns > 0.6 * high) {
    const ranked = scripts
      .map(([encoding, frequent]) => {
        const text = decodeSingleByte(encoding, sample);
        const lower = text.toLowerCase();
        const letters = lower.match(/[^\p{ASCII}]/gu)?.length ?? 1;
        const known = [...lower].filter((letter) => frequent.includes(letter)).length / letters;
        const marks = lower.match(/[^\p{ASCII}\p{L}]/gu)?.length ?? 0;
        return { encoding, known: known - (oddCase(text) + marks) / letters };
      })
      .toSorted((left, right) => right.known - left.known);
    const [best] = ranked;
    if (best !== undefined && best.known > 0.45) return best.encoding;
    return isChinese(sample) ? "gbk" : undefined;
  }
  if ((asText.match(/[\x80-\xff]{2}/g)?.length ?? 0) * 2 > 0.8 * high && isChinese(sample)) return "gbk";
  let best: { encoding: string; known: number } | undefined;
  for (const [encoding, languages] of alphabets) {
    const letters =
      decodeSingleByte(encoding, sample)
        .toLowerCase()
        .match(/[^\p{ASCII}]/gu)
        ?.filter((letter) => /\p{L}/u.test(letter)) ?? [];
    if (letters.length === 0) continue;
    for (const alphabet of languages) {
      const known = letters.filter((letter) => alphabet.includes(letter)).length / letters.length;
      if (best === undefined || known > best.known + 0.001) best = { encoding, known };
    }
  }
  if (best === undefined || best.known > 0.6) return best?.encoding ?? "windows-1250";
  const central = alphabets[0]?.[1].join("") ?? "";
  const text = decodeSingleByte("windows-1250", sample).toLowerCase();
  const letters = text.match(/[^\p{ASCII}]/gu)?.filter((letter) => /\p{L}/u.test(letter)) ?? [];
  return letters.filter((letter) => central.includes(letter)).length > 0.9 * letters.length
    ? "windows-1250"
    : undefined;
}
