import { createRequire } from "node:module";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { failureOf } from "../../pipelines/operations/failure.ts";

/** What a person is told when something throws. */
async function toldOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return failureOf(error).message;
  }
  throw new Error("expected it to fail");
}

/** Code as it is run. */
const run = (code: string, ...values: unknown[]): unknown => new Function("value", code)(...values);

test.each([
  [
    "a file that is missing",
    () => createRequire(import.meta.url)("./no-such-file.js") as unknown,
    /no-such-file/,
  ],
  ["code that cannot be bundled", () => transform("let rate ="), /Transform failed with 1 error/],
  ["a name that is not there", () => run("return rateOf(value)"), /rateOf is not defined/],
  ["a function that is none", () => run("return value.rate()", {}), /value\.rate is not a function/],
])("a mistake of the program is told as it is, with the way out: %s", async (_, work, message) => {
  const told = await toldOf(work);
  expect(told).toMatch(/^the program itself is at fault, please report it: /);
  expect(told).toMatch(message);
});

test.each([
  ["a text that is no JSON", () => JSON.parse('{"name": Kovács}') as unknown],
  ["a property that is read of nothing", () => run("return undefined[value]", "Kovács")],
  [
    "what the engine says of a row",
    () => {
      throw new Error("Conversion Error: Could not convert string 'Kovács' to INT64");
    },
  ],
])("what may quote a row is withheld: %s", async (_, work) => {
  expect(await toldOf(work)).not.toMatch(/Kov/);
});
