import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { transcode } from "../../pipelines/formats/encoding/transcode.ts";
import { decodeSingleByte } from "../../pipelines/formats/encoding/single-byte.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
const text = "id;név;összeg\r\n1;Őszi kampány – Kőbánya Kft.;1 234,50\r\n2;Űrlap Zrt.;€ 12\r\n";
const cp1250 = new Map(
  [..."éáíóöúüÉÁÍÓÖÚÜőűŐŰ–€"].map((letter, index) => [
    letter,
    [
      0xe9, 0xe1, 0xed, 0xf3, 0xf6, 0xfa, 0xfc, 0xc9, 0xc1, 0xcd, 0xd3, 0xd6, 0xda, 0xdc, 0xf5, 0xfb, 0xd5,
      0xdb, 0x96, 0x80,
    ][index] ?? 0,
  ]),
);
const asCp1250 = (content: string) =>
  Buffer.from([...content].map((letter) => cp1250.get(letter) ?? letter.charCodeAt(0)));
const wide = (content: string) => Buffer.from(content, "utf16le");
let count = 0;
const read = (content: string | Uint8Array, declared?: string) =>
  transcode(put(`in-${++count}`, content), path(`out-${count}`), declared);

test("clean UTF-8 needs no copy", async () => {
  const result = await read(text);
  expect(result).toMatchObject({ hasDecoded: false, encoding: "utf-8", bom: 0, warnings: [] });
  expect(result.path).toBe(path(`in-${count}`));
});

test.each([
  ["UTF-8 with a byte order mark", Buffer.from("\uFEFF" + text), undefined, "utf-8", 3],
  ["UTF-16LE with a byte order mark", wide("\uFEFF" + text), undefined, "utf-16le", 2],
  ["UTF-16BE with a byte order mark", wide("\uFEFF" + text).swap16(), undefined, "utf-16be", 2],
  ["UTF-16LE without one", wide(text), undefined, "utf-16le", 0],
  ["UTF-16BE without one", wide(text).swap16(), undefined, "utf-16be", 0],
  ["undeclared windows-1250", asCp1250(text), undefined, "windows-1250", 0],
  ["declared windows-1250", asCp1250(text), "cp1250", "windows-1250", 0],
  ["declared ISO-8859-2", asCp1250(text.replace(/[–€]/g, "-")), "ISO-8859-2", "iso-8859-2", 0],
] as const)("%s gives the same text", async (_, bytes, declared, encoding, bom) => {
  const result = await read(bytes, declared);
  expect(result).toMatchObject({ hasDecoded: true, encoding, bom });
  const expected = declared === "ISO-8859-2" ? text.replace(/[–€]/g, "-") : text;
  expect(readFileSync(result.path, "utf8")).toBe(expected);
});

test("only an undeclared single-byte text is called a guess", async () => {
  const codes = async (declared?: string) =>
    (await read(asCp1250(text), declared)).warnings.map(({ code }) => code);
  expect(await codes()).toEqual(["guessed"]);
  expect(await codes("windows-1250")).toEqual([]);
});

test("letters and line ends on the borders of pieces survive in every encoding", async () => {
  const long = `${"ő".repeat(700_001)}\n${"x".repeat(1_048_575)}ű\r\n${"€".repeat(400_000)}`;
  for (const bytes of [
    Buffer.from("\uFEFF" + long),
    wide(long + "\n" + "x".repeat(10)),
    wide("\uFEFF" + long).swap16(),
  ]) {
    const declared = bytes[0] === 0x51 ? "utf-16le" : undefined;
    expect(readFileSync((await read(bytes, declared)).path, "utf8").startsWith(long)).toBe(true);
  }
  expect((await read(long)).hasDecoded).toBe(false);
});

test.each([
  ["nothing", "", "text_empty"],
  ["only a byte order mark", "\uFEFF", "text_empty"],
  ["two byte order marks", "\uFEFF\uFEFFid\n1\n", "text_two_boms"],
  ["a NUL", "id\n1\0\n", "text_nul"],
  ["UTF-8 that ends inside a character", Buffer.from("név\nő").subarray(0, -1), "text_cut_off"],
  ["UTF-16 that ends inside a character", wide("\uFEFFid\n1\n").subarray(0, -1), "text_cut_off"],
  ["UTF-16 that ends with half of a pair", wide("\uFEFFid\n1\n\ud83d"), "text_encoding"],
  ["UTF-8 beside windows-1250", Buffer.concat([Buffer.from("ő\n"), asCp1250("ő\n")]), "text_mixed"],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 200, 201]), "text_binary"],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), "text_encoding"],
] as const)("%s is refused", async (_, content, code) => {
  expect((await refusal(read(content))).code).toBe(code);
});

/** The bytes of a text in an encoding of one byte a character. */
function encoded(encoding: string, content: string): Buffer {
  const bytes = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) bytes.set(decodeSingleByte(encoding, Uint8Array.of(byte)), byte);
  return Buffer.from([...content].map((letter) => bytes.get(letter) ?? 63));
}

const shiftJis = Buffer.from([0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x83, 0x41, 0x83, 0x7c, 10]);
const gbk = Buffer.from([
  0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xd7, 0xb6, 0xce, 10, 0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xb3, 0xc9, 0xbd,
  0xbb, 10,
]);

