import { connect } from "node:net";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EnvHttpProxyAgent } from "undici";
import { silent } from "../../pipelines/contract/effects.ts";
import { chosenSources, extract } from "../../pipelines/extract/extract.ts";
import { readSecret, Secrets } from "../../pipelines/extract/http/secrets.ts";
import { retryAfter, waitBefore } from "../../pipelines/extract/http/verdict.ts";
import { refresh } from "../../pipelines/refresh.ts";
import { readVendors } from "../../pipelines/extract/vendors/all.ts";
import { textOf } from "../docs/documents.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { homeWith, servers, listening } from "../vendors/home.ts";
import { account } from "./account.ts";

cleanedUp();

test.each([
  [{ hubspot: { kind: "hubspott" } }, /^sources\.json: hubspot\.kind: expected one of .*hubspot/],
  [{ hubspot: {} }, /^sources\.json: hubspot\.kind: it is missing; expected one of .*hubspot/],
  [{ hubspot: "hubspot" }, /^sources\.json: hubspot: expected an object with its kind and its keys/],
  [["hubspot"], /^sources\.json: expected one object with an entry per source, such as /],
  [
    { hubspot: { kind: "hubspot" } },
    /^sources\.json: hubspot\.token: it is missing; expected env:NAME, or file:PATH/,
  ],
  [
    { hubspot: { kind: "hubspot", token: ["pat-eu1-secret"] } },
    /^sources\.json: hubspot\.token: expected env:NAME, or file:PATH .*, found a list in \[ \]/,
  ],
  [
    { hubspot: { kind: "hubspot", token: "pat-eu1-secret" } },
    /^sources\.json: hubspot\.token: expected env:NAME, or file:PATH/,
  ],
  [
    { hubspot: { kind: "hubspot", token: "env:X", colour: 1 } },
    /hubspot\.colour: there is no such key; expected token, url, kind, streams, quota_share, minutes/,
  ],
  [
    { hubspot: { kind: "hubspot", token: "env:X", quota_share: 2 } },
    /hubspot\.quota_share: expected a number of at most 1/,
  ],
  [
    { hubspot: { kind: "hubspot", token: "env:X", minutes: 1.5, streams: [] } },
    /hubspot\.streams: expected a list that is not empty; hubspot\.minutes: expected a whole number, found a fraction/,
  ],
  [
    { files: { kind: "http", url: "ftp://x.example" } },
    /files\.url: expected an address that begins with https:\/\/, or env:NAME/,
  ],
  [{ crm: { kind: "pipedrive", token: "env:X" } }, /crm\.url: it is missing; expected a text/],
  [{ "Hub Spot": { kind: "hubspot", token: "env:X" } }, /Hub Spot: .*lower-case name/],
])("a mistake in sources.json is named with its entry and key: %j", async (content, message) => {
  const home = homeWith(content as Record<string, unknown>);
  await expect(chosenSources(home)).rejects.toThrow(message);
  await expect(chosenSources(home)).rejects.toThrow(/docs\/sources(\/\w+)?\.md lists the keys$/);
  // a secret that was written there by mistake is not repeated
  await expect(chosenSources(home)).rejects.not.toThrow(/pat-eu1/);
});

test("a secret that is missing, or that others may read, is refused before any call; the other sources go on", async () => {
  const { home, fake, fetch } = await account({ entry: { token: "file:key", streams: ["owners"] } });
  const path = join(home.root, "key");
  expect((await fetch()).streams[0]?.message).toMatch(/no such file; write the secret into it/);
  writeFileSync(path, "key");
  chmodSync(path, 0o644);
  expect((await fetch()).streams[0]?.message).toMatch(/others may read it; chmod 600/);
  expect(fake.calls()).toBe(0);
  expect(() => readSecret("env:NOT_SET", "sources.json: x.token", ".", {})).toThrow(
    "sources.json: x.token: expected the environment variable NOT_SET to hold it; set it",
  );
});

test("secrets are struck out in every form in which they can stand, and addresses lose their queries", () => {
  const secrets = new Secrets();
  secrets.add('a+b/c"d');
  const masked = secrets.mask(
    `https://x.example/p?access_token=zzz failed for a+b/c"d, a%2Bb%2Fc%22d and ${Buffer.from('a+b/c"d').toString("base64")}`,
  );
  expect(masked).toBe("https://x.example/p failed for ***, *** and ***");
  expect(secrets.maskBody(Buffer.from('{"next":"é a+b/c\\"d"}')).toString()).toBe('{"next":"é ***"}');
});

