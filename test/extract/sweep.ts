import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { openWarehouse, type Warehouse } from "../../pipelines/warehouse/open.ts";
import { quotedPath } from "../../pipelines/warehouse/paths.ts";
import { filesBelow } from "../vendors/home.ts";

/** A text in base64 wherever it begins within other bytes: without the characters at either end that its neighbours have a part in. */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
    return [bytes.toString("base64"), bytes.toString("base64url")].map((text) => text.slice(from, to));
  });

/** The forms in which programs write a text. */
export function formsOf(secret: string): string[] {
  const inAddress = encodeURIComponent(secret);
  const hex = Buffer.from(secret).toString("hex");
  return [
    ...new Set([
      secret,
      inAddress,
      inAddress.replace(/%../g, (code) => code.toLowerCase()),
      new URLSearchParams({ q: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
      hex,
      hex.toUpperCase(),
      ...inBase64(secret),
    ]),
  ];
}

/** What is compressed in a way that we do not read would hide a secret. */
const unread: [string, number[]][] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];

/**
 * Where a secret stands in any form: files below a folder by their bytes, archives by what they hold, tables of databases and of Parquet
 * files by their rows, and lines. A file that cannot be looked into is a place too.
 */
export async function placesOf(secret: string, folder: string, lines: readonly string[]): Promise<string[]> {
  const forms = formsOf(secret);
  const needles = [...forms, Buffer.from(secret, "utf16le")];
  const places: string[] = [];
  const engine = await openWarehouse(":memory:", { threads: 1 });
  try {
    for (const path of filesBelow(folder)) {
      const bytes = readFileSync(path);
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      const text = isPacked ? gunzipSync(bytes) : bytes;
      if (needles.some((needle) => text.includes(needle) || path.includes(String(needle)))) places.push(path);
      const kind = unread.find(([, head]) => head.every((byte, at) => text[at] === byte))?.[0];
      if (kind !== undefined || path.endsWith(".br"))
        places.push(`${path}, which is packed as ${kind ?? "br"}`);
      if (text.subarray(0, 4).toString("latin1") === "PAR1")
        places.push(...(await rowsOf(engine, `read_parquet(${quotedPath(path)})`, path, forms)));
      if (text.subarray(8, 12).toString("latin1") === "DUCK") places.push(...(await tablesOf(path, forms)));
    }
  } finally {
    engine.close();
  }
  return [...places, ...lines.filter((line) => forms.some((form) => line.includes(form)))];
}

/** A row as one text puts backslashes before quotation marks, so those are left out of account. */
async function rowsOf(engine: Warehouse, table: string, name: string, forms: string[]): Promise<string[]> {
  const row = `replace(cast("a whole row" as varchar), '\\', '')`;
  const rows = await engine.rows(
    `select 1 from ${table} as "a whole row" where ${forms.map((_, at) => `contains(${row}, $${at + 1})`).join(" or ")} limit 1`,
    forms.map((form) => form.replaceAll("\\", "")),
  );
  return rows.length === 0 ? [] : [name];
}

/** The tables of a database in which a form stands; what is compressed in it is not found by its bytes. */
async function tablesOf(path: string, forms: string[]): Promise<string[]> {
  const warehouse = await openWarehouse(path, { readOnly: true, threads: 1 });
  try {
    const tables = await warehouse.rows(
      "select schema_name || '.\"' || table_name || '\"' as name from duckdb_tables() where not internal order by name",
    );
    const found: string[] = [];
    for (const { name } of tables)
      found.push(...(await rowsOf(warehouse, String(name), `${path}: ${String(name)}`, forms)));
    return found;
  } finally {
    warehouse.close();
  }
}
