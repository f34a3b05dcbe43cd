import { parseArgs } from "node:util";
import { realClock } from "../../pipelines/extract/http/clock.ts";
import { noFaults, randomPlan, type Plan } from "./faults.ts";
import { serveFiles, serveS3, type Files } from "./files/file-server.ts";
import { serveImap } from "./files/imap-server.ts";
import { serveSftp } from "./files/sftp-server.ts";
import { serveGa4 } from "./google/ga4.ts";
import { serveGoogleAds } from "./google/google-ads.ts";
import { keyFile } from "./google/key.ts";
import { serveHubSpot } from "./hubspot/hubspot.ts";
import { drawWorld } from "./hubspot/world.ts";
import { drawPipedrive } from "./pipedrive/company.ts";
import { servePipedrive } from "./pipedrive/pipedrive.ts";
import { drawOrg } from "./salesforce/org.ts";
import { serveSalesforce } from "./salesforce/salesforce.ts";
import { serveLinkedinAds } from "./linkedin/linkedin-ads.ts";
import { drawMailings, serveMailchimp } from "./mailchimp/mailchimp.ts";
import { serveMetaAds } from "./meta/meta-ads.ts";
import { serveMicrosoftAds } from "./microsoft/microsoft-ads.ts";
import { drawSpend } from "./spend/world.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Wanted {
  seed: number;
  leads: number;
  port: number;
  plan: Plan;
}

interface Served {
  server: { url: string } | { port: number };
  entry: object;
  /** Its key as the environment gives it. */
  secret: string;
  /** A file that the entry names, and what stands in it. */
  file?: { name: string; text: string };
}

/** What lies at the servers that give files. */
const report = Buffer.from(
  "Campaign report\n2026-03-01 - 2026-03-01\nCampaign,Day,Currency code,Cost,Impr.\nKert,2026-03-01,EUR,12.50,7\n",
);
const files: Files = new Map([["report.csv", report]]);

