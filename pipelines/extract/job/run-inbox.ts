import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Reporter } from "../../contract/effects.ts";
import { FunnelError } from "../../contract/errors.ts";
import { writeWhole } from "../../contract/durable.ts";
import { partFolder } from "../../intake/fetched.ts";
import { landDelivered } from "../files/land-delivered.ts";
import { fetchedFiles } from "../files/newest.ts";
import type { Http } from "../http/http.ts";
import { waitBefore } from "../http/verdict.ts";
import { Broken, type Inbox, type Offered } from "./inbox.ts";
import { fullDisk } from "./full-disk.ts";
import { SourceError } from "../http/source-error.ts";
import { whyNot, type SourceOutcome, type StreamOutcome } from "./run-job.ts";
import type { SourcePlace } from "./run-stream.ts";

/** What a manifest says of the file that was taken. */
interface Taken {
  name: string;
  version: string;
}

const attempts = 6;

/** Takes the files of an inbox that were not taken before, each as it is, once it has stopped growing. */
export async function runInbox(
  inbox: Inbox,
  place: SourcePlace,
  http: Http,
  largestBytes: number,
  report: Reporter,
): Promise<SourceOutcome> {
  const folder = join(place.exports, place.source);
  const outcomes: StreamOutcome[] = [];
  const before = http.calls;
  let taken = 0;
  try {
    const known = fetchedFiles(folder).flatMap(({ manifest: { stream, cursor } }) =>
      stream === "files" ? [(cursor as Taken).version] : [],
    );
    const { settled, growing } = await settledFiles(inbox, known, http);
    for (const note of inbox.notes ?? []) report.info(`${place.source}: ${note}`);
    if (growing.length > 0)
      report.info(`${place.source}: ${growing.length} still growing; the next run takes them`);
    for (const [index, file] of settled.entries()) {
      report.progress(index, settled.length, `${place.source} ${file.name}`);
      try {
        if (await take(inbox, file, place, http, largestBytes)) taken++;
      } catch (thrown) {
        const error = fullDisk(thrown, place, file.name) ?? thrown;
        if (!isOfSource(error)) throw error;
        outcomes.push(failed(error, file.name, inbox.scope));
        if (error.code !== "source_file") break;
      }
    }
  } catch (error) {
    if (!isOfSource(error)) throw error;
    outcomes.push(failed(error, "files", inbox.scope));
  } finally {
    await inbox.close().catch(() => undefined);
  }
  if (outcomes.length === 0) rmSync(join(folder, partFolder), { recursive: true, force: true });
  if (taken > 0)
    outcomes.unshift({ stream: "files", outcome: "fetched", records: taken, calls: http.calls - before });
  else if (outcomes.length === 0) outcomes.push({ stream: "files", outcome: "nothing" });
  return { source: place.source, streams: outcomes, knownUntil: null };
}

const isOfSource = (error: unknown): error is FunnelError =>
  error instanceof FunnelError && error.code.startsWith("source_");

const failed = (error: FunnelError, stream: string, scope: string | undefined): StreamOutcome => ({
  stream,
  outcome: ["source_time", "source_share", "source_quota"].includes(error.code) ? "paused" : "failed",
  ...whyNot(error, scope),
});

/** The files to take, and those that another look found otherwise than the first. */
async function settledFiles(
  inbox: Inbox,
  known: string[],
  http: Http,
): Promise<{ settled: Offered[]; growing: Offered[] }> {
  const look = async () =>
    (await untilWhole(http, () => inbox.list(known))).filter(({ version }) => !known.includes(version));
  const found = await look();
  if (inbox.settles === undefined || found.length === 0) return { settled: found, growing: [] };
  await http.pause(inbox.settles, { what: "files" }, "files may still be growing");
  const again = await look();
  const isSame = (file: Offered) => found.some(({ version }) => version === file.version);
  return { settled: again.filter(isSame), growing: again.filter((file) => !isSame(file)) };
}

