import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { programRoot } from "../../pipelines/contract/home.ts";
import { operationsName, readOperations } from "../../pipelines/operations/operations.ts";
import { parseCron } from "../../pipelines/schedule/cron.ts";
import { homeWithFiles } from "../operations/home-with-files.ts";
import { section, textOf } from "./documents.ts";

const example = (name: string) => textOf(`docs/schedule/${name}`);
const scripts = (JSON.parse(textOf("package.json")) as { scripts: Record<string, string> }).scripts;
/** The command of this program that a line starts, which must be one that people have. */
const commandOf = (line: string) => /(?:npm run (?:--silent )?|cli\.ts )(\w+)/.exec(line)?.[1] ?? "";

interface Unit {
  [section: string]: [key: string, value: string][];
}

/** A systemd unit file. Throws at a line that is no section, setting or comment. */
function unitOf(name: string): Unit {
  const unit: Unit = {};
  let settings: [string, string][] = [];
  for (const line of example(name)
    .split("\n")
    .filter((each) => each !== "" && !each.startsWith("#"))) {
    const title = /^\[(\w+)\]$/.exec(line)?.[1];
    if (title !== undefined) settings = unit[title] = [];
    else {
      const [, key = "", value = ""] = /^([A-Z]\w+)=(.+)$/.exec(line) ?? [];
      expect(key, `${name}: ${line}`).not.toBe("");
      settings.push([key, value]);
    }
  }
  return unit;
}

test("the examples are those that this test reads", () => {
  expect(readdirSync(join(programRoot, "docs", "schedule")).sort()).toEqual([
    "cronjob.yaml",
    "crontab",
    "funnelhouse.service",
    "funnelhouse.timer",
    "pages.yml",
    "scheduler.service",
  ]);
});

test("the systemd units start commands that exist, may write to the home only, and the timer makes up for a missed night", () => {
  for (const [name, command] of [
    ["funnelhouse.service", "refresh"],
    ["scheduler.service", "schedule"],
  ] as const) {
    const service = new Map(unitOf(name)["Service"]);
    expect(commandOf(service.get("ExecStart") ?? "")).toBe(command);
    // npm passes a signal to a shell that passes it to nobody
    expect(service.get("ExecStart")).toMatch(/^\/usr\/bin\/node start\.js pipelines\/cli\.ts /);
    expect(service.get("ExecStart")).toContain(`--home ${service.get("ReadWritePaths") ?? "?"}`);
  }
  const timer = new Map(unitOf("funnelhouse.timer")["Timer"]);
  expect(timer.get("OnCalendar")).toMatch(/^\*-\*-\* \d\d:\d\d:\d\d [A-Z]\w+\/[A-Z]\w+$/);
  expect(timer.get("Persistent")).toBe("true");
});

test("the crontab starts a refresh by an expression that we read too", () => {
  const line =
    example("crontab")
      .split("\n")
      .find((each) => /^\d/.test(each)) ?? "";
  expect(parseCron(line.split(" ").slice(0, 5).join(" "), "crontab").times).toEqual([180]);
  expect(commandOf(line)).toBe("refresh");
});

test("the Kubernetes job forbids overlap, has a zone and a time limit, and runs the container's entry point without root", () => {
  const { spec } = parse(example("cronjob.yaml")) as {
    spec: {
      schedule: string;
      timeZone: string;
      concurrencyPolicy: string;
      jobTemplate: {
        spec: {
          activeDeadlineSeconds: number;
          template: {
            spec: {
              securityContext: { runAsNonRoot: boolean };
              containers: {
                args: string[];
                securityContext: { readOnlyRootFilesystem: boolean };
                volumeMounts: { mountPath: string }[];
              }[];
            };
          };
        };
      };
    };
  };
  expect(parseCron(spec.schedule, "cronjob").times).toEqual([180]);
  expect(spec).toMatchObject({ timeZone: "Europe/Budapest", concurrencyPolicy: "Forbid" });
  const job = spec.jobTemplate.spec;
  expect(job.activeDeadlineSeconds).toBeGreaterThan(0);
  expect(job.template.spec.securityContext.runAsNonRoot).toBe(true);
  const [container] = job.template.spec.containers;
  expect(container?.securityContext.readOnlyRootFilesystem).toBe(true);
  expect(scripts).toHaveProperty(container?.args[0] ?? "?");
  expect(container?.volumeMounts.map(({ mountPath }) => mountPath)).toContain(container?.args[2]);
});

test("the workflow refreshes and publishes the site of the release", () => {
  const { jobs, concurrency } = parse(example("pages.yml")) as {
    jobs: { refresh: { steps: { run?: string; with?: { path?: string } }[]; "timeout-minutes": number } };
    concurrency: object;
  };
  expect(concurrency).toMatchObject({ "cancel-in-progress": false });
  const { steps } = jobs.refresh;
  expect(steps.map(({ run }) => run).filter((run) => run !== undefined)).toEqual([
    "npm ci",
    "npm run refresh -- --no-wait",
  ]);
  expect(steps.flatMap((step) => step.with?.path ?? [])).toEqual(["data/current/site"]);
});

test("the container starts the scheduler as a user without rights, from files that are there", () => {
  const lines = textOf("Dockerfile").split("\n");
  const list = (instruction: string) =>
    JSON.parse(
      /\[.*\]/.exec(lines.find((line) => line.startsWith(instruction)) ?? "")?.[0] ?? "[]",
    ) as string[];
  expect(lines).toContain("USER node");
  for (const path of list("ENTRYPOINT").slice(1))
    expect(existsSync(join(programRoot, path)), path).toBe(true);
  expect(list("CMD")[0]).toBe("schedule");
  expect(list("HEALTHCHECK").slice(0, 3)).toEqual(list("ENTRYPOINT"));
  expect(scripts).toHaveProperty(list("HEALTHCHECK")[3] ?? "?");
});

test("the operations.json of the documentation is read, and its table names its keys", () => {
  const part = section(textOf("docs/operations.md"), "Schedule and messages");
  const text = /```json\n([\s\S]*?)```/.exec(part)?.[1] ?? "";
  const home = homeWithFiles({ [operationsName]: text });
  const operations = readOperations(home);
  const keys = [...Object.keys(operations), ...Object.keys(operations.keep).map((key) => `keep.${key}`)];
  expect(keys.filter((key) => !["sources", "keep"].includes(key) && !part.includes(`\`${key}\``))).toEqual(
    [],
  );
});
