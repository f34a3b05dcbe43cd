import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { describeSources } from "../../pipelines/commands/extract.ts";
import { describeOutcome, extract } from "../../pipelines/extract/extract.ts";
import { cleanedUp } from "../vendors/cleaned-up.ts";
import { VirtualClock } from "../vendors/clock.ts";
import { serveFiles, serveS3 } from "../vendors/files/file-server.ts";
import { standBefore, type Answers } from "../vendors/front.ts";
import { serveGa4 } from "../vendors/google/ga4.ts";
import { serveGoogleAds } from "../vendors/google/google-ads.ts";
import { keyFile } from "../vendors/google/key.ts";
import { homeWith, servers, listening } from "../vendors/home.ts";
import { serveHubSpot } from "../vendors/hubspot/hubspot.ts";
import { drawWorld } from "../vendors/hubspot/world.ts";
import { serveLinkedinAds } from "../vendors/linkedin/linkedin-ads.ts";
import { drawMailings, serveMailchimp } from "../vendors/mailchimp/mailchimp.ts";
import { serveMetaAds } from "../vendors/meta/meta-ads.ts";
import { drawPipedrive } from "../vendors/pipedrive/company.ts";
import { servePipedrive } from "../vendors/pipedrive/pipedrive.ts";
import { drawOrg } from "../vendors/salesforce/org.ts";
import { serveSalesforce } from "../vendors/salesforce/salesforce.ts";
import { drawSpend } from "../vendors/spend/world.ts";

cleanedUp();
afterEach(() => {
  vi.unstubAllEnvs();
});

const keys = {
  TEST_KEY: "key",
  TEST_SECRET: "secret-of-app",
  TEST_MAILCHIMP: "key-us21",
  TEST_WRONG: "nope",
};
const clock = new VirtualClock(Date.parse("2026-11-20T02:00:00Z"));
const report = new Map([["report.csv", Buffer.from("a,b\n1,2\n")]]);

/** The accounts, each with its entry in sources.json; what stands before it answers in its place. */
const accounts: Record<string, () => Promise<{ url: string; entry: object }>> = {
  hubspot: async () => ({
    url: (await serve(serveHubSpot({ world: drawWorld({ seed: 3, deals: 12 }), clock }))).url,
    entry: { token: "env:TEST_KEY" },
  }),
  pipedrive: async () => ({
    url: (await serve(servePipedrive({ company: drawPipedrive(3, 12), clock }))).url,
    entry: { token: "env:TEST_KEY" },
  }),
  salesforce: async () => ({
    url: (await serve(serveSalesforce({ org: drawOrg(3, 12), clock }))).url,
    entry: { client_id: "app", client_secret: "env:TEST_SECRET" },
  }),
  google_ads: async () => ({
    url: (await serve(serveGoogleAds({ world: drawSpend({ seed: 3 }), clock }))).url,
    entry: {
      customer_id: "123-456-7890",
      developer_token: "env:TEST_KEY",
      service_account: "file:google.json",
    },
  }),
  ga4: async () => ({
    url: (await serve(serveGa4({ world: drawSpend({ seed: 3 }), clock }))).url,
    entry: { property: "123456789", service_account: "file:google.json" },
  }),
  meta_ads: async () => ({
    url: (await serve(serveMetaAds({ world: drawSpend({ seed: 3 }), clock }))).url,
    entry: { account: "act_1234567890", token: "env:TEST_KEY" },
  }),
  linkedin_ads: async () => ({
    url: (await serve(serveLinkedinAds({ world: drawSpend({ seed: 3 }), clock }))).url,
    entry: { account: "512345678", token: "env:TEST_KEY" },
  }),
  mailchimp: async () => ({
    url: (await serve(serveMailchimp({ mailings: drawMailings(3) }))).url,
    entry: { key: "env:TEST_MAILCHIMP" },
  }),
  s3: async () => ({
    url: (await serve(serveS3(report, {}))).url,
    entry: { bucket: "bucket", access_key_id: "env:TEST_KEY", secret_access_key: "env:TEST_KEY" },
  }),
  http: async () => ({
    url: (await serve(serveFiles(report, {}))).url,
    entry: { token: "env:TEST_KEY" },
  }),
};

