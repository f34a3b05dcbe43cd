import { createSign } from "node:crypto";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { jsonOf } from "./bodies.ts";
import { Unfit, type Http } from "./http.ts";
import type { Secrets } from "./secrets.ts";

const shape = z.object({
  client_email: z.string().min(1),
  private_key: z.string().includes("PRIVATE KEY"),
  token_uri: z.url({ protocol: /^https?$/ }).default("https://oauth2.googleapis.com/token"),
});

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * The token that a service account of Google gets for its key file: one hour of what `scope` allows. `text` is the content of the key file,
 * `where` the key of the entry that names it. Throws a config error for a text that is no such key, or a key that Google does not accept.
 */
export async function googleToken(
  text: string,
  where: string,
  scope: string,
  http: Http,
  secrets: Secrets,
): Promise<string> {
  const place = `sources.json: ${http.settings.source}.${where}`;
  const { client_email, private_key, token_uri } = keyIn(text, place);
  secrets.add(private_key);
  const now = Math.floor(http.settings.clock.now() / 1000);
  const claim = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url({
    iss: client_email,
    scope,
    aud: token_uri,
    iat: now,
    exp: now + 3600,
  })}`;
  let signature: string;
  try {
    signature = createSign("RSA-SHA256").update(claim).sign(private_key, "base64url");
  } catch {
    throw refuse(place);
  }
  const token = await http.ask(
    {
      method: "POST",
      url: token_uri,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
        assertion: `${claim}.${signature}`,
      }).toString(),
      units: 0,
      what: "sign-in",
      isSignIn: true,
    },
    (answer) => {
      const { access_token } = jsonOf(answer);
      if (typeof access_token !== "string") throw new Unfit("expected access_token in it, found none");
      return access_token;
    },
  );
  secrets.add(token);
  return token;
}

function keyIn(text: string, where: string): z.infer<typeof shape> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(where);
  }
  const { data } = shape.safeParse(value);
  if (data === undefined) throw refuse(where);
  return data;
}

const refuse = (where: string) =>
  new FunnelError(
    "config",
    "source_secret",
    `${where}: expected the JSON key file of a service account, with client_email and private_key; download it anew`,
  );

/** What an error of a Google interface is called, in its own words for programs. */
export function googleReason(body: Buffer): string[] {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    return [];
  }
  const whole = (Array.isArray(value) ? (value as unknown[])[0] : value) as { error?: unknown } | undefined;
  // sign-in says invalid_grant, the interfaces an object
  if (typeof whole?.error === "string") return [whole.error].filter(isWord);
  const { status, details = [] } = (whole?.error ?? {}) as {
    status?: unknown;
    details?: { reason?: unknown; errors?: { errorCode?: Record<string, unknown> }[] }[];
  };
  const codes = (Array.isArray(details) ? details : []).flatMap(({ reason, errors = [] }) => [
    reason,
    ...errors.flatMap(({ errorCode = {} }) => Object.values(errorCode)),
  ]);
  return [...new Set([status, ...codes].filter((word): word is string => isWord(word)))];
}

const isWord = (word: unknown) => typeof word === "string" && /^[\w.-]{1,80}$/.test(word);
