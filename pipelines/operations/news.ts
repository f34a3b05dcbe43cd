import { createHash } from "node:crypto";
import type { Operations } from "./operations.ts";
import type { Run } from "./runs.ts";

/** Something a person should know of, for as long as its cause lasts. */
export interface News {
  /** What it is about, and as its last word the state of it: told once, however many runs it lasts. */
  cause: string;
  text: string;
  /** What is said when it is about this no more; nothing where that is no news. */
  over?: string;
}

const hour = 3_600_000;

/** How late a source is: hours since the instant up to which it is known, against its limits in operations.json. */
export interface Late {
  source: string;
  hours: number;
  isError: boolean;
}

/** The sources that are late at an instant. */
export function lateSources(run: Run, { sources }: Operations, now: Date): Late[] {
  return Object.entries(sources).flatMap(([source, { warn_after_hours: warn, error_after_hours: error }]) => {
    const knownUntil = run.figures?.sources.find((each) => each.source === source)?.knownUntil;
    if (knownUntil === undefined || knownUntil === null) return [];
    const hours = Math.floor((now.getTime() - Date.parse(knownUntil)) / hour);
    const isError = error !== undefined && hours >= error;
    return isError || (warn !== undefined && hours >= warn) ? [{ source, hours, isError }] : [];
  });
}

/** What the last run gives people to know. `before` is the last published run before it. */
export function newsOf(run: Run, before: Run | undefined, operations: Operations, now: Date): News[] {
  if (run.outcome !== "published")
    return [
      {
        cause: `run ${createHash("sha256")
          .update(`${run.code ?? ""} ${run.message ?? ""}`)
          .digest("hex")
          .slice(0, 16)}`,
        text: `The refresh failed and the published release stays: ${run.message ?? "it was ended from outside"} [${run.code ?? "killed"}]`,
        over: "The refresh works again.",
      },
    ];
  const sources = new Set(run.figures?.sources.map(({ source }) => source));
  return [
    ...lateSources(run, operations, now).map(({ source, hours, isError }) => ({
      cause: `source ${source} ${isError ? "error" : "warn"}`,
      text: `${source} is known only until ${hours} hours ago.`,
      over: `${source} is up to date again.`,
    })),
    ...(run.unfetched ?? []).map(({ source, reason }) => ({
      cause: `fetch ${source} failed`,
      text: `${source} could not be fetched, and its numbers are those of before: ${reason}`,
      over: `${source} is fetched again.`,
    })),
    ...(before?.figures?.sources ?? [])
      .filter(({ source }) => !sources.has(source))
      .map(({ source }) => ({
        cause: `source ${source} gone`,
        text: `${source} is in no file any more: its deals are out of all numbers.`,
        over: `${source} is delivered again.`,
      })),
    ...(run.figures?.leaks ?? []).map(({ pipeline, stage, pipelineLabel, stageLabel }) => ({
      cause: `leak ${pipeline} ${stage}`,
      text: `The stage ${stageLabel ?? stage} of ${pipelineLabel ?? pipeline} leaks: fewer go on than its benchmark allows.`,
    })),
  ];
}
