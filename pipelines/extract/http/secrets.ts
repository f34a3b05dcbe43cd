import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";

const place =
  "expected env:NAME, or file:PATH of a file that only its owner may read; a secret does not stand here itself";
/** Where a secret is: it never stands in a file that people share. */
export const secret = z.string(place).regex(/^(env:[A-Za-z_]\w*|file:.+)$/, place);

/**
 * The secret that `env:NAME` or `file:PATH` names; a path is relative to `folder`. Throws a config error that names what is missing, or
 * the file that others may read.
 */
export function readSecret(
  text: string,
  where: string,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const refuse = (message: string) => new FunnelError("config", "source_secret", `${where}: ${message}`);
  const name = text.slice(text.indexOf(":") + 1);
  if (text.startsWith("env:")) {
    const value = environment[name]?.trim() ?? "";
    if (value === "") throw refuse(`expected the environment variable ${name} to hold it; set it`);
    return value;
  }
  const path = resolve(folder, name);
  if (!existsSync(path)) throw refuse(`${path}: no such file; write the secret into it`);
  if ((statSync(path).mode & 0o077) !== 0)
    throw refuse(`${path}: others may read it; chmod 600 makes it its owner's alone`);
  const value = readFileSync(path, "utf8").trim();
  if (value === "") throw refuse(`${path}: it is empty; write the secret into it`);
  return value;
}

const hidden = "***";

/**
 * What stands of bytes in base64 wherever they begin within other bytes, in both alphabets: without the characters at either end that their
 * neighbours have a part in.
 */
function withinBase64(bytes: Buffer, shift: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  return (["base64", "base64url"] as const).flatMap((alphabet) => {
    const text = padded.toString(alphabet).replace(/=+$/, "");
    const from = Math.ceil((shift * 8) / 6);
    const to = Math.floor((padded.length * 8) / 6);
    return shift === 0 ? [padded.toString(alphabet), text, text.slice(0, to)] : [text.slice(from, to)];
  });
}

/** What must never be shown or kept: secrets, in every form in which they can stand in a text. */
export class Secrets {
  readonly #forms = new Set<string>();

  add(value: string): void {
    const bytes = Buffer.from(value);
    const forms = [
      value,
      encodeURIComponent(value),
      encodeURIComponent(value).toLowerCase(),
      new URLSearchParams({ value }).toString().slice("value=".length),
      JSON.stringify(value).slice(1, -1),
      ...[0, 1, 2].flatMap((shift) => withinBase64(bytes, shift)),
      bytes.toString("hex"),
    ];
    for (const form of forms) if (form.length >= 6) this.#forms.add(form);
  }

  /** A text without secrets, and without the queries of addresses, where tokens can stand as well. */
  mask(text: string): string {
    let masked = text.replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, "$1");
    for (const form of this.#forms) masked = masked.replaceAll(form, hidden);
    return masked;
  }

  /** A body as it may be kept: vendors repeat tokens in the addresses of next pages. */
  maskBody(body: Buffer): Buffer {
    if (![...this.#forms].some((form) => body.includes(form))) return body;
    let text = body.toString("latin1");
    for (const form of this.#forms) text = text.replaceAll(Buffer.from(form).toString("latin1"), hidden);
    return Buffer.from(text, "latin1");
  }
}