async function serve<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  servers.push(server);
  return server;
}

/** An account of a kind as some answers make it, in a home with a second one that is well. */
async function accountOf(kind: string, answers: Answers = [], more: object = {}) {
  for (const [name, value] of Object.entries(keys)) vi.stubEnv(name, value);
  const { url, entry } = (await accounts[kind]?.()) ?? { url: "", entry: {} };
  const address = `${await standBefore(url, answers)}${kind === "http" ? "/report.csv" : ""}`;
  const well = await serve(serveFiles(report, {}));
  const home = homeWith({
    own: { kind, ...entry, url: address, ...more },
    well: { kind: "http", url: `${well.url}/report.csv`, token: "env:TEST_KEY" },
  });
  const google = { mode: 0o600 };
  writeFileSync(join(home.root, "google.json"), keyFile(address), google);
  return {
    home,
    night: async () => {
      const [own, other] = await extract({ home, clock, patience: 2000 }, listening(() => 0).effects);
      if (own === undefined || other === undefined) throw new Error("no source");
      return { own, other, ...describeOutcome(own) };
    },
  };
}

const hubspotError = (category: string, message: string, more: object = {}) => ({
  status: "error",
  category,
  message,
  ...more,
});
const page = "<!doctype html><html><body>Nothing here</body></html>";

