import type { Answer } from "../../http/call.ts";
import type { Limits } from "../../http/limits.ts";
import type { Json } from "./api.ts";

const headerNumber = (headers: Headers, name: string): number | undefined => {
  const value = headers.get(`x-hubspot-ratelimit-${name}`);
  return value === null || value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
};

export function limitsOf({ headers }: Answer): Limits {
  const [max, remaining, milliseconds, daily, left] = [
    "max",
    "remaining",
    "interval-milliseconds",
    "daily",
    "daily-remaining",
  ].map((name) => headerNumber(headers, name));
  return {
    ...(max === undefined || remaining === undefined
      ? {}
      : { window: { max, remaining, milliseconds: milliseconds ?? 10_000 } }),
    ...(daily === undefined || left === undefined ? {} : { day: { max: daily, remaining: left } }),
  };
}

/** What an error says of itself, as far as it is JSON. */
function errorOf({ body }: Answer): Json {
  try {
    return JSON.parse(body.toString("utf8")) as Json;
  } catch {
    return {};
  }
}

/** The category of an error and the scopes that it names; its message can quote values of records. */
export function reasonOf(answer: Answer): string | undefined {
  const { category, errorType, policyName, errors } = errorOf(answer) as Record<
    string,
    string | undefined
  > & {
    errors?: { context?: Record<string, string[]> }[];
  };
  const scopes = (Array.isArray(errors) ? errors : []).flatMap(({ context }) =>
    Object.entries(context ?? {}).flatMap(([name, values]) => (/scope/i.test(name) ? values : [])),
  );
  const names = [category, errorType, policyName, ...scopes].filter(
    (word): word is string => typeof word === "string" && /^[\w.-]{1,80}$/.test(word),
  );
  return names.length === 0 ? undefined : [...new Set(names)].join(" ");
}

/** A malformed key is answered 530; 429 is one for the moment or for the day. */
export function verdictOf(answer: Answer) {
  if (answer.status === 530) return "key" as const;
  const { message } = errorOf(answer);
  // a kind of record that the account does not have is a question that it does not understand
  if (answer.status === 400 && /infer object type|object type .* (not|unknown)/i.test(String(message)))
    return "absent" as const;
  return answer.status === 429 && errorOf(answer)["policyName"] === "DAILY" ? ("day" as const) : undefined;
}
