import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { writeFile } from "../contract/durable.ts";
import { z } from "zod";
import { FunnelError } from "../contract/errors.ts";
import type { Home } from "../contract/home.ts";

const forgottenName = "forgotten.json";

const shape = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  hashes: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/** Who was forgotten: salted hashes of the names (forgotten-names.ts) by which records are theirs. Nobody can be read out of it. */
export class Forgotten {
  constructor(
    readonly salt: string,
    readonly hashes: Set<string>,
  ) {}

  hashOf(name: string): string {
    return createHash("sha256").update(`${this.salt}${name}`).digest("hex");
  }

  has(name: string): boolean {
    return this.hashes.has(this.hashOf(name));
  }
}

/** Reads who was forgotten in a home; nobody where the file does not exist. Throws a config error for a file that cannot be read: without it everybody would be back. */
export function readForgotten(home: Home): Forgotten {
  const path = join(home.root, forgottenName);
  if (!existsSync(path)) return new Forgotten(randomBytes(32).toString("hex"), new Set());
  try {
    const { salt, hashes } = shape.parse(JSON.parse(readFileSync(path, "utf8")));
    return new Forgotten(salt, new Set(hashes));
  } catch (error) {
    throw new FunnelError(
      "config",
      "forgotten",
      `${forgottenName}: expected the file that npm run forget writes, and without it forgotten persons would come back; restore it from a backup`,
      { cause: error },
    );
  }
}

/** Writes down who was forgotten, whole or not at all, for nobody else to read. */
export function keepForgotten(home: Home, { salt, hashes }: Forgotten): void {
  const path = join(home.root, forgottenName);
  const draft = `${path}.${process.pid}.tmp`;
  writeFile(draft, `${JSON.stringify({ salt, hashes: [...hashes].sort() })}\n`, {
    mode: 0o600,
    flush: true,
  });
  renameSync(draft, path);
}
