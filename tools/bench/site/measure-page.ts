import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";

/** How slow the line and the computer are. */
export interface Pace {
  /** Bits a second and milliseconds to the server and back; as they are when missing. */
  line?: { bits: number; delay: number };
  /** The processor does one part of so many. */
  slowdown: number;
}

/** 1.6 Mbit/s, 150 ms, a fourth of the processor. */
export const throttled: Pace = { line: { bits: 1_600_000, delay: 150 }, slowdown: 4 };
export const unthrottled: Pace = { slowdown: 1 };

/** What a file of a page cost on the way, as it was compressed, headers included. */
export interface Fetched {
  path: string;
  type: string;
  bytes: number;
}

/** What a first visit of a page costs. Times in milliseconds. */
export interface PageFigures {
  path: string;
  /** Bytes that stand between the reader and the drawn charts: the page and what blocks it. */
  firstBytes: number;
  /** Bytes of all that is asked for until the scripts have taken the page over. */
  bytes: number;
  requests: number;
  files: Fetched[];
  largestContent: number;
  layoutShift: number;
  blocked: number;
  /** From the start to the page that answers. */
  ready: number;
  /** Errors of the console, of scripts and of the policy; requests to other hosts. */
  complaints: string[];
}

/** A tab of its own at a pace, and what it complained of. */
export async function openTab(
  browser: Browser,
  pace: Pace,
  viewport: { width: number; height: number },
): Promise<{ context: BrowserContext; page: Page; session: CDPSession; complaints: string[] }> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const { line, slowdown } = pace;
  if (line !== undefined)
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: line.delay,
      downloadThroughput: line.bits / 8,
      uploadThroughput: line.bits / 8,
    });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") complaints.push(`request to ${hostname}`);
  });
  return { context, page, session, complaints };
}

/** Until the scripts have drawn the page in place of what the build drew. */
export const takenOver = (page: Page) =>
  page.waitForSelector("#app:not([data-still]) .page", { state: "attached", timeout: 60_000 });

/** Counts a first visit of a page: nothing of the site is kept from before. */
export async function measurePage(
  browser: Browser,
  url: string,
  pace: Pace,
  viewport = { width: 1200, height: 900 },
): Promise<PageFigures> {
  const { context, page, session, complaints } = await openTab(browser, pace, viewport);
  try {
    const asked = new Map<string, Fetched>();
    session.on("Network.responseReceived", ({ requestId, response, type }) => {
      const { pathname, protocol } = new URL(response.url);
      if (protocol.startsWith("http")) asked.set(requestId, { path: pathname, type, bytes: 0 });
    });
    const pending = new Set<string>();
    session.on("Network.requestWillBeSent", ({ requestId }) => pending.add(requestId));
    session.on("Network.loadingFailed", ({ requestId }) => pending.delete(requestId));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      pending.delete(requestId);
      const file = asked.get(requestId);
      if (file !== undefined) file.bytes = encodedDataLength;
    });
    // What runs TypeScript wraps functions in a name of its own, which a page does not have.
    await page.addInitScript("globalThis.__name = (named) => named");
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: "load", timeout: 60_000 });
    await takenOver(page);
    const ready = await page.evaluate(() => performance.now());
    // Charts follow their place in the frame after, and the last long task ends.
    await untilQuiet(page, pending);
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    const files = [...asked.values()];
    const sum = (types: string[]) =>
      files.filter(({ type }) => types.includes(type)).reduce((total, { bytes }) => total + bytes, 0);
    return {
      path: new URL(url).pathname,
      firstBytes: sum(["Document", "Stylesheet"]),
      bytes: files.reduce((total, { bytes }) => total + bytes, 0),
      requests: files.length,
      files,
      largestContent: seen.largestContent,
      layoutShift: seen.layoutShift,
      blocked: seen.blocked.filter(({ at }) => at > seen.firstContent).reduce((all, { by }) => all + by, 0),
      ready,
      complaints,
    };
  } finally {
    await context.close();
  }
}

/** Until nothing has been asked for during a second; the browser's own word for it does not always come on a slowed processor. */
async function untilQuiet(page: Page, pending: Set<string>): Promise<void> {
  for (let quiet = 0; quiet < 10; quiet++) {
    await page.waitForTimeout(100);
    if (pending.size > 0) quiet = 0;
  }
}

interface Seen {
  firstContent: number;
  largestContent: number;
  layoutShift: number;
  /** Beyond 50 ms of each long task, and when it ended. */
  blocked: { at: number; by: number }[];
}

/** Runs in the page before everything else. Layout shift is that of the worst window, as browsers report it. */
function observe(): void {
  const seen: Seen = { firstContent: 0, largestContent: 0, layoutShift: 0, blocked: [] };
  Object.assign(globalThis, { seen });
  const watch = (type: string, take: (entry: PerformanceEntry) => void) => {
    new PerformanceObserver((list) => {
      list.getEntries().forEach(take);
    }).observe({ type, buffered: true });
  };
  let opened = 0;
  let last = 0;
  let shift = 0;
  watch("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (hadRecentInput) return;
    if (entry.startTime - last > 1000 || entry.startTime - opened > 5000)
      [opened, shift] = [entry.startTime, 0];
    last = entry.startTime;
    shift += value;
    seen.layoutShift = Math.max(seen.layoutShift, shift);
  });
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.firstContent = entry.startTime;
  });
  watch("largest-contentful-paint", (entry) => {
    seen.largestContent = entry.startTime;
  });
  watch("longtask", (entry) => {
    seen.blocked.push({ at: entry.startTime + entry.duration, by: entry.duration - 50 });
  });
}
