import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createTransport } from "nodemailer";
import { z } from "zod";
import type { Effects } from "../contract/effects.ts";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";
import { writeWhole } from "../contract/durable.ts";
import { changesOf } from "./figures.ts";
import { newsOf, type News } from "./news.ts";
import { secretOf, type Operations } from "./operations.ts";
import type { Run } from "./runs.ts";

/** Who was told of which causes; a cause that a messenger could not deliver is tried again after the next run. */
const toldShape = z.record(z.string(), z.record(z.string(), z.string()));
type Told = z.infer<typeof toldShape>;

const patienceMs = 10_000;

/** What is sent after a run. */
interface Message {
  subject: string;
  lines: string[];
  run: Run;
}

/** Delivers a message. Throws when it cannot. */
type Messenger = (message: Message) => Promise<void>;

/**
 * After a run: tells what is new by each messenger of operations.json, once for each cause, and what is over.
 * A messenger that fails is a warning and no failure of the run.
 */
export async function tell(
  home: Home,
  operations: Operations,
  run: Run,
  before: Run | undefined,
  effects: Effects,
): Promise<void> {
  const path = join(home.state, "told.json");
  const news = newsOf(run, before, operations, effects.now());
  const told = readTold(path);
  for (const [name, send] of messengersOf(operations)) {
    const known = told[name] ?? {};
    const { lines, next } = whatIsNew(news, known, run.outcome === "published");
    if (lines.length === 0) continue;
    try {
      const changes = run.figures === undefined ? [] : changesOf(run.figures, before?.figures);
      await send({
        subject: `Funnelhouse ${basename(home.root)}: ${lines[0] ?? ""}`.slice(0, 200),
        lines: [...lines, ...changes],
        run,
      });
      told[name] = next;
    } catch (error) {
      effects.report.warn(
        `${name}: nobody could be told (${reasonOf(error)}); it is tried again after the next run`,
      );
    }
  }
  attempt("state/told.json", effects, () => {
    writeWhole(path, `${JSON.stringify(told)}\n`, "told");
  });
  const { prometheus } = operations.tell;
  if (prometheus !== undefined)
    attempt("prometheus", effects, () => {
      writeWhole(prometheus.file, metricsOf(run), "metrics");
    });
}

/** Asks the dead man's switch: at the start of a run, and at its end with its exit code. */
export async function ping(operations: Operations, run: Run, effects: Effects): Promise<void> {
  const { ping: target } = operations.tell;
  if (target === undefined) return;
  try {
    const end = run.outcome === "running" ? "/start" : `/${run.exit ?? 70}`;
    const url = new URL(secretOf(target.url, "tell.ping.url"));
    url.pathname = url.pathname.replace(/\/$/, "") + end;
    url.searchParams.set("rid", ridOf(run.run));
    await post(url, run.message ?? "", "text/plain");
  } catch (error) {
    effects.report.warn(`ping: ${reasonOf(error)}; the run goes on`);
  }
}

/** A UUID made of the run's name, which ties the start to the end. */
const ridOf = (run: string) =>
  Buffer.from(run.padEnd(16, "0").slice(0, 16))
    .toString("hex")
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");

/** What a cause is about. */
const aboutOf = (cause: string) => cause.slice(0, cause.lastIndexOf(" "));

/** What a messenger has to say, and what it will have told then. A run that failed says nothing of the sources and stages. */
function whatIsNew(news: News[], known: Record<string, string>, isPublished: boolean) {
  const causes = new Set(news.map(({ cause }) => cause));
  const subjects = new Set(news.map(({ cause }) => aboutOf(cause)));
  const isStill = (cause: string) => !isPublished && aboutOf(cause) !== "run";
  const former = Object.entries(known);
  const over = former.filter(
    ([cause, text]) => text !== "" && !isStill(cause) && !subjects.has(aboutOf(cause)),
  );
  return {
    lines: [
      ...news.filter(({ cause }) => !(cause in known)).map(({ text }) => text),
      ...over.map(([, text]) => text),
    ],
    next: Object.fromEntries([
      ...former.filter(([cause]) => isStill(cause) && !causes.has(cause)),
      ...news.map((each) => [each.cause, each.over ?? ""] as const),
    ]),
  };
}

