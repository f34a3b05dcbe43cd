import { createVerify, generateKeyPairSync } from "node:crypto";
import { json, type Asked, type Reply } from "../server.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

/** The key file of a service account that signs in at an address. */
export const keyFile = (url: string): string =>
  JSON.stringify({
    type: "service_account",
    client_email: "nightly@funnel.iam.example",
    private_key: privateKey,
    token_uri: `${url}/token`,
  });

const base64url = (text = "") =>
  JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Record<string, unknown>;

/** The door of Google: a token for a claim that is signed by the key, for this door, and not an hour old. */
export function signIn({ body }: Asked, now: number, token: string, isRevoked: boolean): Reply {
  const refused = json(400, { error: "invalid_grant", error_description: "Invalid JWT Signature." });
  const [head, claim, signature = ""] = (new URLSearchParams(body).get("assertion") ?? "").split(".");
  const isSigned = createVerify("RSA-SHA256")
    .update(`${head ?? ""}.${claim ?? ""}`)
    .verify(publicKey, signature, "base64url");
  const { aud, exp, scope } = base64url(claim) as { aud?: string; exp?: number; scope?: string };
  const isGood =
    isSigned && aud?.endsWith("/token") === true && (exp ?? 0) * 1000 > now && scope !== undefined;
  if (isRevoked || !isGood) return refused;
  return json(200, { access_token: token, expires_in: 3599, token_type: "Bearer" });
}
