import compression from "compression";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { constants } from "node:zlib";
import sirv from "sirv";
import { FunnelError } from "../contract/errors.ts";

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** A file whose name has the hash of its content: under this name it never changes. */
export const hashed = /\.[0-9a-f]{8,}\.[a-z0-9]+$/;
/** A worker has the policy of its own file: that of the SQL console fetches from this site and nowhere else. */
const workerFile = /\/_console\/worker\.[0-9a-f]{8}\.js$/;
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const policyTag = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/;

/**
 * Serves a built site on 127.0.0.1 (port 0: any free one) until closed, compressed, with the policy of each page as a header too.
 * Files are looked up per request, so a site published meanwhile behind `dir` shows on the next load.
 */
export function serveSite(dir: string, port: number): Promise<Served> {
  // What is kept for ever is pressed harder than what is asked for on every visit.
  const [quick, thorough] = [compressor(5), compressor(10)];
  const setHeaders = (response: ServerResponse, path: string) => {
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    response.setHeader(
      "cache-control",
      hashed.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    );
    const policy = path.endsWith(".html")
      ? policyTag.exec(readFileSync(join(dir, path), "utf8"))?.[1]
      : workerFile.test(path)
        ? workerPolicy
        : undefined;
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
  };
  const files = sirv(dir, { dev: true, etag: true, dotfiles: false, setHeaders });
  return listen(port, (request, response) => {
    const compress = hashed.test(request.url ?? "") ? thorough : quick;
    compress(request, response, () => {
      files(request, response, () => {
        response
          .writeHead(404, { "content-type": "text/html; charset=utf-8" })
          .end(
            '<!doctype html><meta charset="utf-8"><title>404</title><p>No such page. <a href="/">Overview</a></p>\n',
          );
      });
    });
  });
}

type Compressor = (...given: [...Parameters<RequestListener>, () => void]) => void;

/** Compresses what is sent. Nothing is gained by it for 34 MB of the SQL console's engine on the way to the same machine. */
function compressor(quality: number): Compressor {
  const filter: typeof compression.filter = (request, response) =>
    response.getHeader("content-type") !== "application/wasm" && compression.filter(request, response);
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
  // its types are those of express, but plain requests are all it uses
  return compression({ filter, brotli }) as unknown as Compressor;
}

/** Answers requests on 127.0.0.1 until closed. Throws an io error when the port is taken. */
export function listen(port: number, answer: RequestListener): Promise<Served> {
  const server = createServer(answer);
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new FunnelError("io", "serve_port", `port ${port}: ${error.message}; choose another with --port`),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            server.closeAllConnections();
          }),
      });
    });
  });
}
