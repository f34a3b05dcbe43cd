import { AwsClient } from "aws4fetch";
import { load } from "cheerio/slim";
import { z } from "zod";
import type { Answer, Call, Manners } from "../http/call.ts";
import { Unfit } from "../http/http.ts";
import { readRanges } from "../http/ranges.ts";
import { secret } from "../http/secrets.ts";
import { matches, type Inbox, type Offered } from "../job/inbox.ts";
import { vendor } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const keys = z.strictObject({
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i, "expected the name of a bucket"),
  /** What the names of the files begin with, such as exports/. */
  prefix: z.string().default(""),
  /** Which of them, by the last part of their name. */
  files: z.string().min(1).default("*"),
  region: z.string().min(1).default("us-east-1"),
  access_key_id: secret,
  secret_access_key: secret,
  /** Where the storage is, when it is not Amazon's. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  most_mib: z.number().int().min(1).max(100_000).default(2048),
});

const errorCode = ({ body }: Answer): string | undefined =>
  /<Code>(\w{1,60})<\/Code>/.exec(body.toString("utf8", 0, 4096))?.[1];

const wrongKey = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken"];

/** A page of the list of a bucket. Throws Unfit for what is none. */
function listOf({ headers, body }: Answer): { files: Offered[]; next: string | undefined } {
  if (!/\bxml\b/i.test(headers.get("content-type") ?? ""))
    throw new Unfit("expected XML, found another type");
  const text = body.toString("utf8");
  if (!/<\/ListBucketResult>\s*$/.test(text)) throw new Unfit("its list is cut off, or is none");
  const page = load(text, { xml: true });
  const textOf = (name: string) => page(`ListBucketResult > ${name}`).text();
  if (textOf("IsTruncated") === "") throw new Unfit("expected IsTruncated in it, found none");
  const files = page("ListBucketResult > Contents")
    .toArray()
    .map((entry): Offered => {
      const of = (name: string) => page(entry).children(name).text();
      const name = decodeURIComponent(of("Key").replaceAll("+", " "));
      return { name, version: `${name} ${of("ETag")} ${of("Size")}`, bytes: Number(of("Size")) };
    });
  return { files, next: textOf("IsTruncated") === "true" ? textOf("NextContinuationToken") : undefined };
}

/** Files in a bucket of Amazon's storage, or of one that speaks as it does. */
export default vendor<z.infer<typeof keys>>({
  kind: "s3",
  name: "Files in S3 storage",
  keys,
  open({ keys: given, secretOf, http }) {
    const { bucket, prefix, files, region, most_mib } = given;
    const root = (given.url ?? `https://s3.${region}.amazonaws.com`).replace(/\/$/, "");
    const manners: Manners = {
      verdictOf(answer) {
        const code = answer.status >= 400 ? errorCode(answer) : undefined;
        if (code === undefined) return undefined;
        if (wrongKey.includes(code)) return "key";
        return code === "SlowDown" ? "retry" : undefined;
      },
      reasonOf: errorCode,
      elsewhere: "correct bucket, region and prefix in sources.json",
    };
    /** A question, signed; a signature holds for 15 minutes. */
    async function signed(
      path: string,
      query: Record<string, string>,
      headers: Record<string, string>,
    ): Promise<Call> {
      const client = new AwsClient({
        accessKeyId: secretOf(given.access_key_id, "access_key_id"),
        secretAccessKey: secretOf(given.secret_access_key, "secret_access_key"),
        service: "s3",
        region,
      });
      const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const url = `${root}/${path}${search.length === 0 ? "" : `?${search.join("&")}`}`;
      const datetime = new Date(http().settings.clock.now()).toISOString().replace(/[-:]|\.\d+/g, "");
      const request = await client.sign(url, { headers, aws: { datetime } });
      return { url, headers: { ...Object.fromEntries(request.headers), accept: "*/*" }, what: "files" };
    }
    const inbox: Inbox = {
      scope: "the right to list the bucket and to read its files",
      asks: [`GET ${bucket}?list-type=2&prefix=${prefix}`, `files=${files}`],
      async list() {
        const found: Offered[] = [];
        for (let next: string | undefined = ""; next !== undefined;) {
          const query: Record<string, string> = {
            ...(next === "" ? {} : { "continuation-token": next }),
            "encoding-type": "url",
            "list-type": "2",
            prefix,
          };
          const page: ReturnType<typeof listOf> = await http().ask(await signed(bucket, query, {}), listOf);
          found.push(...page.files);
          if (page.next === "" || found.length > 100_000)
            throw new SourceError(
              "config",
              "source_refused",
              { source: http().settings.source, what: "files" },
              `more than 100,000 files, or a list without an end; a longer prefix in sources.json names fewer`,
            );
          next = page.next;
        }
        return found.filter(
          ({ name, bytes }) =>
            !name.endsWith("/") && bytes !== 0 && matches(name.slice(name.lastIndexOf("/") + 1), files),
        );
      },
      read: (file, from) =>
        readRanges(
          http(),
          from,
          (start, end) =>
            signed(
              `${bucket}/${file.name.split("/").map(encodeURIComponent).join("/")}`,
              {},
              { range: `bytes=${start}-${Math.min(end, (file.bytes ?? end + 1) - 1)}` },
            ),
          ({ headers }) => {
            const tag = headers.get("etag");
            if (tag === null || file.version.includes(` ${tag} `)) return;
            throw new SourceError(
              "io",
              "source_file",
              { source: http().settings.source, what: file.name },
              `it was replaced while it was read; the next run takes the new one`,
            );
          },
        ),
      close: () => Promise.resolve(),
    };
    return { manners, streams: [], inbox, largestBytes: most_mib * (1 << 20) };
  },
});