test("a vendor's wish to be asked later is kept, within bounds; without one waiting grows, at random", () => {
  expect(retryAfter("7", 0)).toBe(7000);
  expect(retryAfter("Thu, 01 Jan 1970 00:00:09 GMT", 2000)).toBe(7000);
  expect(retryAfter("soon", 0)).toBeUndefined();
  expect(waitBefore(0, 7000, 0.5)).toBe(7000);
  expect(waitBefore(0, 86_400_000, 0.5)).toBe(120_000);
  expect([0, 1, 2, 9].map((attempt) => waitBefore(attempt, undefined, 0.5))).toEqual([
    500, 1000, 2000, 30_000,
  ]);
  expect(waitBefore(4, undefined, 0)).toBe(0);
});

test("a proxy that the environment names is what vendors are asked through", async () => {
  const asked: string[] = [];
  const { fake } = await account();
  const proxy = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const vendor = connect(Number(new URL(fake.url).port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      vendor.pipe(socket).pipe(vendor);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  servers.push({
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => {
          resolve();
        });
        proxy.closeAllConnections();
      }),
  });
  const { port } = proxy.address() as AddressInfo;
  const agent = new EnvHttpProxyAgent({ httpProxy: `http://127.0.0.1:${port}`, noProxy: "" });
  const answer = await fetch("http://hubspot.invalid/crm/owners/2026-09", {
    dispatcher: agent as never,
  } as RequestInit);
  expect(answer.status).toBe(401);
  expect(asked).toEqual(["hubspot.invalid:80"]);
  await agent.close();
});

test("no test reaches a host that is not this machine", async () => {
  await expect(fetch("https://api.hubapi.com/")).rejects.toThrow();
  expect(process.env["HTTPS_PROXY"]).toBe("http://127.0.0.1:9");
});

test("a refresh fetches first, and goes on with the files it has, dated, when an account cannot be read", async () => {
  let isDown = false;
  const { home, clock, fetch, fake, warnings, effects } = await account({
    deals: 40,
    plan: () => (isDown ? "bad_gateway" : undefined),
  });
  await fetch();
  const calls = fake.calls();
  isDown = true;
  clock.pass(24 * 3_600_000);
  const { fetched, figures } = await refresh({ home, site: false, clock }, effects);
  expect(fake.calls()).toBeGreaterThan(calls);
  expect(fetched[0]?.knownUntil).toBe("2026-11-10T17:30:00.000Z");
  expect(figures.sources).toMatchObject([
    { source: "hubspot", knownUntil: expect.stringMatching(/^2026-11-10T17:30:0\dZ$/) as string },
  ]);
  expect(warnings.join("\n")).toMatch(
    /no whole answer in 6 attempts \(status 502\).*\[source_down\]; its other files stay, known until 2026-11-10 17:30 UTC/,
  );
});

test("a home whose accounts were never read is no sample", async () => {
  const { home, clock, effects } = await account({ plan: () => "reset", entry: { streams: ["owners"] } });
  await expect(refresh({ home, site: false, clock }, effects)).rejects.toThrow(
    /no file was ever fetched or delivered/,
  );
});

test("a source that fails holds up no other", async () => {
  const { home, clock, fake } = await account({ entry: { streams: ["owners"] } });
  const text = JSON.parse(readFileSync(join(home.root, "sources.json"), "utf8")) as { hubspot: object };
  mkdirSync(home.exports, { recursive: true });
  writeFileSync(
    join(home.root, "sources.json"),
    JSON.stringify({ absent: { ...text.hubspot, token: "env:NOT_SET_ANYWHERE" }, ...text }),
  );
  const outcomes = await extract({ home, clock }, { now: () => new Date(clock.now()), report: silent });
  expect(outcomes.map(({ streams }) => streams[0]?.outcome)).toEqual(["failed", "fetched"]);
  expect(fake.calls()).toBe(2);
  await expect(extract({ home, source: "crm", clock }, listening(() => 0).effects)).rejects.toThrow(
    "crm: sources.json has no such source; it has absent, hubspot",
  );
});

test("every vendor has its page, with its keys, its streams and its row among the sources", async () => {
  const sources = textOf("docs/sources.md");
  for (const { kind, name } of await readVendors()) {
    expect(sources).toContain(`| ${name} | \`${kind}\` | [${name}](sources/${kind}.md) |`);
    expect(textOf(`docs/sources/${kind}.md`)).toContain(`"kind": "${kind}"`);
  }
});