const cases: [kind: string, what: string, answers: Answers, more: object, line: RegExp][] = [
  [
    "hubspot",
    "a key that may read nothing",
    [[/./, 403, hubspotError("MISSING_SCOPES", "x")]],
    {},
    /^own: deal_pipelines, owners, deals, contacts, companies: the key may not read this \(status 403, MISSING_SCOPES\); it needs crm\.schemas\.deals\.read, crm\.objects\.owners\.read, .* \[source_scope\]$/,
  ],
  [
    "hubspot",
    "down all night",
    [[/./, 503, page]],
    {},
    /^own: deal_pipelines, lead_pipelines: no whole answer in 6 attempts \(status 503\); the next run goes on where it stopped \[source_down\]$/,
  ],
  [
    "hubspot",
    "a malformed key",
    [[/./, 530, page]],
    {},
    /^own: deal_pipelines: the vendor does not accept the key \(status 530\); make a new one .* \[source_key\]$/,
  ],
  [
    "hubspot",
    "a secret that nobody set",
    [],
    { token: "env:TEST_NOT_SET" },
    /^sources\.json: own\.token: expected the environment variable TEST_NOT_SET to hold it; set it \[source_secret\]$/,
  ],
  [
    "pipedrive",
    "a company that no longer pays",
    [[/./, 402, { success: false, error: "Payment required" }]],
    {},
    /^own: stages, deals, persons, organizations, activities: the account's plan or settings do not allow this \(status 402\); let its administrator switch it on, .* \[source_plan\]$/,
  ],
  [
    "pipedrive",
    "the address of no company",
    [[/./, 404, page]],
    {},
    /^own: stages, deals, .* the account has nothing of the kind \(status 404\); correct url in sources\.json, .* \[source_absent\]$/,
  ],
  [
    "pipedrive",
    "a user who may not see changes",
    [[/changelog/, 403, { success: false, error: "x" }]],
    {},
    /^own: deal_changelogs: the key may not read this \(status 403\); it needs a user who may see all deals \[source_scope\]; its other files stay, known until 2026-11-\d\d \d\d:\d\d UTC$/,
  ],
  [
    "salesforce",
    "an edition without the interface",
    [[/services\/data/, 403, [{ errorCode: "API_DISABLED_FOR_ORG" }]]],
    {},
    /^own: OpportunityStage, User, .*, Event: the account's plan or settings do not allow this \(status 403, API_DISABLED_FOR_ORG\); .* \[source_plan\]$/,
  ],
  [
    "salesforce",
    "the domain of no org",
    [[/oauth2/, 404, page]],
    {},
    /^own: signing in: nobody can sign in at this address \(status 404\); correct it in sources\.json \[source_key\]$/,
  ],
  [
    "salesforce",
    "an app that may not sign in by itself",
    [[/oauth2/, 400, { error: "invalid_client" }]],
    {},
    /^own: signing in: the vendor does not accept the key \(status 400, invalid_client\)/,
  ],
  [
    "salesforce",
    "a text that is no private key",
    [],
    { client_secret: undefined, username: "reader@minta.example", private_key: "env:TEST_KEY" },
    /^sources\.json: own\.private_key: expected a private key of RSA without a passphrase, .* \[source_secret\]$/,
  ],
  [
    "google_ads",
    "an interface that is switched off",
    [
      [
        /searchStream/,
        403,
        { error: { status: "PERMISSION_DENIED", details: [{ reason: "SERVICE_DISABLED" }] } },
      ],
    ],
    {},
    /^own: spend: the account's plan or settings do not allow this \(status 403, PERMISSION_DENIED SERVICE_DISABLED\)/,
  ],
  [
    "google_ads",
    "a version that has ended",
    [[/searchStream/, 404, page]],
    {},
    /^own: spend: the vendor no longer answers this version of its interface \(status 404\); update the program \[source_version\]$/,
  ],
  [
    "google_ads",
    "a text that is no key file",
    [],
    { service_account: "env:TEST_KEY" },
    /^sources\.json: own\.service_account: expected the JSON key file of a service account/,
  ],
  [
    "ga4",
    "another property",
    [],
    { property: "999999999" },
    /^own: spend: the account has nothing of the kind \(status 404, NOT_FOUND\); correct property in sources\.json/,
  ],
  [
    "meta_ads",
    "a version that has ended",
    [[/./, 400, { error: { type: "OAuthException", code: 2635 } }]],
    {},
    /^own: spend: the vendor no longer answers this version .* \[source_version\]$/,
  ],
  [
    "meta_ads",
    "another account",
    [[/act_/, 400, { error: { type: "GraphMethodException", code: 100, error_subcode: 33 } }]],
    {},
    /^own: spend: the account has nothing of the kind .*; correct account in sources\.json \[source_absent\]$/,
  ],
  [
    "linkedin_ads",
    "a version that has ended",
    [[/./, 426, { code: "NONEXISTENT_VERSION" }]],
    {},
    /^own: spend: the vendor no longer answers this version .* \[source_version\]$/,
  ],
  [
    "mailchimp",
    "a user who was disabled",
    [[/./, 403, { title: "User Disabled" }]],
    {},
    /^own: mailings: the key may not read this \(status 403, User Disabled\); it needs a user who is at least a viewer/,
  ],
  [
    "mailchimp",
    "half a key",
    [],
    { key: "env:TEST_KEY", url: undefined },
    /^sources\.json: own\.key: expected an API key, which ends with its data centre/,
  ],
  [
    "s3",
    "a bucket that the key may not list",
    [[/./, 403, "<Error><Code>AccessDenied</Code></Error>"]],
    {},
    /^own: files: the key may not read this \(status 403, AccessDenied\); it needs the right to list the bucket/,
  ],
  [
    "http",
    "a file that is gone",
    [[/./, 404, page]],
    {},
    /^own: file: the account has nothing of the kind \(status 404\); correct url in sources\.json \[source_absent\]$/,
  ],
];

describe("one line says what is wrong and what to do, and the night goes on with the other source", () => {
  test.each(cases)("%s: %s", async (kind, _, answers, more, line) => {
    const { night } = await accountOf(kind, answers, more);
    const { warnings, other } = await night();
    expect(warnings).toEqual([expect.stringMatching(line)]);
    expect(other.streams).toMatchObject([{ stream: "files", outcome: "fetched" }]);
  });
});

