import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { VirtualClock } from "../vendors/clock.ts";
import type { Files } from "../vendors/files/file-server.ts";
import { serveSftp, type SftpOptions } from "../vendors/files/sftp-server.ts";
import { filesBelow, homeWith, servers } from "../vendors/home.ts";
import { csvOf, takenOf } from "./files.ts";
import { jobOf } from "./job.ts";

cleanedUp();

const password = "p-51c0ffee-dead-4eef-b00c";

async function account(files: Files, options: SftpOptions = {}, entry: object = {}) {
  const server = await serveSftp(files, { password, ...options });
  servers.push(server);
  const clock = new VirtualClock(Date.parse("2026-11-30T02:00:00Z"));
  const home = homeWith({
    sftp: {
      kind: "sftp",
      host: "127.0.0.1",
      port: server.port,
      host_key: server.hostKey,
      user: "funnel",
      password: "file:password",
      folder: "/out",
      files: "*.csv",
      ...entry,
    },
  });
  writeFileSync(join(home.root, "password"), password, { mode: 0o600 });
  return { server, ...jobOf(home, clock) };
}

test("files are taken as they are, each once; a connection that breaks goes on in the file where it broke", async () => {
  const files: Files = new Map([
    ["deals.csv", csvOf(900_000)],
    ["leads.csv", csvOf(20_000, 2)],
    ["notes.txt", csvOf(10)],
    [".hidden.csv", csvOf(10)],
  ]);
  const { home, fetch, server, clock } = await account(files, { breaksAfter: 400_000 });
  expect((await fetch()).streams).toMatchObject([{ outcome: "fetched", records: 2 }]);
  expect(server.signedIn()).toBeGreaterThan(2);
  // what came before a connection broke is not read again; what was on its way then is
  expect(server.bytesRead()).toBeLessThan(2 * 920_000);
  const taken = new Map(takenOf(home, "sftp"));
  expect([...taken.keys()].sort()).toEqual(["deals.csv", "leads.csv"]);
  for (const [name, bytes] of taken) expect(bytes.equals(files.get(name) ?? Buffer.alloc(0))).toBe(true);
  const read = server.bytesRead();
  clock.pass(86_400_000);
  expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
  expect(server.bytesRead()).toBe(read);
  expect(filesBelow(home.exports).filter((path) => readFileSync(path).includes(password))).toEqual([]);
}, 40_000);

test("a file that is still growing is left for the next run, and is whole then", async () => {
  const whole = csvOf(50_000);
  const files: Files = new Map([["deals.csv", whole.subarray(0, 20_000)]]);
  const { home, fetch, lines } = await account(files, {
    onList: (list) => {
      if (list === 2) files.set("deals.csv", whole);
    },
  });
  expect((await fetch()).streams).toMatchObject([{ outcome: "nothing" }]);
  expect(lines).toContain("sftp: 1 still growing; the next run takes them");
  await fetch();
  expect(takenOf(home, "sftp").map(([, bytes]) => bytes.equals(whole))).toEqual([true]);
}, 40_000);

test.each([
  [
    { host_key: `SHA256:${"A".repeat(43)}` },
    "source_host_key",
    /shows the key SHA256:.+, expected SHA256:A+: it is another server, or its key was changed/,
  ],
  [{ user: "another" }, "source_key", /does not accept the user with this password/],
  [{ folder: "/in" }, "source_absent", /\/in: the server has no such folder/],
  [{ most_mib: 1 }, "source_file", /deals\.csv: larger than 1 MiB/],
])(
  "%j is told in one line, and no file is kept",
  async (entry, code, message) => {
    const { home, fetch, server } = await account(new Map([["deals.csv", csvOf(1_100_000)]]), {}, entry);
    const { streams } = await fetch();
    expect(streams).toMatchObject([
      { outcome: "failed", code, message: expect.stringMatching(message) as string },
    ]);
    if (code === "source_host_key") expect(server.signedIn()).toBe(0);
    expect(takenOf(home, "sftp")).toEqual([]);
  },
  40_000,
);

test("a server without a pinned key is refused before any call", async () => {
  const { fetch } = await account(new Map(), {}, { host_key: "any" }).catch((error: unknown) => ({
    fetch: () => Promise.reject(error as Error),
  }));
  await expect(fetch()).rejects.toThrow(/sftp\.host_key: expected SHA256:/);
});
