import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages } from "../../dashboards/language.ts";
import { programRoot } from "../../pipelines/contract/home.ts";
import { hashed } from "../../pipelines/site/serve.ts";
import { textOf } from "./documents.ts";

const example = (name: string) => textOf(`docs/hosting/${name}`);

test("the examples for hosts keep for ever what serve keeps, and nothing else", () => {
  for (const name of ["nginx.conf", "Caddyfile"]) expect(example(name), name).toContain(hashed.source);
  for (const name of ["nginx.conf", "Caddyfile", "_headers", "upload-s3.sh"]) {
    expect(example(name), name).toContain("public, max-age=31536000, immutable");
    expect(example(name), name).toContain("no-cache");
  }
});

test("the upload script is a shell script that sends pages last and removes after them", () => {
  const path = join(programRoot, "docs", "hosting", "upload-s3.sh");
  expect(spawnSync("sh", ["-n", path], { encoding: "utf8" }).stderr).toBe("");
  const steps = example("upload-s3.sh").match(/^s3 (sync|cp) .*/gm) ?? [];
  expect(steps.map((step) => [/--(exclude|recursive|delete)/.exec(step)?.[0], step.split(" ")[1]])).toEqual([
    ["--exclude", "sync"],
    ["--recursive", "cp"],
    ["--delete", "sync"],
  ]);
});

test("behind Netlify and Cloudflare Pages every page is asked for again, every file with a hash is kept, by one rule each", () => {
  const rules: { path: string; headers: [string, string][] }[] = [];
  for (const line of example("_headers")
    .split("\n")
    .filter((each) => !each.startsWith("#"))) {
    const [, name = "", value = ""] = /^\s+([\w-]+): (.+)$/.exec(line) ?? [];
    if (line.startsWith("/")) rules.push({ path: line, headers: [] });
    else if (line !== "") rules.at(-1)?.headers.push([name, value]);
  }
  const of = (path: string, header: string) =>
    rules
      .filter((rule) =>
        rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
      )
      .flatMap(({ headers }) => headers.filter(([name]) => name === header).map(([, value]) => value));
  const pages = languages.map((language) => `/${language}/index.html`);
  const kept = ["/data/summary", "/_import/charts", "/_console/worker"].map(
    (name) => `${name}.a2b833f0.json`,
  );
  for (const path of ["/", "/index.html", ...pages])
    expect(of(path, "Cache-Control"), path).toEqual(["no-cache"]);
  for (const path of kept) {
    expect(path).toMatch(hashed);
    expect(of(path, "Cache-Control"), path).toEqual(["public, max-age=31536000, immutable"]);
  }
  for (const path of [...pages, ...kept])
    expect(of(path, "X-Content-Type-Options"), path).toEqual(["nosniff"]);
});
