import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { languages, pages } from "../../dashboards/pages.ts";
import { FunnelError } from "../errors.ts";

// A reference that a browser would fetch: attributes, CSS, static and dynamic imports. Plain text links are no request.
const remote: Record<string, RegExp> = {
  ".html":
    /(?:src|href|srcset|action)\s*=\s*["']?\s*(?:https?:)?\/\/[^"'\s>]+|url\(\s*["']?(?:https?:)?\/\/|from\s*["']https?:\/\//i,
  ".css": /url\(\s*["']?(?:https?:)?\/\/|@import\s+["'](?:https?:)?\/\//i,
  ".js": /(?:\bfrom|\bimport)\s*\(?\s*["'`]https?:\/\/|\bfetch\(\s*["'`]https?:\/\//,
};

/** Throws a site error, naming the file and the reason, unless the built site is complete and asks no third party for anything. */
export function checkSite(dir: string): void {
  for (const language of languages)
    for (const page of pages)
      if (!existsSync(join(dir, language, `${page.key}.html`)))
        fail(`${language}/${page.key}.html`, "the page is missing");
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path);
    if (entry.isSymbolicLink()) fail(name, "is a symbolic link; a site holds files only");
    if (statSync(path).size === 0) fail(name, "is empty");
    const extension = extname(path);
    if (extension === ".json") checkJson(name, path);
    const pattern = remote[extension];
    if (pattern === undefined) continue;
    const content = readFileSync(path, "utf8");
    if (extension === ".html" && content.includes("observablehq--error"))
      fail(name, "a cell does not compile; run the build of this page and read its source");
    const found = pattern.exec(content)?.[0];
    if (found !== undefined) fail(name, `asks a third party: ${found.slice(0, 80)}`);
  }
}

function checkJson(name: string, path: string): void {
  try {
    JSON.parse(readFileSync(path, "utf8"));
  } catch {
    fail(name, "is not JSON");
  }
}

function fail(file: string, reason: string): never {
  throw new FunnelError("site", "site_check", `site ${file}: ${reason}`);
}
