import { createHash } from "node:crypto";
import { stillGuard } from "./still-guard.ts";
import { stillMark } from "./write-pages.ts";

/**
 * The default view in its place, and what Framework leaves out of a page: its language, a viewport that lets people zoom, and a content security policy with
 * the hashes of this page's inline scripts. File times are removed so that equal data gives equal bytes.
 */
export function finishPage(html: string, language: string, still: string): string {
  const page = html
    .replace("<html>", `<html lang="${language}">`)
    .replace("</head>", () => `<script>${stillGuard}</script>\n</head>`)
    .replace("initial-scale=1, maximum-scale=1", "initial-scale=1")
    .replace(/,"lastModified":\d+(\.\d+)?/g, "");
  const hashes = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) =>
      `'sha256-${createHash("sha256")
        .update(script ?? "")
        .digest("base64")}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join("; ");
  if (!page.includes(stillMark)) throw new Error(`a page has no ${stillMark} to draw its default view in`);
  return page
    .replace(stillMark, () => still)
    .replace(
      '<meta charset="utf-8">',
      `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n<meta name="color-scheme" content="light dark">`,
    );
}