/** Does it again when the connection breaks; whatever came further starts the count of attempts anew. */
async function untilWhole<T>(
  http: Http,
  work: () => Promise<T>,
  cameFurther: () => boolean = () => false,
): Promise<T> {
  const { clock, source } = http.settings;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      if (cameFurther()) attempt = 0;
      if (attempt + 1 >= attempts)
        throw new FunnelError(
          "io",
          "source_down",
          http.settings.secrets.mask(
            `${source}: files: the connection broke ${attempts} times (${error.message}); the next run goes on where it stopped`,
          ),
        );
      await http.pause(
        waitBefore(attempt, undefined, clock.random()),
        { what: "files" },
        "it does not answer",
      );
    }
  }
}

/** Takes one file; false when its bytes are those of one that is there already. */
async function take(
  inbox: Inbox,
  file: Offered,
  { exports, source, kind }: SourcePlace,
  http: Http,
  largestBytes: number,
): Promise<boolean> {
  const { clock } = http.settings;
  const refuse = (why: string) =>
    new SourceError("config", "source_file", { source, what: file.name }, http.settings.secrets.mask(why));
  const tooLarge = () =>
    refuse(`larger than ${Math.floor(largestBytes / (1 << 20))} MiB; most_mib in sources.json allows more`);
  if ((file.bytes ?? 0) > largestBytes) throw tooLarge();
  const hash = createHash("sha256").update(file.version).digest("hex").slice(0, 16);
  const part = join(exports, source, partFolder, hash);
  const whole = join(part, "whole.tmp");
  const startedAt = beginOf(part, file, clock.now());
  const handle = openSync(whole, "a+");
  let at = statSync(whole).size;
  try {
    let seen = at;
    await untilWhole(
      http,
      async () => {
        if (file.bytes !== undefined && at === file.bytes) return;
        for await (const piece of inbox.read(file, at)) {
          if (piece.at !== at) at = rewound(handle, piece.at);
          writeSync(handle, piece.bytes);
          at += piece.bytes.length;
          if (at > largestBytes) throw tooLarge();
        }
        if (file.bytes !== undefined && at !== file.bytes)
          throw new Broken(`${at} of ${file.bytes} bytes came`);
      },
      () => {
        const isFurther = at > seen;
        seen = at;
        return isFurther;
      },
    );
    fsyncSync(handle);
    if (isPage(handle) && !/\.x?html?$/i.test(file.name))
      throw refuse(
        "expected a file, found a page of a website; the address may need a sign-in, or the report has expired",
      );
  } catch (error) {
    if (isOfSource(error) && error.code === "source_file") rmSync(part, { recursive: true, force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  const folder = join(exports, source);
  const sha256 = await hashOf(whole);
  const isThere = fetchedFiles(folder).some(({ manifest }) => manifest.sha256 === sha256);
  if (!isThere)
    landDelivered(whole, folder, file.name, {
      source,
      kind,
      requests: inbox.asks,
      started_at: startedAt,
      finished_at: new Date(clock.now()).toISOString(),
      calls: 0,
      cursor: { name: file.name, version: file.version },
      bytes: at,
      sha256,
    });
  rmSync(part, { recursive: true, force: true });
  return !isThere;
}

/** When the fetch of a file began: now, or in a process that was killed. */
function beginOf(part: string, { version }: Offered, now: number): string {
  try {
    const begun = JSON.parse(readFileSync(join(part, "begun.json"), "utf8")) as {
      version: string;
      startedAt: string;
    };
    if (begun.version === version) return begun.startedAt;
  } catch {
    // nothing began
  }
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const startedAt = new Date(now).toISOString();
  writeWhole(join(part, "begun.json"), JSON.stringify({ version, startedAt }), "page");
  return startedAt;
}

/** A source that cannot go on begins again. */
function rewound(handle: number, at: number): number {
  if (at !== 0) throw new Broken(`bytes from ${at} on came where others were asked for`);
  ftruncateSync(handle, 0);
  return 0;
}

function isPage(handle: number): boolean {
  const head = Buffer.alloc(512);
  const bytes = readSync(handle, head, 0, head.length, 0);
  return /^\s*(<!--[^]*?-->\s*)*<(!doctype\s+html|html\b)/i.test(
    head.toString("latin1", 0, bytes).replace(/^\xef\xbb\xbf/, ""),
  );
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
