import { basename } from "node:path";
import { z } from "zod";
import type { Answer, Manners } from "../http/call.ts";
import { rangeOf, readRanges } from "../http/ranges.ts";
import { secret } from "../http/secrets.ts";
import type { Inbox } from "../job/inbox.ts";
import { vendor } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const address = z.url({ protocol: /^https?$/ });

const keys = z.strictObject({
  /** The address of the file; one that is a secret itself, as a signed one is, as env:NAME or file:PATH. */
  url: z.union([address, secret]),
  /** The name that the file gets; else the last part of the address. */
  name: z.string().min(1).max(120).optional(),
  /** Sent as a bearer token. */
  token: secret.optional(),
  /** Sent as name and password. */
  user: z.string().min(1).optional(),
  password: secret.optional(),
  most_mib: z.number().int().min(1).max(100_000).default(2048),
});

/** What tells this state of a file from another: its tag, else when it was changed; nothing where the server says neither. */
const markOf = ({ headers }: Answer): string | undefined =>
  headers.get("etag") ?? headers.get("last-modified") ?? undefined;

/** A file at an address, which is replaced there now and then. */
export default vendor<z.infer<typeof keys>>({
  kind: "http",
  name: "File at an address",
  keys,
  open({ keys: { url, name, token, user, password, most_mib }, secretOf, secrets, http }) {
    const manners: Manners = {
      elsewhere: "correct url in sources.json",
      signIn() {
        if (token !== undefined)
          return Promise.resolve({ authorization: `Bearer ${secretOf(token, "token")}` });
        if (user === undefined || password === undefined) return Promise.resolve({});
        const signature = Buffer.from(`${user}:${secretOf(password, "password")}`).toString("base64");
        secrets.add(signature);
        return Promise.resolve({ authorization: `Basic ${signature}` });
      },
    };
    const at = () => (/^https?:/.test(url) ? url : secretOf(url, "url"));
    const shown = /^https?:/.test(url)
      ? new URL(url).origin + new URL(url).pathname
      : "an address that is a secret";
    const nameOf = () => name ?? (decodeURIComponent(basename(new URL(at()).pathname)) || "file");
    /** An answer that was whole before it was asked for. */
    let first: Answer | undefined;
    const call = (headers: Record<string, string>) => ({
      url: at(),
      headers: { accept: "*/*", "accept-encoding": "identity", ...headers },
      what: "file",
    });
    const inbox: Inbox = {
      scope: "a token, or a user and a password, of somebody who may read the file",
      asks: [`GET ${shown}`],
      async list(known) {
        const last = known.at(-1);
        const isTag = last !== undefined && /^(W\/)?"/.test(last);
        const condition: Record<string, string> =
          last === undefined || last.startsWith("at ")
            ? {}
            : isTag
              ? { "if-none-match": last }
              : { "if-modified-since": last };
        const answer = await http().ask(call({ range: "bytes=0-0", ...condition }), (found) => {
          if (found.status !== 304) rangeOf(found, 0);
          return found;
        });
        if (answer.status === 304) return [];
        first = answer.status === 206 ? undefined : answer;
        const { total } = rangeOf(answer, 0);
        const mark = markOf(answer) ?? `at ${new Date(http().settings.clock.now()).toISOString()}`;
        return [{ name: nameOf(), version: mark, bytes: total }];
      },
      async *read(file, from) {
        if (first !== undefined) {
          const { body } = first;
          yield { at: 0, bytes: body };
          return;
        }
        const isStrong = file.version.startsWith('"') || /GMT$/.test(file.version);
        yield* readRanges(
          http(),
          from,
          (start, end) =>
            call({ range: `bytes=${start}-${end}`, ...(isStrong ? { "if-range": file.version } : {}) }),
          (answer) => {
            const mark = markOf(answer);
            if (mark !== undefined && mark !== file.version)
              throw new SourceError(
                "io",
                "source_file",
                { source: http().settings.source, what: file.name },
                `it was replaced while it was read; the next run takes the new one`,
              );
          },
        );
      },
      close: () => Promise.resolve(),
    };
    return { manners, streams: [], inbox, largestBytes: most_mib * (1 << 20) };
  },
});
