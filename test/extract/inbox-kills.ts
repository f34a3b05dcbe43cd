import { spawn } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { starter } from "../../pipelines/contract/home.ts";
import { Random } from "../../tools/simulate/random.ts";
import { serveFiles, serveS3, type Files } from "../vendors/files/file-server.ts";
import { serveImap } from "../vendors/files/imap-server.ts";
import { serveSftp } from "../vendors/files/sftp-server.ts";
import { homeWith } from "../vendors/home.ts";
import { csvOf, takenOf } from "./files.ts";

const instant = "2026-11-30T02:00:00Z";
const mebibyte = 1 << 20;
const sender = "reports@crm.example";
/** Files that take several pieces, and small ones. */
const files: Files = new Map([
  ["deals.csv", csvOf(20 * mebibyte)],
  ["leads.csv", csvOf(3 * mebibyte, 2)],
  ["calls.csv", csvOf(20_000, 3)],
]);

interface Served {
  entry: object;
  /** What it gives, by name. */
  expected: Map<string, Buffer>;
  close(): Promise<void>;
}

/** Each place where others put files, on this machine; its secret is `key` in a file of its owner's alone. */
const places: Record<string, () => Promise<Served>> = {
  async http() {
    const server = await serveFiles(files, { token: "key" });
    return {
      entry: { url: `${server.url}/deals.csv`, token: "file:key" },
      expected: new Map([...files].slice(0, 1)),
      close: () => server.close(),
    };
  },
  async s3() {
    const server = await serveS3(files, {});
    const keys = { access_key_id: "file:key", secret_access_key: "file:key" };
    return {
      entry: { bucket: "bucket", ...keys, url: server.url },
      expected: files,
      close: () => server.close(),
    };
  },
  async sftp() {
    // it is asked for 32 KiB at a time
    const small: Files = new Map([...files].slice(1));
    const server = await serveSftp(small, { password: "key" });
    const { port, hostKey: host_key } = server;
    const entry = {
      host: "127.0.0.1",
      port,
      host_key,
      user: "funnel",
      folder: "/out",
      password: "file:key",
      settle_seconds: 1,
    };
    return { entry, expected: small, close: () => server.close() };
  },
  async imap() {
    const expected = new Map([...files].slice(1));
    const server = await serveImap({
      password: "key",
      mails: [...expected].map(([name, bytes], index) => ({
        uid: index + 1,
        from: sender,
        results: "mx.minta.example; dmarc=pass header.from=crm.example",
        attachments: [{ name, bytes }],
      })),
    });
    const where = { host: "127.0.0.1", port: server.port, user: "reports", from: [sender] };
    return {
      entry: { ...where, password: "file:key", checked_by: "mx.minta.example" },
      expected,
      close: () => server.close(),
    };
  },
};

/** Runs a job in a process of its own, which is killed with -9 after so many milliseconds; whether it was. */
async function isKilled(root: string, after: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [starter, new URL("fetch-child.ts", import.meta.url).pathname, root, instant],
    { stdio: "ignore" },
  );
  const timer = after === Infinity ? undefined : setTimeout(() => child.kill("SIGKILL"), after);
  const signal = await new Promise<NodeJS.Signals | null>((resolve) =>
    child.on("close", (_, how) => {
      resolve(how);
    }),
  );
  clearTimeout(timer);
  return signal === "SIGKILL";
}

/** Kills jobs that take delivered files with -9 at random moments until they are through: each file is there once, byte for byte, and nothing else is. */
export async function checkInboxKills(kills: number, seed = 1): Promise<{ kills: number; wrong: string[] }> {
  const random = new Random(seed, 43);
  const wrong: string[] = [];
  let done = 0;
  for (const [kind, serve] of Object.entries(places)) {
    const { entry, expected, close } = await serve();
    const home = homeWith({ [kind]: { kind, ...entry } });
    writeFileSync(join(home.root, "key"), "key", { mode: 0o600 });
    const check = (what: string) => {
      const taken = takenOf(home, kind);
      const isWhole =
        taken.length === expected.size &&
        taken.every(([name, bytes]) => expected.get(name)?.equals(bytes) === true);
      if (!isWhole) wrong.push(`${kind}, ${what}: ${taken.length} files of ${expected.size}, or other bytes`);
      if (existsSync(join(home.exports, kind, ".part"))) wrong.push(`${kind}, ${what}: pieces are left`);
      rmSync(home.exports, { recursive: true, force: true });
    };
    try {
      const begun = performance.now();
      await isKilled(home.root, Infinity);
      const time = performance.now() - begun;
      check("undisturbed");
      for (let killed = 0; killed < kills;) {
        // most of the time of a process is its beginning
        while (killed < kills && (await isKilled(home.root, time * (0.4 + 0.6 * random.next())))) {
          killed++;
          done++;
        }
        await isKilled(home.root, Infinity);
        check(`kill ${killed}`);
      }
    } finally {
      await close();
      rmSync(home.root, { recursive: true, force: true });
    }
  }
  return { kills: done, wrong };
}
