import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { servers } from "./home.ts";

/** Questions, as METHOD /path?query, and what is answered in place of the vendor. */
export type Answers = [asked: RegExp, status: number, body: unknown][];

/** Stands before a vendor of this machine and answers some questions itself, as other accounts would. Gives its address. */
export async function standBefore(vendor: string, answers: Answers): Promise<string> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const own = answers.find(([asked]) => asked.test(`${request.method} ${request.url}`));
      if (own === undefined) {
        void passOn(Buffer.concat(pieces));
        return;
      }
      const [, status, body] = own;
      const type = typeof body === "string" ? "text/html" : "application/json";
      response.writeHead(status, { "content-type": type });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
    const passOn = async (body: Buffer) => {
      const { authorization, "content-type": type, ...others } = request.headers;
      const own = Object.entries(others).filter(([name]) =>
        /^(x-|developer|login-|linkedin|customer)/.test(name),
      );
      const answer = await fetch(`${vendor}${request.url}`, {
        method: request.method ?? "GET",
        headers: {
          ...(Object.fromEntries(own) as Record<string, string>),
          ...(authorization === undefined ? {} : { authorization }),
          ...(type === undefined ? {} : { "content-type": type }),
        },
        ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      const said = await answer.text();
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      // whoever signs in is sent to where they asked
      response.end(said.replaceAll(vendor, address()));
    };
  });
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  });
  return address();
}
