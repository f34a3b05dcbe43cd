import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { silent, type Effects } from "../../pipelines/contract/effects.ts";
import { FunnelError } from "../../pipelines/contract/errors.ts";
import { homeAt, type Home } from "../../pipelines/contract/home.ts";
import type { Figures } from "../../pipelines/operations/figures.ts";
import { operated } from "../../pipelines/operations/operate.ts";
import { operationsName, readOperations } from "../../pipelines/operations/operations.ts";
import { readRuns } from "../../pipelines/operations/runs.ts";
import { scratchFolder } from "../scratch.ts";

let home: Home;
let warnings: string[];
let night: number;

beforeEach(() => {
  home = homeAt(scratchFolder());
  warnings = [];
  night = 0;
});

const effects: Effects = {
  now: () => new Date(Date.parse("2027-01-01T03:00:00Z") + night * 86_400_000),
  report: { ...silent, warn: (message) => void warnings.push(message) },
};

const quiet: Figures = {
  pipelines: [{ pipeline: "sales", label: "Sales", leads: 100, won: 10, lost: 40, open: 50 }],
  leaks: [],
  sources: [{ source: "hubspot", knownUntil: "2027-01-01T02:00:00Z" }],
  restated: 0,
  loaded: 100,
  quarantined: 0,
};

/** One night after the other: a run that ends as said. */
async function runNight(work: Figures | FunnelError, unfetched: { source: string; reason: string }[] = []) {
  night += 1;
  const run = `2027010${night}T030000000Z`;
  return operated(home, readOperations(home), run, effects, async () => {
    if (work instanceof FunnelError) throw work;
    return { contentHash: "c".repeat(64), figures: work, unfetched };
  }).catch((error: unknown) => error);
}

const known = (figures: Figures): Figures => ({
  ...figures,
  sources: figures.sources.map(({ source }) => ({
    source,
    knownUntil: new Date(effects.now().getTime() + 82_800_000).toISOString(),
  })),
});

/** A server that keeps what it is sent and answers with `status`. */
async function listener(answer: { status: number } = { status: 200 }) {
  const received: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      received.push({ path: request.url ?? "", body });
      response.writeHead(answer.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answer };
}

const configure = (tell: object, others: object = {}) => {
  writeFileSync(join(home.root, operationsName), JSON.stringify({ tell, ...others }));
};

const broken = new FunnelError(
  "config",
  "file_refused",
  "nothing was published: hubspot/deals.csv lacks Deal Stage",
);
const textsOf = (received: { body: string }[]) =>
  received.map(({ body }) => (JSON.parse(body) as { lines: string[] }).lines);

describe("the webhook", () => {
  test("is told of a failure once, of another one again, and when the refresh works again", async () => {
    const { received, url } = await listener();
    configure({ webhook: { url } });
    await runNight(known(quiet));
    expect(received).toEqual([]);
    for (const failure of [broken, broken, new FunnelError("io", "ENOSPC", "releases: no space"), broken])
      await runNight(failure);
    await runNight(known(quiet));
    expect(textsOf(received).map((lines) => lines.map((line) => line.slice(0, 75)))).toEqual([
      ["The refresh failed and the published release stays: nothing was published: "],
      ["The refresh failed and the published release stays: releases: no space [ENO"],
      ["The refresh failed and the published release stays: nothing was published: "],
      ["The refresh works again."],
    ]);
  });

  test("is told of a new leak, a late source and a source that is gone, each once, with what changed in the numbers", async () => {
    const { received, url } = await listener();
    configure(
      { webhook: { url } },
      { sources: { hubspot: { warn_after_hours: 30, error_after_hours: 60 } } },
    );
    await runNight(known(quiet));
    const grown = {
      ...quiet,
      leaks: [{ pipeline: "sales", stage: "offer", pipelineLabel: "Új üzlet", stageLabel: "Offer sent" }],
      pipelines: [{ pipeline: "sales", label: "Sales", leads: 130, won: 12, lost: 38, open: 80 }],
    };
    await runNight(known(grown));
    await runNight(known(grown));
    const stuck = known(grown);
    for (let nights = 0; nights < 4; nights++) await runNight(stuck);
    await runNight({ ...known(grown), sources: [{ source: "salesforce", knownUntil: null }] });
    expect(textsOf(received)).toEqual([
      [
        "The stage Offer sent of Új üzlet leaks: fewer go on than its benchmark allows.",
        "Sales: +30 leads, +2 won, −2 lost, +30 open",
      ],
      ["hubspot is known only until 49 hours ago."],
      ["hubspot is known only until 73 hours ago."],
      ["hubspot is in no file any more: its deals are out of all numbers."],
    ]);
  });

  test("is told once of an account that cannot be fetched, and when it is fetched again", async () => {
    const { received, url } = await listener();
    configure({ webhook: { url } });
    await runNight(known(quiet));
    const down = [{ source: "hubspot", reason: "hubspot: deals: no whole answer in 6 attempts" }];
    for (const unfetched of [down, down, []]) await runNight(known(quiet), unfetched);
    expect(textsOf(received)).toEqual([
      [
        "hubspot could not be fetched, and its numbers are those of before: hubspot: deals: no whole answer in 6 attempts",
      ],
      ["hubspot is fetched again."],
    ]);
  });

  test("hears nothing again of a leak or a late source after a night that failed", async () => {
    const { received, url } = await listener();
    configure({ webhook: { url } }, { sources: { hubspot: { warn_after_hours: 30 } } });
    const leaking = {
      ...quiet,
      leaks: [{ pipeline: "sales", stage: "offer" }],
      sources: [{ source: "hubspot", knownUntil: "2026-12-20T00:00:00Z" }],
    };
    for (const night of [leaking, broken, leaking]) await runNight(night);
    expect(textsOf(received).map((lines) => lines.length)).toEqual([2, 1, 1]);
    expect(textsOf(received)[2]).toEqual(["The refresh works again."]);
  });

  test("that does not answer fails no run, is said without its address, and is told after the next run", async () => {
    const { received, url, answer } = await listener({ status: 500 });
    configure({ webhook: { url: `${url}/secret-token` } });
    await runNight(broken);
    expect(warnings.join()).toMatch(/webhook: nobody could be told \(the server answered 500\)/);
    expect(warnings.join()).not.toContain("secret-token");
    answer.status = 200;
    await runNight(broken);
    await runNight(broken);
    expect(received).toHaveLength(2);
  });

  test("may have its address in the environment; a variable that is not set is named", async () => {
    configure({ webhook: { url: "env:FUNNELHOUSE_TEST_HOOK" } });
    await runNight(broken);
    expect(warnings.join()).toMatch(/webhook: nobody could be told .*FUNNELHOUSE_TEST_HOOK/);
  });
});