function messengersOf({ tell: { webhook, mail } }: Operations): [string, Messenger][] {
  const found: [string, Messenger][] = [];
  if (webhook !== undefined)
    found.push([
      "webhook",
      ({ subject, lines, run }) =>
        post(
          new URL(secretOf(webhook.url, "tell.webhook.url")),
          JSON.stringify({ text: [subject, ...lines.slice(1)].join("\n"), lines, run }),
          "application/json",
        ),
    ]);
  if (mail !== undefined)
    found.push([
      "mail",
      async ({ subject, lines }) => {
        const transport = createTransport({
          host: mail.host,
          port: mail.port,
          secure: mail.port === 465,
          connectionTimeout: patienceMs,
          greetingTimeout: patienceMs,
          socketTimeout: patienceMs,
          ...(mail.user === undefined
            ? {}
            : { auth: { user: mail.user, pass: secretOf(mail.password ?? "", "tell.mail.password") } }),
        });
        await transport.sendMail({ from: mail.from, to: mail.to, subject, text: lines.join("\n") });
      },
    ]);
  return found;
}

async function post(url: URL, body: string, type: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "content-type": type },
    redirect: "error",
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
}

function readTold(path: string): Told {
  try {
    return existsSync(path) ? toldShape.parse(JSON.parse(readFileSync(path, "utf8"))) : {};
  } catch {
    return {};
  }
}

/** Why something could not be delivered, without the address, which may hold a secret. */
function reasonOf(error: unknown): string {
  if (error instanceof FunnelError) return error.message;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message = "unknown reason" } = cause as NodeJS.ErrnoException;
  return code ?? message.replace(/https?:\/\/\S+/g, "…");
}

function attempt(what: string, effects: Effects, work: () => void): void {
  try {
    work();
  } catch (error) {
    effects.report.warn(`${what}: cannot be written (${reasonOf(error)})`);
  }
}

const seconds = (instant: string) => Math.round(Date.parse(instant) / 1000);
const label = (value: string) => JSON.stringify(value);

/** A run in the text format of Prometheus. */
function metricsOf(run: Run): string {
  const finished = run.finishedAt ?? run.startedAt;
  const lines = [
    "# HELP funnelhouse_last_run_timestamp_seconds When the last refresh ended.",
    "# TYPE funnelhouse_last_run_timestamp_seconds gauge",
    `funnelhouse_last_run_timestamp_seconds ${seconds(finished)}`,
    "# HELP funnelhouse_last_run_exit_code Its exit code; 0 is fine.",
    "# TYPE funnelhouse_last_run_exit_code gauge",
    `funnelhouse_last_run_exit_code ${run.exit ?? 70}`,
    "# HELP funnelhouse_last_run_duration_seconds How long it took.",
    "# TYPE funnelhouse_last_run_duration_seconds gauge",
    `funnelhouse_last_run_duration_seconds ${Math.max(0, seconds(finished) - seconds(run.startedAt))}`,
  ];
  if (run.figures !== undefined)
    lines.push(
      "# HELP funnelhouse_journeys Journeys of the published release.",
      "# TYPE funnelhouse_journeys gauge",
      ...run.figures.pipelines.flatMap(({ pipeline, won, lost, open }) =>
        Object.entries({ won, lost, open }).map(
          ([outcome, count]) =>
            `funnelhouse_journeys{pipeline=${label(pipeline)},outcome=${label(outcome)}} ${count}`,
        ),
      ),
      "# HELP funnelhouse_source_known_until_timestamp_seconds The instant up to which a source is known.",
      "# TYPE funnelhouse_source_known_until_timestamp_seconds gauge",
      ...run.figures.sources.flatMap(({ source, knownUntil }) =>
        knownUntil === null
          ? []
          : [
              `funnelhouse_source_known_until_timestamp_seconds{source=${label(source)}} ${seconds(knownUntil)}`,
            ],
      ),
    );
  return `${lines.join("\n")}\n`;
}
