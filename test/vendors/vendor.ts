import { parseArgs } from "node:util";
import { realClock } from "../../pipelines/extract/http/clock.ts";
import { noFaults, randomPlan, type Plan } from "./faults.ts";
import type { FakeServer } from "./server.ts";
import { serveHubSpot } from "./hubspot/hubspot.ts";
import { drawWorld } from "./hubspot/world.ts";
import { drawPipedrive } from "./pipedrive/company.ts";
import { servePipedrive } from "./pipedrive/pipedrive.ts";
import { drawOrg } from "./salesforce/org.ts";
import { serveSalesforce } from "./salesforce/salesforce.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

interface Wanted {
  seed: number;
  leads: number;
  port: number;
  plan: Plan;
}

/** Each vendor on this machine, with its entry in sources.json. */
const vendors: Record<
  string,
  (wanted: Wanted) => Promise<{ server: FakeServer; entry: object; secret: string }>
> = {
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
  const { server, entry, secret } = await start({
    seed,
    leads: Number(values.leads),
    port: Number(values.port),
    plan,
  });
  say(
    `${name} answers on ${server.url}; run the program with ${secret} in its environment, and in sources.json:`,
  );
  say(JSON.stringify({ [name]: entry }, null, 2));
}
