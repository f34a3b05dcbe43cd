import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { Parser } from "htmlparser2";
import { languages } from "../../dashboards/language.ts";
import type { PageEntry } from "../../dashboards/pages.ts";
import { FunnelError } from "../contract/errors.ts";

/** What a browser would fetch: in style sheets, and by imports of scripts. */
const remote: Record<string, RegExp> = {
  ".css": /url\(\s*["']?(?:https?:)?\/\/|@import\s+["'](?:https?:)?\/\//i,
  ".js": /(?:\bfrom|\bimport)\s*\(?\s*["'`]https?:\/\/|\bfetch\(\s*["'`]https?:\/\//,
};

/** Throws a site error, naming the file and the reason, unless the built site is complete and asks no third party for anything. */
export function checkSite(dir: string, pages: PageEntry[]): void {
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
    if (extension === ".html") checkPage(name, readFileSync(path, "utf8"));
    if (remote[extension] !== undefined) checkCode(name, extension, readFileSync(path, "utf8"));
  }
}

const fetching = new Set([
  "src",
  "srcset",
  "imagesrcset",
  "href",
  "xlink:href",
  "action",
  "formaction",
  "poster",
  "data",
  "background",
]);

/** Whether an attribute holds an address elsewhere, or several parted by commas, as a browser reads it: without line breaks, \\ as /. */
const isRemote = (value: string): boolean =>
  value
    .replace(/[\t\n\r]/g, "")
    .replaceAll("\\", "/")
    .split(",")
    .some((address) => /^\s*(https?:)?\/\//i.test(address));

/** Whether an attribute is the address of a link that asks for nothing until somebody follows it, and then does not say from where. */
const isFollowed = (element: string, attribute: string, attributes: Record<string, string>): boolean =>
  element === "a" &&
  attribute === "href" &&
  attributes["rel"]?.split(" ").includes("noreferrer") === true &&
  attributes["ping"] === undefined;

/** Elements, styles and scripts of a page; its text may say what it likes: a deal may be named like an address. */
function checkPage(name: string, page: string): void {
  let code = "";
  let extension = "";
  const parser = new Parser({
    onopentag(element, attributes) {
      if (attributes["class"]?.includes("observablehq--error") === true)
        fail(name, "a cell does not compile; run the build of this page and read its source");
      for (const [attribute, value] of Object.entries(attributes)) {
        if (fetching.has(attribute) && isRemote(value) && !isFollowed(element, attribute, attributes))
          failRemote(name, `${attribute}=${value}`);
        if (attribute === "style" || /^\s*url\(/i.test(value)) checkCode(name, ".css", value);
      }
      if (
        element === "meta" &&
        isRemote(/url\s*=\s*["']?(.*)/is.exec(attributes["content"] ?? "")?.[1] ?? "")
      )
        failRemote(name, `content=${attributes["content"] ?? ""}`);
      code = "";
      extension = { style: ".css", script: ".js" }[element] ?? "";
    },
    ontext(text) {
      if (extension !== "") code += text;
    },
    onclosetag() {
      if (extension !== "") checkCode(name, extension, code);
      extension = "";
    },
  });
  parser.end(page);
}

function checkCode(name: string, extension: string, code: string): void {
  const found = remote[extension]?.exec(code)?.[0];
  if (found !== undefined) failRemote(name, found);
}

const failRemote = (name: string, what: string): never =>
  fail(name, `asks a third party: ${what.slice(0, 80)}`);

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
