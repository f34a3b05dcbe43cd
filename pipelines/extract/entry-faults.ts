import type { z } from "zod";

/** What a value of sources.json is called by people. */
const kinds: Record<string, string> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list in [ ]",
  object: "an object in { }",
  record: "an object in { }",
  null: "nothing",
};

/** What stands at a place of a value; undefined where nothing does. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return found;
}

/** What kind of value something is. It is never quoted: a secret may have been written there by mistake. */
const foundAs = (value: unknown): string =>
  typeof value === "number" && !Number.isInteger(value)
    ? "a fraction"
    : (kinds[value === null ? "null" : Array.isArray(value) ? "array" : typeof value] ?? "something else");

/** What is expected at a place, in words; a message that we wrote says it itself. */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (/^expected /.test(issue.message)) return issue.message.slice("expected ".length);
  switch (issue.code) {
    case "invalid_type":
      return kinds[issue.expected] ?? issue.expected;
    case "too_small":
    case "too_big": {
      if (issue.code === "too_small" && issue.minimum === 1 && issue.origin !== "number")
        return issue.origin === "array" ? "a list that is not empty" : "a text that is not empty";
      const [bound, most] =
        issue.code === "too_small" ? [issue.minimum, "at least"] : [issue.maximum, "at most"];
      const strictly = issue.code === "too_small" ? "more than" : "less than";
      const size = `${issue.inclusive === false ? strictly : most} ${String(bound)}`;
      if (issue.origin === "string") return `a text of ${size} characters`;
      return issue.origin === "array" ? `a list of ${size}` : `a number of ${size}`;
    }
    case "invalid_format":
      return issue.format === "url"
        ? "an address that begins with https://"
        : issue.format === "email"
          ? "a mail address"
          : "another form";
    case "invalid_union":
      return [...new Set(issue.errors.flat().map(expectedBy))].join(", or ");
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    default:
      return "another value";
  }
}

/**
 * What is wrong in an entry, each with its place below `where`, what stands there and what is expected: `hubspot.token: it is missing;
 * expected env:NAME, …`. `known` are the keys that there are.
 */
export function faultsOf(error: z.ZodError, value: unknown, where: string, known: string[]): string {
  return error.issues
    .flatMap((issue): string[] => {
      const place = [where, ...issue.path.map(String)].join(".");
      if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => `${place}.${key}: there is no such key; expected ${known.join(", ")}`);
      const found = valueAt(value, issue.path);
      const missing = found === undefined ? "it is missing; " : "";
      const other = issue.code === "invalid_type" && missing === "" ? `, found ${foundAs(found)}` : "";
      return [`${place}: ${missing}expected ${expectedBy(issue)}${other}`];
    })
    .join("; ");
}