/** Each vendor on this machine, with its entry in sources.json. */
const vendors: Record<string, (wanted: Wanted) => Promise<Served>> = {
  async hubspot({ seed, leads, port, plan }) {
    const world = drawWorld({ seed, deals: leads });
    const server = await serveHubSpot({ world, clock: realClock, plan, port });
    return {
      server,
      entry: { kind: "hubspot", token: "env:HUBSPOT_TOKEN", url: server.url },
      secret: "HUBSPOT_TOKEN=key",
    };
  },
  async pipedrive({ seed, leads, port, plan }) {
    const server = await servePipedrive({
      company: drawPipedrive(seed, leads),
      clock: realClock,
      plan,
      port,
    });
    return {
      server,
      entry: { kind: "pipedrive", url: server.url, token: "env:PIPEDRIVE_TOKEN" },
      secret: "PIPEDRIVE_TOKEN=key",
    };
  },
  async salesforce({ seed, leads, port, plan }) {
    const server = await serveSalesforce({ org: drawOrg(seed, leads), clock: realClock, plan, port });
    return {
      server,
      entry: {
        kind: "salesforce",
        url: server.url,
        client_id: "app",
        client_secret: "env:SALESFORCE_SECRET",
      },
      secret: "SALESFORCE_SECRET=secret-of-app",
    };
  },
  async google_ads({ seed, port, plan }) {
    const server = await serveGoogleAds({ world: drawSpend({ seed }), clock: realClock, plan, port });
    const entry = {
      kind: "google_ads",
      customer_id: "123-456-7890",
      developer_token: "env:GOOGLE_ADS_DEVELOPER_TOKEN",
      service_account: "file:google.json",
      url: server.url,
    };
    return {
      server,
      entry,
      secret: "GOOGLE_ADS_DEVELOPER_TOKEN=key",
      file: { name: "google.json", text: keyFile(server.url) },
    };
  },
  async meta_ads({ seed, port, plan }) {
    const server = await serveMetaAds({ world: drawSpend({ seed }), clock: realClock, plan, port });
    return {
      server,
      entry: { kind: "meta_ads", account: "act_1234567890", token: "env:META_TOKEN", url: server.url },
      secret: "META_TOKEN=key",
    };
  },
  async mailchimp({ seed, port, plan }) {
    const server = await serveMailchimp({ mailings: drawMailings(200, seed), plan, port });
    return {
      server,
      entry: { kind: "mailchimp", key: "env:MAILCHIMP_KEY", url: server.url },
      secret: "MAILCHIMP_KEY=key-us21",
    };
  },
  async ga4({ seed, port, plan }) {
    const server = await serveGa4({ world: drawSpend({ seed }), clock: realClock, plan, port });
    const entry = {
      kind: "ga4",
      property: "123456789",
      service_account: "file:google.json",
      url: server.url,
    };
    return {
      server,
      entry,
      secret: "nothing",
      file: { name: "google.json", text: keyFile(server.url) },
    };
  },
  async linkedin_ads({ seed, port, plan }) {
    const server = await serveLinkedinAds({ world: drawSpend({ seed }), clock: realClock, plan, port });
    const entry = {
      kind: "linkedin_ads",
      account: "512345678",
      token: "env:LINKEDIN_TOKEN",
      url: server.url,
    };
    return { server, entry, secret: "LINKEDIN_TOKEN=key" };
  },
  async microsoft_ads({ seed, port, plan }) {
    const server = await serveMicrosoftAds({ world: drawSpend({ seed }), clock: realClock, plan, port });
    const entry = {
      kind: "microsoft_ads",
      account_id: "1234567",
      customer_id: "7654321",
      developer_token: "env:MICROSOFT_DEVELOPER_TOKEN",
      client_id: "client",
      refresh_token: "env:MICROSOFT_REFRESH_TOKEN",
      url: server.url,
      sign_in_url: `${server.url}/token`,
    };
    return { server, entry, secret: "MICROSOFT_DEVELOPER_TOKEN=key and MICROSOFT_REFRESH_TOKEN=key" };
  },
  async http({ port, plan }) {
    const server = await serveFiles(files, { plan, port });
    return {
      server,
      entry: { kind: "http", url: `${server.url}/report.csv`, token: "env:FILES_TOKEN" },
      secret: "FILES_TOKEN=key",
    };
  },
  async s3({ port, plan }) {
    const server = await serveS3(files, { plan, port });
    const keys = { access_key_id: "env:S3_KEY_ID", secret_access_key: "env:S3_SECRET" };
    return {
      server,
      entry: { kind: "s3", bucket: "bucket", ...keys, url: server.url },
      secret: "S3_KEY_ID=key and S3_SECRET=key",
    };
  },
  async sftp() {
    const server = await serveSftp(files);
    const { port, hostKey: host_key } = server;
    const where = { host: "127.0.0.1", port, host_key, user: "funnel", folder: "/out" };
    return {
      server,
      entry: { kind: "sftp", ...where, password: "env:SFTP_PASSWORD" },
      secret: "SFTP_PASSWORD=key",
    };
  },
  async imap() {
    const results = "mx.minta.example; dmarc=pass header.from=crm.example";
    const from = "reports@crm.example";
    const server = await serveImap({
      mails: [{ uid: 1, from, results, attachments: [{ name: "report.csv", bytes: report }] }],
    });
    const where = { host: "127.0.0.1", port: server.port, user: "reports", from: [from] };
    return {
      server,
      entry: { kind: "imap", ...where, password: "env:IMAP_PASSWORD", checked_by: "mx.minta.example" },
      secret: "IMAP_PASSWORD=key",
    };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "4010" },
    leads: { type: "string", default: "500" },
    seed: { type: "string", default: "1" },
    faults: { type: "string", default: "0" },
  },
});

const [name = ""] = positionals;
const start = vendors[name];
if (start === undefined) {
  say(`expected one of ${Object.keys(vendors).join(", ")}`);
  process.exitCode = 64;
} else {
  const [seed, percent] = [Number(values.seed), Number(values.faults)];
  const plan = percent === 0 ? noFaults : randomPlan(seed, percent);
  const { server, entry, secret, file } = await start({
    seed,
    leads: Number(values.leads),
    port: Number(values.port),
    plan,
  });
  const where = "url" in server ? server.url : `port ${server.port}`;
  say(`${name} answers on ${where}; run the program with ${secret} in its environment, and in sources.json:`);
  say(JSON.stringify({ [name]: entry }, null, 2));
  if (file !== undefined) {
    say(`${file.name} beside it, for nobody else to read:`);
    say(file.text);
  }
}
