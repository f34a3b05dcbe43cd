import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { FunnelError } from "../contract/errors.ts";

/**
 * Serves a built site on 127.0.0.1 (port 0: any free one) until closed.
 * Files are looked up per request, so a site published meanwhile behind `dir` shows on the next load.
 */
export function serveSite(dir: string, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const files = sirv(dir, { dev: true, etag: true, dotfiles: false });
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found\n");
    });
  });
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
