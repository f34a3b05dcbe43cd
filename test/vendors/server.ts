import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fault, Plan } from "./faults.ts";

/** A question as a vendor sees it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
  /** The number of the call, from 1. */
  call: number;
}

/** An answer of a vendor. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
  type?: string;
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: JSON.stringify(value),
});

/** A vendor that is asked over HTTP on this machine. */
export interface FakeServer {
  url: string;
  /** Calls that arrived, and those that were answered as they should. */
  calls(): number;
  answered(): number;
  close(): Promise<void>;
}

/** How a vendor says that it is busy. */
export type Busy = (asked: Asked) => Reply;

/** Serves a vendor's answers on a free port, or the given one, and lets go wrong what the plan says. */
export async function serveVendor(
  answer: (asked: Asked) => Reply,
  plan: Plan,
  busy: Busy,
  port = 0,
): Promise<FakeServer> {
  let calls = 0;
  let answered = 0;
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const call = ++calls;
      const url = new URL(request.url ?? "/", "http://vendor");
      const asked: Asked = {
        method: request.method ?? "GET",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(pieces).toString("utf8"),
        call,
      };
      const fault = plan(call);
      const reply = fault === "busy" ? busy(asked) : answer(asked);
      if (fault === undefined && reply.status < 300) answered++;
      send(request, response, reply, fault);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    answered: () => answered,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const maintenance = "<!doctype html><html><body><h1>We will be back soon</h1></body></html>";

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body, type = "application/json;charset=utf-8" }: Reply,
  fault: Fault | undefined,
): void {
  const bytes = Buffer.from(body);
  const head = { "content-type": type, ...headers };
  switch (fault) {
    case "reset":
      request.socket.destroy();
      return;
    case "bad_gateway":
      response.writeHead(502, { "content-type": "text/html" }).end("<html>502 Bad Gateway</html>");
      return;
    case "unavailable":
      response
        .writeHead(503, { "content-type": "text/html", "retry-after": "1" })
        .end("<html>503 Service Unavailable</html>");
      return;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end(maintenance);
      return;
    case "keyless":
      response.writeHead(200, head).end("{}");
      return;
    case "short":
      response.writeHead(200, head).end(bytes.subarray(0, Math.floor(bytes.length / 2)));
      return;
    case "cut":
      response.writeHead(200, { ...head, "content-length": String(bytes.length) });
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      setTimeout(() => request.socket.destroy(), 5);
      return;
    case "drip": {
      response.writeHead(200, head);
      let at = 0;
      const timer = setInterval(() => {
        response.write(bytes.subarray(at, ++at));
      }, 20);
      response.on("close", () => {
        clearInterval(timer);
      });
      return;
    }
    default:
      response.writeHead(status, head).end(bytes);
  }
}
