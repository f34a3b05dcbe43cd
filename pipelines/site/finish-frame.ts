import { createHash } from "node:crypto";
import { stillGuard } from "./still-guard.ts";

/**
 * What Framework leaves out of a page: its language, a viewport that lets people zoom, and a content security policy with the
 * hashes of its inline scripts, which are the same on every page. Only the page of the SQL console may compile WebAssembly.
 */
export function finishFrame(html: string): string {
  const frame = html
    // pages have scripts of their own; Framework's, which look for cells to run, would be more than all others together
    .replace(/<script type="module">[\s\S]*?<\/script>\n/, "")
    .replace(/<link rel="modulepreload"[^>]*>\n/g, "")
    .replace("<html>", '<html lang="{{language}}">')
    // before anything is loaded, so that nothing fails unseen
    .replace("<title>", () => `<script>${stillGuard}</script>\n<title>`)
    .replace("initial-scale=1, maximum-scale=1", "initial-scale=1");
  const hashes = [...frame.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) =>
      `'sha256-${createHash("sha256")
        .update(script ?? "")
        .digest("base64")}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`.trim() + "{{wasm}}",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join("; ");
  return frame.replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n<meta name="color-scheme" content="light dark">`,
  );
}
