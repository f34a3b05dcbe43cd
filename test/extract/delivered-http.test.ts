import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deliveredName } from "../../pipelines/extract/files/land-delivered.ts";
import { fetchedFiles } from "../../pipelines/extract/files/newest.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { randomPlan } from "../vendors/faults.ts";
import { serveFiles, serveS3, type Files } from "../vendors/files/file-server.ts";
import { filesBelow } from "../vendors/home.ts";
import { csvOf, takenOf } from "./files.ts";
import { day, platform, rowsOf } from "./spend.ts";

cleanedUp();

const key = "k-51c0ffee-dead-4eef-b00c";
const mebibyte = 1 << 20;

describe("a file at an address", () => {
  const account = (files: Files, options: Parameters<typeof serveFiles>[1] = {}, entry: object = {}) =>
    platform(
      "http",
      () => serveFiles(files, { token: key, ...options }),
      (url) => ({ entry: { url: `${url}/report.csv?sig=1`, token: "file:key", ...entry }, secrets: { key } }),
    );

  test("is taken as it is, once for each state of it, in pieces of which each is asked for until it is whole", async () => {
    const files: Files = new Map([["report.csv", csvOf(18 * mebibyte)]]);
    const { home, fetch, clock, fake } = await account(files, { plan: randomPlan(3, 35) });
    expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 1 }]);
    clock.pass(day);
    expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
    const answered = fake.answered();
    files.set("report.csv", csvOf(1000, 2));
    clock.pass(day);
    await fetch();
    expect(fake.answered() - answered).toBe(2);
    const taken = takenOf(home, "http");
    expect(taken.map(([name]) => name)).toEqual(["report.csv", "report.csv"]);
    expect(taken[0]?.[1].equals(csvOf(18 * mebibyte))).toBe(true);
    expect(taken[1]?.[1].equals(csvOf(1000, 2))).toBe(true);
    expect(fetchedFiles(join(home.exports, "http"))[0]?.manifest.requests[0]).toMatch(
      /^GET http:\/\/127[^?]*\/report\.csv$/,
    );
    expect(filesBelow(home.exports).filter((path) => readFileSync(path).includes(key))).toEqual([]);
    expect(existsSync(join(home.exports, "http", ".part"))).toBe(false);
  });

  test("of which a run took a part is gone on with by the next, to the same bytes, and no part is asked for twice", async () => {
    const whole = csvOf(34 * mebibyte);
    let isDown = false;
    const { home, fetch, fake } = await account(new Map([["report.csv", whole]]), {
      plan: (call) => ((isDown ||= call === 4) ? "reset" : undefined),
    });
    expect((await fetch()).streams).toMatchObject([{ outcome: "failed", code: "source_down" }]);
    expect(fetchedFiles(join(home.exports, "http"))).toEqual([]);
    const answered = fake.answered();
    expect(answered).toBe(3);
    isDown = false;
    expect((await fetch()).streams).toMatchObject([{ outcome: "fetched" }]);
    // one question whether it is the same, and the three pieces that were missing
    expect(fake.answered() - answered).toBe(4);
    expect(takenOf(home, "http")[0]?.[1].equals(whole)).toBe(true);
  });

  test("is read like an export that a person puts there", async () => {
    const report =
      "Campaign report\n2026-03-01 - 2026-03-01\nCampaign,Day,Currency code,Cost,Impr.\nKert,2026-03-01,EUR,12.50,7\n";
    const { home, fetch, clock } = await account(new Map([["report.csv", Buffer.from(report)]]));
    await fetch();
    expect(await rowsOf(home, "ad_spend", clock)).toMatchObject([{ campaign: "Kert", cost: "12.50" }]);
  });

  test("of a server without tags and ranges is taken again only when it is another", async () => {
    const files: Files = new Map([["report.csv", csvOf(5000)]]);
    const { home, fetch, clock } = await account(files, { hasTags: false, hasRanges: false });
    await fetch();
    clock.pass(day);
    expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
    files.set("report.csv", csvOf(5000, 2));
    clock.pass(day);
    await fetch();
    expect(takenOf(home, "http").map(([, bytes]) => bytes.equals(csvOf(5000)))).toEqual([true, false]);
  });

  test.each([
    [{ token: "another" }, {}, "source_key", /does not accept the key/],
    [
      { plan: () => "html" },
      {},
      "source_down",
      /found text\/html: a page of a website; the address may need a sign-in/,
    ],
    [
      {},
      { most_mib: 1 },
      "source_file",
      /report\.csv: larger than 1 MiB; most_mib in sources\.json allows more/,
    ],
  ] as const)("that cannot be taken is told in one line: %j %j", async (options, entry, code, message) => {
    const { home, fetch } = await account(new Map([["report.csv", csvOf(2 * mebibyte)]]), options, entry);
    expect((await fetch()).streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(fetchedFiles(join(home.exports, "http"))).toEqual([]);
  });

  test("that is a page of a website under another type is no file", async () => {
    const { home, fetch } = await account(
      new Map([["report.csv", Buffer.from("\n<!DOCTYPE html><html>Sign in</html>")]]),
    );
    expect((await fetch()).streams).toMatchObject([
      { code: "source_file", message: expect.stringMatching(/found a page of a website/) as string },
    ]);
    expect(fetchedFiles(join(home.exports, "http"))).toEqual([]);
  });

  test("has a name that no mapping, mark or manifest has, whatever it was called", () => {
    const at = "2026-11-30T02:05:00.000Z";
    expect(
      [
        "deals.csv",
        "a/b\\c.csv.gz",
        "mapping.json",
        "..",
        "x.done",
        "deals.manifest.json",
        "no ending",
        ".csv",
      ].map((name) => deliveredName(name, at)),
    ).toEqual(
      [
        "deals-#.csv",
        "c-#.csv.gz",
        "mapping-#.json",
        "file-#",
        "x.done-#",
        "deals.manifest-#.json",
        "no ending-#",
        "csv-#",
      ].map((name) => name.replace("#", "20261130T020500Z")),
    );
  });
});

