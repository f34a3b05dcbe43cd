import { createHash, createHmac } from "node:crypto";
import { noFaults, type Plan } from "../faults.ts";
import { serveVendor, type Asked, type FakeServer, type Reply } from "../server.ts";

/** Files by their name; a test replaces them as it likes. */
export type Files = Map<string, Buffer>;

const tagOf = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;
const text = (status: number, body: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body,
  type: "text/plain",
});

/** The bytes of a file as a server with tags and ranges gives them. */
function served(bytes: Buffer, asked: Asked, tag: string | undefined): Reply {
  const headers = { ...(tag === undefined ? {} : { etag: tag }), "accept-ranges": "bytes" };
  if (tag !== undefined && asked.headers["if-none-match"] === tag)
    return { status: 304, headers, body: "", type: "text/csv" };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(String(asked.headers.range ?? "")) ?? [];
  const isOther = asked.headers["if-range"] !== undefined && asked.headers["if-range"] !== tag;
  if (first === undefined || isOther)
    return {
      status: 200,
      headers: { ...headers, "content-length": String(bytes.length) },
      body: bytes,
      type: "text/csv",
    };
  const end = Math.min(bytes.length - 1, Number(last));
  const part = bytes.subarray(Number(first), end + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      "content-range": `bytes ${first}-${end}/${bytes.length}`,
      "content-length": String(part.length),
    },
    body: part,
    type: "text/csv",
  };
}

/** A web server with files; `token` must be sent for them. */
export const serveFiles = (
  files: Files,
  {
    plan = noFaults,
    token = "key",
    hasTags = true,
    hasRanges = true,
    port = 0,
  }: { plan?: Plan; token?: string; hasTags?: boolean; hasRanges?: boolean; port?: number } = {},
): Promise<FakeServer> =>
  serveVendor(
    (asked) => {
      if (asked.headers.authorization !== `Bearer ${token}`) return text(401, "who are you?");
      const bytes = files.get(decodeURIComponent(asked.path.slice(1)));
      if (bytes === undefined) return text(404, "no such file");
      const plain = hasRanges ? asked : { ...asked, headers: { ...asked.headers, range: undefined } };
      return served(bytes, plain, hasTags ? tagOf(bytes) : undefined);
    },
    plan,
    () => text(429, "slow down", { "retry-after": "1" }),
    port,
  );

const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
const sha256 = (data: string) => createHash("sha256").update(data).digest("hex");

/** Whether a call is signed by the secret, as the storage computes it itself. */
function isSigned({ method, path, query, headers }: Asked, secret: string): boolean {
  const said = /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
    headers.authorization ?? "",
  );
  if (said === null) return false;
  const [, credential = "", names = "", signature] = said;
  const scope = credential.split("/").slice(1);
  const encode = (value: string) =>
    encodeURIComponent(value).replace(
      /[!'()*]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const canonical = [
    method,
    path,
    pairs.join("&"),
    ...names.split(";").map((name) => `${name}:${String(headers[name] ?? "").trim()}`),
    "",
    names,
    String(headers["x-amz-content-sha256"] ?? ""),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope.join("/"), sha256(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`);
  return createHmac("sha256", key).update(toSign).digest("hex") === signature;
}

const xml = (status: number, body: string): Reply => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  type: "application/xml",
});
const refused = (status: number, code: string) =>
  xml(status, `<Error><Code>${code}</Code><Message>for person@example.com</Message></Error>`);

/** A storage with one bucket, `bucket`; lists come so many names at a time. */
export const serveS3 = (
  files: Files,
  {
    plan = noFaults,
    secret = "key",
    perPage = 3,
    isForbidden = false,
    port = 0,
  }: { plan?: Plan; secret?: string; perPage?: number; isForbidden?: boolean; port?: number } = {},
): Promise<FakeServer> =>
  serveVendor(
    (asked) => {
      if (!isSigned(asked, secret)) return refused(403, "SignatureDoesNotMatch");
      if (isForbidden) return refused(403, "AccessDenied");
      if (asked.path === "/bucket") return listed(files, asked.query, perPage);
      const bytes = files.get(decodeURIComponent(asked.path.slice("/bucket/".length)));
      return bytes === undefined ? refused(404, "NoSuchKey") : served(bytes, asked, tagOf(bytes));
    },
    plan,
    () => refused(503, "SlowDown"),
    port,
  );

function listed(files: Files, query: URLSearchParams, perPage: number): Reply {
  const after = Buffer.from(query.get("continuation-token") ?? "", "base64").toString("utf8");
  const names = [...files.keys()]
    .filter((name) => name.startsWith(query.get("prefix") ?? "") && name > after)
    .sort();
  const page = names.slice(0, perPage);
  const isTruncated = names.length > perPage;
  const contents = page.map(
    (name) =>
      `<Contents><Key>${encodeURIComponent(name).replaceAll("%2F", "/")}</Key><LastModified>2026-11-01T02:00:00.000Z</LastModified><ETag>&quot;${tagOf(files.get(name) ?? Buffer.alloc(0)).slice(1, -1)}&quot;</ETag><Size>${files.get(name)?.length ?? 0}</Size></Contents>`,
  );
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(page.at(-1) ?? "").toString("base64")}</NextContinuationToken>`
    : "";
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><IsTruncated>${String(isTruncated)}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
  );
}
