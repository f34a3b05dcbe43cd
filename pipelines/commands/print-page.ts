import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { currentRelease, entriesOf } from "../release/manifest.ts";
import { serveSite } from "../site/serve.ts";

export interface PrintOptions {
  home: Home;
  /** Where the PDF goes; replaced when it exists. */
  out: string;
  language: string;
  /** The key of a page: the name of its file, without its ending. */
  page: string;
  env: NodeJS.ProcessEnv;
}

/** As package managers name the browsers that can print without a screen. */
const names = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge",
  "msedge",
];
const installed = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const patience = 120_000;

/**
 * Prints a page of the published site as a PDF, with the browser that is installed, and returns the file's path. Throws a configuration
 * error when there is no such browser or page, and an I/O error when it could not be printed or written.
 */
export async function printPage({ home, out, language, page, env }: PrintOptions): Promise<string> {
  const site = join(currentRelease(home), "site");
  refuseUnknown(site, language, page);
  const browser = browserOf(env);
  const file = resolve(out);
  const work = mkdtempSync(join(tmpdir(), "funnelhouse-print-"));
  const printed = join(work, "page.pdf");
  const { url, close } = await serveSite(site, 0);
  try {
    await promisify(execFile)(
      browser,
      [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // As root, Chromium starts only without its sandbox; what it opens is our own page from this machine.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        `--user-data-dir=${join(work, "profile")}`,
        "--virtual-time-budget=30000",
        "--no-pdf-header-footer",
        `--print-to-pdf=${printed}`,
        `${url}${language}/${page}.html`,
      ],
      { timeout: patience },
    ).catch((error: unknown) => {
      throw notPrinted(browser, error);
    });
    if (!existsSync(printed) || statSync(printed).size === 0) throw notPrinted(browser, undefined);
    put(printed, file);
    return file;
  } finally {
    await close();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Throws unless the site has the page in the language. */
function refuseUnknown(site: string, language: string, page: string): void {
  const refuse = (code: string, message: string) => {
    throw new FunnelError("config", code, message);
  };
  if (!existsSync(site))
    refuse("no_site", "the current release has no site; run a refresh without --no-site");
  const spoken = entriesOf(site).filter((name) => existsSync(join(site, name, "index.html")));
  if (!spoken.includes(language))
    refuse(
      "no_language",
      `--language ${language}: the site has no such language; choose ${spoken.join(" or ")}`,
    );
  const pages = entriesOf(join(site, language))
    .filter((name) => name.endsWith(".html"))
    .map((name) => name.slice(0, -".html".length));
  if (!pages.includes(page))
    refuse("no_page", `--page ${page}: the site has no such page; choose one of ${pages.join(", ")}`);
}

/** The browser that CHROMIUM names, else the first one that is installed. */
function browserOf(env: NodeJS.ProcessEnv): string {
  const named = env["CHROMIUM"] ?? "";
  if (named !== "") {
    if (existsSync(named)) return named;
    throw new FunnelError("config", "no_browser", `CHROMIUM=${named}: there is no such file`);
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = [
    ...folders.flatMap((folder) =>
      names.flatMap((name) => [join(folder, name), join(folder, `${name}.exe`)]),
    ),
    ...installed,
  ].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new FunnelError(
    "config",
    "no_browser",
    "a PDF is printed by Chromium, Chrome or Edge, and none was found; install one (Debian, Ubuntu: apt-get install chromium · Fedora: dnf install chromium · macOS: brew install --cask chromium · Windows: Edge is there), or set CHROMIUM to its path",
  );
}

function notPrinted(browser: string, cause: unknown): FunnelError {
  const failed = cause as { killed?: boolean; code?: unknown } | undefined;
  const how =
    failed === undefined
      ? "it wrote nothing"
      : failed.killed === true
        ? `it did not end within ${patience / 1000} seconds`
        : `it ended with ${String(failed.code)}`;
  return new FunnelError(
    "io",
    "not_printed",
    `${browser} did not print the page: ${how}; try it by hand (${browser} --headless --print-to-pdf <address>), or name another browser with CHROMIUM`,
    { cause },
  );
}

/** The whole file or none, also on another disk. */
function put(printed: string, file: string): void {
  const partial = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(printed, partial);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? "error";
    throw new FunnelError("io", "report_out", `${file} cannot be written (${reason}); choose another --out`, {
      cause: error,
    });
  }
}