describe("files in a bucket", () => {
  const account = (files: Files, options: Parameters<typeof serveS3>[1] = {}, entry: object = {}) =>
    platform(
      "s3",
      () => serveS3(files, { secret: key, ...options }),
      (url) => ({
        entry: {
          bucket: "bucket",
          prefix: "exports/",
          files: "*.csv",
          access_key_id: "file:id",
          secret_access_key: "file:key",
          url,
          ...entry,
        },
        secrets: { id: "AKIA0123456789", key },
      }),
    );
  const some = (): Files =>
    new Map([
      ["exports/", Buffer.alloc(0)],
      ...Array.from({ length: 7 }, (_, at): [string, Buffer] => [
        `exports/2026/üzlet & ${at}+.csv`,
        csvOf(3000, at),
      ]),
      ["exports/big.csv", csvOf(17 * mebibyte)],
      ["exports/notes.txt", csvOf(100)],
      ["other/deals.csv", csvOf(100)],
    ]);

  test("are all taken, page after page of the list, whatever goes wrong; what was taken is not taken again, what changed is", async () => {
    const files = some();
    const { home, fetch, clock, fake } = await account(files, { plan: randomPlan(9, 30) });
    expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 8 }]);
    const bytesOf = () =>
      takenOf(home, "s3").map(([name, bytes]) => [name, bytes.equals(files.get(name) ?? Buffer.alloc(0))]);
    expect(bytesOf().every(([, isSame]) => isSame)).toBe(true);
    const answered = fake.answered();
    clock.pass(day);
    expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
    expect(fake.answered() - answered).toBe(4);
    files.set("exports/big.csv", csvOf(100, 3));
    clock.pass(day);
    expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 1 }]);
    expect(takenOf(home, "s3").at(-1)?.[1].equals(csvOf(100, 3))).toBe(true);
  });

  test.each([
    [{ secret: "another" }, {}, "source_key", /SignatureDoesNotMatch/],
    [{ isForbidden: true }, {}, "source_scope", /AccessDenied/],
    [{}, { bucket: "no-such-bucket" }, "source_absent", /NoSuchKey/],
  ] as const)("that cannot be read are told in one line: %j %j", async (options, entry, code, message) => {
    const { fetch } = await account(some(), options, entry);
    expect((await fetch()).streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
  });
});