test.each([
  ["windows-1251", "Название сделки;Этап\nНовая компания;Переговоры\n"],
  ["koi8-r", "Название сделки;Этап\nНовая компания;Переговоры\n"],
  ["windows-1253", "Όνομα εταιρείας;Στάδιο\nΝέα εταιρεία;Διαπραγμάτευση\n"],
  ["windows-1254", "Müşteri adı;Aşama\nYeni müşteri;Görüşme başladı, çağrı yapıldı\n"],
  ["windows-1257", "Įmonės pavadinimas;Būsena\nŽalia šakelė;Derybos vyksta, sąskaita išsiųsta\n"],
  ["windows-1252", "Étape de l'affaire;Société\nNégociation à Nîmes;Château où l'été fête\n"],
  ["windows-1250", "Ügyfél;Szakasz\nKőbányai tűzhely;Árajánlat előkészítve\n"],
  ["windows-1250", "Nazwa;Etap\nŻółta łąka;Umowa podpisana, wysłać\n"],
])("an undeclared text in %s is told by its letters: %s", async (encoding, content) => {
  const result = await read(encoded(encoding, content));
  expect([result.encoding, readFileSync(result.path, "utf8")]).toEqual([encoding, content]);
  expect(result.warnings).toMatchObject([
    { code: "guessed", message: expect.stringContaining(`read as ${encoding}`) as string },
  ]);
  expect(readFileSync((await read(encoded(encoding, content), encoding)).path, "utf8")).toBe(content);
});

test.each([
  ["shift_jis", shiftJis, "名前,アポ\n"],
  ["gbk", gbk, "名称,阶段\n客户,成交\n"],
])("an undeclared text in %s is told by its characters", async (encoding, bytes, content) => {
  const result = await read(bytes);
  expect([result.encoding, readFileSync(result.path, "utf8")]).toEqual([encoding, content]);
  expect(readFileSync((await read(bytes, encoding)).path, "utf8")).toBe(content);
});

test("Ukrainian in windows-1251 is not taken for two encodings, and letters of no likely language are not read as some", async () => {
  const declared = await read(encoded("windows-1251", "Дім;Гість\n"), "windows-1251");
  expect(readFileSync(declared.path, "utf8")).toBe("Дім;Гість\n");
  const none = await read(
    Buffer.from([0xca, 0xc7, 0xd1, 0xca, 0xb4, 0xd5, 0x20, 0xa4, 0xc3, 0xd1, 0xba, 10]),
  );
  expect(none).toMatchObject({ hasDecoded: false, warnings: [{ code: "invalid_utf8" }] });
});

test("a declaration that the bytes contradict is refused", async () => {
  expect((await refusal(read("név\n", "windows-1250"))).code).toBe("text_encoding");
  expect((await refusal(read(asCp1250("név\n"), "utf-8"))).code).toBe("text_encoding");
  expect((await refusal(read(asCp1250("a – b\n"), "iso-8859-2"))).code).toBe("text_encoding");
  expect((await refusal(read("id\n", "klingon"))).code).toBe("text_encoding");
});

test("a byte order mark wins over the declaration and says so", async () => {
  const result = await read(wide("\uFEFF" + text), "utf-8");
  expect(result.encoding).toBe("utf-16le");
  expect(result.warnings.map(({ code }) => code)).toEqual(["bom_wins"]);
});

test("Hungarian text that was decoded wrongly before is refused, and one damaged name is a warning", async () => {
  const torn = decodeSingleByte("windows-1252", Buffer.from("őszi kampány, Kőbánya"));
  expect((await refusal(read(torn))).code).toBe("text_mojibake");
  expect((await refusal(read(new TextDecoder("windows-1250").decode(Buffer.from("árvíztűrő"))))).code).toBe(
    "text_mojibake",
  );
  const warnings = (await read(`${text}${torn}${text}`)).warnings;
  expect(warnings.map(({ code }) => code)).toEqual(["mojibake"]);
});

test("windows-1252 has its own quotes, dashes and euro", async () => {
  const result = await read(
    Buffer.from([0x80, 0x20, 0x93, 0x47, 0xe8, 0x94, 0x20, 0x96, 0x9e]),
    "windows-1252",
  );
  expect(readFileSync(result.path, "utf8")).toBe("€ “Gè” –ž");
});

test("õ and û without any ő or ű are a warning", async () => {
  expect((await read("Kõbánya, Ûrlap")).warnings.map(({ code }) => code)).toEqual(["wrong_guess"]);
  expect((await read("Kõbánya, Űrlap")).warnings).toEqual([]);
  for (const foreign of ["Coût", "Não, Câmara, às três, até Lisbõa"])
    expect((await read(foreign)).warnings).toEqual([]);
});

test("a few bytes that belong to no likely encoding are left for quarantine", async () => {
  const result = await read(
    Buffer.from([...Buffer.from("id,name\n1,bo"), 0xff, 0xff, ...Buffer.from("b\n")]),
  );
  expect(result).toMatchObject({ hasDecoded: false, encoding: "utf-8" });
  expect(result.warnings.map(({ code }) => code)).toEqual(["invalid_utf8"]);
});

test("a byte order mark inside a text, as where two exports are glued together, is a warning", async () => {
  expect((await read(`${text}\uFEFF${text}`)).warnings.map(({ code }) => code)).toEqual(["inner_bom"]);
});

test("French with an accent that Hungarian shares is not called Hungarian", async () => {
  expect((await read("Benoît, août, Zoë Gómez")).warnings).toEqual([]);
});

test("letters that were lost before the export are told, and the mark that DOS ends a file with is no reason to refuse it", async () => {
  expect((await read("név\nT\uFFFDth\n")).warnings.map(({ code }) => code)).toEqual([
    "replacement_character",
  ]);
  expect(await read(Buffer.concat([asCp1250("név\nTóth\n"), Buffer.from([0x1a])]))).toMatchObject({
    encoding: "windows-1250",
  });
});