describe("what an account does not have is no failure", () => {
  test("HubSpot without Leads and campaigns", async () => {
    const noType = hubspotError("VALIDATION_ERROR", "Unable to infer object type from: leads");
    const { night } = await accountOf("hubspot", [
      [/\/leads/, 400, noType],
      [/marketing\/campaigns/, 403, hubspotError("BANNED", "x")],
    ]);
    const { warnings, info } = await night();
    expect(warnings).toEqual([]);
    expect(info).toContain("own: the account or the key has no lead_pipelines, leads, campaigns");
  });

  test("HubSpot with an object of its own that is called as Leads are: nothing of it is read as Leads", async () => {
    const stranger = { id: "1", properties: { hs_object_id: "1" }, archived: false };
    const { night, home } = await accountOf("hubspot", [
      [/^GET \/crm\/objects\/2026-09\/leads/, 200, { results: [stranger] }],
    ]);
    const { own, warnings } = await night();
    expect(warnings).toEqual([]);
    expect(own.streams.find(({ stream }) => stream === "leads")).toMatchObject({
      outcome: "absent",
      message: expect.stringMatching(/has an object of its own of this name, and not HubSpot's/) as string,
    });
    expect(existsSync(join(home.exports, "own", ".part"))).toBe(false);
  });

  test("Pipedrive without leads, of which it says null", async () => {
    const none = { success: true, data: null, additional_data: { pagination: { start: 0 } } };
    const { night } = await accountOf("pipedrive", [[/\/v1\/leads/, 200, none]]);
    const { own, warnings } = await night();
    expect(warnings).toEqual([]);
    expect(own.streams.find(({ stream }) => stream === "leads")).toMatchObject({
      outcome: "fetched",
      records: 0,
    });
  });

  test.each([
    ["hubspot", /GET \/crm\/objects\/2026-09\/deals/, { results: [] }, "deals"],
    ["pipedrive", /\/v2\/deals/, { success: true, data: [], additional_data: {} }, "deals"],
  ])("%s without deals says what that means", async (kind, asked, body, stream) => {
    const { night } = await accountOf(kind, [[asked, 200, body]]);
    const { info, warnings } = await night();
    expect(warnings).toEqual([]);
    expect(info.join("\n")).toMatch(new RegExp(`own: ${stream}: there is none that the key's user may see`));
  });
});

describe("a disk without room", () => {
  test("is the failure of one source: what it had stays, dated, its unfinished pages make room, and the next run fetches it", async () => {
    const { night, home } = await accountOf("hubspot", [], { streams: ["owners", "deals"] });
    await night();
    clock.pass(86_400_000);
    vi.stubEnv("FUNNELHOUSE_FAULT", "page.write:ENOSPC");
    const { warnings, own } = await night();
    expect(warnings).toEqual([
      expect.stringMatching(
        /^own: owners: no space is left on the disk \(ENOSPC\): free some; .* \[source_disk\]; its other files stay, known until 2026-11-20 02:00 UTC$/,
      ),
    ]);
    expect(own.streams).toHaveLength(1);
    expect(existsSync(join(home.exports, "own", ".part"))).toBe(false);
    vi.unstubAllEnvs();
    for (const [name, value] of Object.entries(keys)) vi.stubEnv(name, value);
    expect((await night()).own.streams.map(({ outcome }) => outcome)).toEqual(["fetched", "fetched"]);
  });
});

describe("a dry run", () => {
  test("asks every source, also after one that does not accept the key, and is not ready then", async () => {
    for (const kind of ["hubspot", "pipedrive"]) {
      const { home } = await accountOf(kind, [], { token: "env:TEST_WRONG" });
      const { lines, isReady } = await describeSources(home);
      expect(lines).toEqual([
        expect.stringMatching(
          /^own: \w+: the vendor does not accept the key \(status 401, \w+\); make a new one/,
        ),
        "well: File at an address accepts the key",
        "  1 file: about 2 calls",
        "  a night: about 2 calls; the job may use 50 %",
      ]);
      expect(isReady).toBe(false);
    }
  });

  test("of Pipedrive counts tokens: a call costs ten or twenty of them", async () => {
    const { home } = await accountOf("pipedrive", [], { daily_tokens: 10_000 });
    const { lines, isReady } = await describeSources(home, "own");
    expect(lines.at(-1)).toMatch(
      /^ {2}a night: about \d+ calls, [\d ]+ units, \d+\.\d % of the [\d ]+ of a day; the job may use 50 %$/,
    );
    expect(isReady).toBe(true);
  });
});
