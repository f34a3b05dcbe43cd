import { expect, test } from "vitest";
import { exit } from "../../pipelines/contract/errors.ts";
import { codeSpans, current, section, textOf } from "./documents.ts";

const scripts = (JSON.parse(textOf("package.json")) as { scripts: Record<string, string> }).scripts;
const cli = ["pipelines/cli.ts", "tools/cli.ts"].map(textOf).join("\n");
const shared: Record<string, string> = { homeOption: "--home", jsonOption: "--json", openOption: "--open" };

/** The options of each command of the command line, read from its source. */
const options = new Map(
  cli
    .split(/^(?=command\()/m)
    .slice(1)
    .map((source): [string, string[]] => [
      /^command\(\s*"(\w+)"/.exec(source)?.[1] ?? "",
      [
        ...[...source.matchAll(/ption\(\s*"(--[a-z-]+)/g)].map(([, option = ""]) => option),
        ...[...source.matchAll(/(\w+Option)\(\)/g)].map(([, helper = ""]) => shared[helper] ?? helper),
      ],
    ]),
);

/** A use of `npm run` in a document: the command and the options that follow it. */
const uses = current.flatMap((file) => {
  const blocks = [...textOf(file).matchAll(/^```\n([\s\S]*?)^```$/gm)].flatMap(([, block = ""]) =>
    block.split("\n"),
  );
  return [...codeSpans(textOf(file)), ...blocks].flatMap((text) =>
    [...text.matchAll(/npm run ([a-z]+)([^;&]*)/g)].map(([, command = "", rest = ""]) => ({
      file,
      command,
      options: [...rest.replace(/"[^"]*"/g, "").matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(
        ([option]) => option,
      ),
    })),
  );
});

/** Whether a script that is not a command of the command line knows an option. */
const isKnownBy = (script: string, option: string) => {
  const source = /tsx (\S+\.ts)$/.exec(scripts[script] ?? "")?.[1];
  return (
    source !== undefined && new RegExp(`\\b${option.slice(2)}"?: \\{|"${option}[ "]`).test(textOf(source))
  );
};

test("every command that a document names exists, with its options", () => {
  expect(uses.length).toBeGreaterThan(30);
  const unknown = uses.flatMap(({ file, command, options: named }) => [
    ...(command in scripts ? [] : [`${file}: npm run ${command}`]),
    ...named
      .filter(
        (option) =>
          option !== "--help" && !(options.get(command)?.includes(option) ?? isKnownBy(command, option)),
      )
      .map((option) => `${file}: npm run ${command} -- ${option}`),
  ]);
  expect(unknown).toEqual([]);
});

test("every command of the command line is a script, and every script and option is documented", () => {
  expect(
    [...options.keys()].filter((command) => !(scripts[command] ?? "").includes(`cli.ts ${command}`)),
  ).toEqual([]);
  const documented = new Set(
    uses
      .filter(({ file }) => file === "README.md" || file === "CONTRIBUTING.md")
      .flatMap(({ command, options: named }) => [command, ...named.map((option) => `${command} ${option}`)]),
  );
  expect(Object.keys(scripts).filter((script) => !documented.has(script) && script !== "test")).toEqual([]);
  const missing = [...options]
    // one sentence says it of all commands, and people run format, not check --fix
    .flatMap(([command, known]) => known.map((option) => `${command} ${option}`))
    .filter((option) => !option.endsWith(" --home") && option !== "check --fix");
  expect(missing.filter((option) => !documented.has(option))).toEqual([]);
});

test("the documented exit codes are those of the program", () => {
  const rows = [...section(textOf("docs/operations.md"), "Exit codes").matchAll(/^\| (\d+) \|/gm)];
  expect(rows.map(([, code]) => Number(code))).toEqual(
    Object.values(exit).toSorted((left, right) => left - right),
  );
});

test("an exit code in a document is one of the program", () => {
  const known = Object.values(exit).map(String);
  const named = current.flatMap((file) =>
    [...textOf(file).matchAll(/(?:exit codes?|exits|ends with) (\d+)/g)].map(([, code = ""]) => code),
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((code) => !known.includes(code))).toEqual([]);
});