test("mail goes to everybody named, with the reason as subject", async () => {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      let text = "";
      stream.setEncoding("utf8").on("data", (part: string) => (text += part));
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.server.address() as AddressInfo;
  configure({
    mail: {
      host: "127.0.0.1",
      port,
      from: "funnel@example.com",
      to: ["ops@example.com", "sales@example.com"],
    },
  });
  await runNight(broken);
  await runNight(broken);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatch(/^To: ops@example\.com, sales@example\.com/m);
  expect(mails[0]?.replace(/\r?\n /g, " ")).toMatch(
    /^Subject: Funnelhouse .*The refresh failed and the published release stays/m,
  );
});

test("the dead man's switch is asked at the start and at the end with the exit code, as one run", async () => {
  const { received, url } = await listener();
  configure({ ping: { url: `${url}/check` } });
  await runNight(known(quiet));
  await runNight(broken);
  const asked = received.map(({ path }) => new URL(path, url));
  expect(asked.map(({ pathname }) => pathname)).toEqual([
    "/check/start",
    "/check/0",
    "/check/start",
    "/check/78",
  ]);
  const runs = asked.map(({ searchParams }) => searchParams.get("rid"));
  expect(runs[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(runs[0]).toBe(runs[1]);
  expect(runs[1]).not.toBe(runs[2]);
});

test("Prometheus reads the last run, its exit code and how far each source is known", async () => {
  const file = join(home.root, "funnelhouse.prom");
  configure({ prometheus: { file } });
  await runNight(known(quiet));
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(/^funnelhouse_last_run_exit_code 0$/m);
  expect(text).toMatch(/^funnelhouse_journeys\{pipeline="sales",outcome="won"\} 10$/m);
  expect(text).toMatch(/^funnelhouse_source_known_until_timestamp_seconds\{source="hubspot"\} \d{10}$/m);
  for (const line of text.trim().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \d+)$/);
  await runNight(broken);
  expect(readFileSync(file, "utf8")).toMatch(/^funnelhouse_last_run_exit_code 78$/m);
});

test("a run that cannot be written down is warned of once, and fails no run", async () => {
  vi.stubEnv("FUNNELHOUSE_FAULT", "record.write:ENOSPC");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await runNight(known(quiet));
  expect(warnings.filter((line) => /not in the history: .*no space is left/.test(line))).toHaveLength(1);
});

test("a source past its limit ends the run with a data check, though it is published", async () => {
  configure({}, { sources: { hubspot: { error_after_hours: 60 } } });
  const old = { ...quiet, sources: [{ source: "hubspot", knownUntil: "2026-12-20T00:00:00Z" }] };
  expect(await runNight(old)).toMatchObject({ late: [{ source: "hubspot", isError: true }] });
  expect(readRuns(home)).toMatchObject([{ outcome: "published", exit: 2 }]);
});
