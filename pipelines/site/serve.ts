import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { FunnelError } from "../contract/errors.ts";

export interface Served {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a built site on 127.0.0.1 (port 0: any free one) until closed.
 * Files are looked up per request, so a site published meanwhile behind `dir` shows on the next load.
 */
export function serveSite(dir: string, port: number): Promise<Served> {
  const files = sirv(dir, { dev: true, etag: true, dotfiles: false });
  return listen(port, (request, response) => {
    files(request, response, () => {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found\n");
    });
  });
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
