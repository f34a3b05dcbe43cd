import type { ServerResponse } from "node:http";
import { extname } from "node:path";
import type { Effects } from "../../pipelines/contract/effects.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import type { SiteInput } from "../../pipelines/site/read-files.ts";
import { listen, type Served } from "../../pipelines/site/serve.ts";
import { liveSite } from "./live-site.ts";
import { watchSources } from "./watch-sources.ts";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

const plain = "text/plain; charset=utf-8";
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Serves the pages of a warehouse on 127.0.0.1 as they are published, policy and default view included, until closed. A change in
 * dashboards/ is taken in and open pages load again; one that does not compile is reported and the last good site stays.
 */
export async function serveLive(
  { cache, port, ...input }: SiteInput & { cache: string; port: number },
  effects: Effects,
): Promise<Served> {
  const site = await liveSite(input, cache, (message) => effects.report.warn(message));
  const readers = new Set<ServerResponse>();
  const served = await listen(port, (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
    if (path === "_changes") {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.flushHeaders();
      readers.add(response);
      request.on("close", () => readers.delete(response));
      return;
    }
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const send = (status: number, type: string, content: string | Buffer) =>
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(content);
    try {
      const content = site.at(file);
      if (content === undefined) send(404, plain, "not found\n");
      else send(200, types[extname(file)] ?? "application/octet-stream", content);
    } catch (error) {
      // A page whose drawing fails, until its source is mended.
      send(500, plain, `${file}: ${messageOf(error)}\n`);
    }
  });
  const watched = watchSources(programRoot, async (sources) => {
    const started = effects.now().getTime();
    try {
      await site.change(sources);
      for (const reader of readers) reader.write("data: changed\n\n");
      effects.report.info(`${sources.join(", ")}: ${effects.now().getTime() - started} ms`);
    } catch (error) {
      effects.report.warn(messageOf(error));
    }
  });
  return {
    url: served.url,
    async close() {
      watched.close();
      await served.close();
    },
  };
}
