import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isAuthentic } from "../../pipelines/extract/mail/authentic.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { serveImap, type ImapOptions, type Mail } from "../vendors/files/imap-server.ts";
import { filesBelow, homeWith, servers } from "../vendors/home.ts";
import { csvOf, takenOf } from "./files.ts";
import { jobOf } from "./job.ts";

cleanedUp();

const password = "p-51c0ffee-dead-4eef-b00c";
const passed =
  "mx.minta.example; dkim=pass (2048 bit) header.d=crm.example; spf=none smtp.mailfrom=bounce.example";

async function account(options: ImapOptions, entry: object = {}) {
  const server = await serveImap({ password, ...options });
  servers.push(server);
  const clock = new VirtualClock(Date.parse("2026-11-30T02:00:00Z"));
  const home = homeWith({
    mails: {
      kind: "imap",
      host: "127.0.0.1",
      port: server.port,
      user: "reports@minta.example",
      password: "file:password",
      from: ["Reports@CRM.example"],
      checked_by: "mx.minta.example",
      files: "*.csv",
      ...entry,
    },
  });
  writeFileSync(join(home.root, "password"), password, { mode: 0o600 });
  return { server, ...jobOf(home, clock) };
}

const mail = (uid: number, more: Partial<Mail> = {}): Mail => ({
  uid,
  from: "reports@crm.example",
  results: passed,
  attachments: [{ name: "deals.csv", bytes: csvOf(3000, uid) }],
  ...more,
});

test("attachments of mails of the named senders are taken as they are, each once, and no mail is changed", async () => {
  const attachments: Mail["attachments"] = [
    { name: "üzletek, november.csv", bytes: csvOf(40_000, 1) },
    { name: "leads.csv", bytes: csvOf(900, 2), encoding: "quoted-printable" },
    { name: "logo.png", bytes: Buffer.from("\x89PNG") },
  ];
  const mails = [mail(3, { attachments }), mail(5)];
  const { home, fetch, server } = await account({ mails, breaks: 2 });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 3 }]);
  const taken = new Map(takenOf(home, "mails"));
  expect([...taken.keys()].sort()).toEqual(["deals.csv", "leads.csv", "üzletek, november.csv"]);
  expect(taken.get("üzletek, november.csv")?.equals(csvOf(40_000, 1))).toBe(true);
  expect(taken.get("leads.csv")?.equals(csvOf(900, 2))).toBe(true);
  expect(taken.get("deals.csv")?.equals(csvOf(3000, 5))).toBe(true);
  const downloads = () => server.asked.filter((line) => /BODY\.PEEK\[\d/.test(line)).length;
  const before = downloads();
  mails.push(mail(9, { attachments: [{ name: "new.csv", bytes: csvOf(500, 9) }] }));
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 1 }]);
  expect(downloads()).toBe(before + 1);
  expect(server.asked.filter((line) => /STORE|SELECT|EXPUNGE|BODY\[/.test(line))).toEqual([]);
  expect(filesBelow(home.exports).filter((path) => readFileSync(path).includes(password))).toEqual([]);
}, 40_000);

test("a mailbox that was made anew gives no attachment twice", async () => {
  let validity = 7;
  const { home, fetch } = await account({ mails: [mail(3)], validity: () => validity });
  await fetch();
  validity = 8;
  expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
  expect(takenOf(home, "mails")).toHaveLength(1);
}, 40_000);

test("mails that only say that they are from a sender, and mails of others, are left alone and counted", async () => {
  const { home, fetch, lines } = await account({
    mails: [
      mail(1, {
        results: "mx.minta.example; dkim=fail header.d=crm.example; spf=softfail smtp.mailfrom=crm.example",
      }),
      mail(2, { results: "mx.evil.example; dkim=pass header.d=crm.example" }),
      mail(3, { from: "reports@crm.example.evil.example" }),
      { ...mail(4), results: "mx.minta.example; dkim=pass header.d=evil.example" },
    ],
  });
  expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
  expect(takenOf(home, "mails")).toEqual([]);
  expect(lines.filter((line) => line.startsWith("mails: "))).toEqual([
    "mails: left alone, as not from an address of from: 1",
    "mails: left alone, as mx.minta.example does not say that SPF, DKIM or DMARC passed for their sender: 3",
  ]);
}, 40_000);

test.each([
  [{ password: "another" }, {}, "source_key", /does not accept the user with this password/],
  [{}, { mailbox: "Reports" }, "source_absent", /has no mailbox Reports/],
  [{}, { most_mib: 1 }, "source_file", /deals\.csv: larger than 1 MiB/],
] as const)(
  "%j %j is told in one line, and no file is kept",
  async (options, entry, code, message) => {
    const large = mail(3, { attachments: [{ name: "deals.csv", bytes: csvOf(1_200_000) }] });
    const { home, fetch } = await account({ mails: [large], ...options }, entry);
    expect((await fetch()).streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    expect(takenOf(home, "mails")).toEqual([]);
  },
  40_000,
);

test("only the newest result, of the own server, for the sender's domain, makes a mail authentic", () => {
  const by = (header: string) => isAuthentic(header, "mx.minta.example", "reports@crm.example");
  expect(by(`Authentication-Results: ${passed}\r\n`)).toBe(true);
  expect(
    by("Authentication-Results: mx.minta.example;\r\n spf=pass smtp.mailfrom=bounce@mail.crm.example\r\n"),
  ).toBe(true);
  expect(by("Authentication-Results: mx.minta.example; dmarc=pass header.from=crm.example\r\n")).toBe(true);
  expect(by("Authentication-Results: mx.minta.example; dkim=pass header.d=example\r\n")).toBe(false);
  expect(by(`Authentication-Results: mx.minta.example; none\r\nAuthentication-Results: ${passed}\r\n`)).toBe(
    false,
  );
  expect(
    by(
      "Authentication-Results: mx.minta.example; spf=none (dkim=pass header.d=crm.example; dkim=pass) x\r\n",
    ),
  ).toBe(false);
  // words of the sender's own in a quoted address, or in a comment that does not close
  const own = '"x; dmarc=pass header.from=crm.example ;"@evil.example';
  expect(by(`Authentication-Results: mx.minta.example; spf=pass smtp.mailfrom=${own}\r\n`)).toBe(false);
  expect(by("Authentication-Results: mx.minta.example; x (; dkim=pass header.d=crm.example\r\n")).toBe(false);
  expect(by("")).toBe(false);
});
