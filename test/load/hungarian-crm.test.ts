import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freshHomes, only, put, rowsOf } from "./exports-home.ts";

freshHomes();

const example = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../docs/examples/hungarian-crm", name), "utf8");

/** A text in windows-1250, as Hungarian spreadsheets save it. */
function windows1250(text: string): Buffer {
  const decoder = new TextDecoder("windows-1250");
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((letter) => bytes.get(letter) ?? 0));
}

test.each([
  ["UTF-8", (text: string) => Buffer.from(text)],
  ["windows-1250 with CRLF", (text: string) => windows1250(text.replaceAll("\n", "\r\n"))],
])("the worked mapping of a Hungarian CRM reads its example (%s)", async (_, encode) => {
  put("crm/mapping.json", example("mapping.json"));
  put("crm/uzletek.csv", encode(example("uzletek.csv")));
  const file = await only();
  expect(file).toMatchObject({
    status: "loaded",
    source: "minicrm",
    connector: "mapped",
    loaded: 4,
    quarantined: 0,
    delivery: "full",
    zone: "Europe/Budapest",
  });
  const rows = await rowsOf(file, "opportunities");
  expect(rows).toMatchObject([
    {
      opportunity_id: "A-101",
      stage: "Nyert",
      amount: "1250000.00",
      currency: "HUF",
      created_at: "2026-01-05 09:07:00",
      stage_changed_at: "2026-03-12 14:30:00",
      closed_at: "2026-03-12 00:00:00",
      closed_at_precision: "day",
    },
    {
      opportunity_id: "A-102",
      amount: "12345.67",
      currency: "EUR",
      created_at: "2026-01-07 16:45:10",
      closed_at: null,
      account_id: "Próba Zrt.",
    },
    {
      opportunity_id: "A-103",
      amount: "980.50",
      currency: "EUR",
      created_at: "2026-01-09 00:00:00",
      stage_changed_at: "2026-02-20 11:15:00",
      lost_reason: "Túl drága",
      phone_key: null,
    },
    {
      opportunity_id: "A-104",
      amount: null,
      currency: null,
      created_at: "2026-09-01 07:05:00",
      account_id: "Fűtőmű Nyrt.",
    },
  ]);
  expect(rows[0]?.["phone_key"]).toMatch(/^[0-9a-f]{32}$/);
  expect(JSON.stringify(rows)).not.toMatch(/555 ?01/);
});

test("a phone, an address and a key that is one already make the same key", async () => {
  const columns = { lead_id: "Id", phone_key: "Phone", email_key: "Mail" };
  put(
    "m/mapping.json",
    JSON.stringify({ source: "sheet", files: [{ file: "a.csv", stream: "leads", columns }] }),
  );
  put("m/a.csv", "Id,Phone,Mail\n1,06 1 555 0101,Anna@Minta.example\n2,+36 1 555 0101,anna@minta.example\n");
  const rows = await rowsOf(await only(), "leads");
  const [first, second] = rows.map((row) => [String(row["phone_key"]), String(row["email_key"])]);
  expect(first).toEqual(second);
  expect(first?.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  put("m/a.csv", `Id,Phone,Mail\n1,${first?.join(",") ?? ""}\n`);
  expect((await rowsOf(await only(), "leads")).map((row) => [row["phone_key"], row["email_key"]])).toEqual([
    first,
  ]);
});
