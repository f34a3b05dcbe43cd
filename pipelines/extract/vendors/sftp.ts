import { createHash } from "node:crypto";
import type SftpClient from "ssh2-sftp-client";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { secret } from "../http/secrets.ts";
import { Broken, matches, type Inbox, type Offered } from "../job/inbox.ts";
import { vendor } from "../job/vendor.ts";
import { SourceError } from "../http/source-error.ts";

const keys = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(22),
  /** The fingerprint of the server, as ssh-keygen -lf shows it; a server with another key is not spoken to. */
  host_key: z
    .string()
    .regex(
      /^SHA256:[A-Za-z0-9+/]{43}=?$/,
      "expected SHA256:… as `ssh-keyscan HOST | ssh-keygen -lf -` shows it and whoever runs the server confirms it",
    ),
  user: z.string().min(1),
  password: secret.optional(),
  private_key: secret.optional(),
  passphrase: secret.optional(),
  folder: z.string().min(1).default("."),
  /** Which of the files in the folder. */
  files: z.string().min(1).default("*"),
  /** Seconds between the two looks that show whether a file is still growing. */
  settle_seconds: z.number().int().min(1).max(3600).default(30),
  most_mib: z.number().int().min(1).max(100_000).default(2048),
});

/** Connections, and pieces of a file, may take so long. */
const patience = 60_000;

/** In place of the library's own, which write to the terminal. */
const nothing = () => undefined;
const quiet = { error: nothing, end: nothing, close: nothing };

const fingerprintOf = (key: Buffer) =>
  `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;

/** Files in a folder of an SFTP server whose key is known beforehand. */
export default vendor<z.infer<typeof keys>>({
  kind: "sftp",
  name: "Files on an SFTP server",
  keys,
  open({ keys: given, secretOf, http }) {
    const { host, port, host_key, user, folder, files, settle_seconds, most_mib } = given;
    const pinned = host_key.replace(/=+$/, "");
    let client: SftpClient | undefined;
    let seen = "";

    async function connected(): Promise<SftpClient> {
      if (client !== undefined) return client;
      const { default: Client } = await import("ssh2-sftp-client");
      const fresh = new (Client as unknown as new (name: string, listeners: object) => SftpClient)("", quiet);
      const secretIn = (name: "password" | "private_key" | "passphrase") =>
        given[name] === undefined ? undefined : secretOf(given[name], name);
      const [password, privateKey, passphrase] = [
        secretIn("password"),
        secretIn("private_key"),
        secretIn("passphrase"),
      ];
      if (password === undefined && privateKey === undefined)
        throw new FunnelError(
          "config",
          "source_secret",
          `${http().settings.source}: expected password or private_key in sources.json; add one`,
        );
      seen = "";
      try {
        await fresh.connect({
          host,
          port,
          username: user,
          readyTimeout: patience,
          keepaliveInterval: patience / 4,
          keepaliveCountMax: 3,
          hostVerifier: (key: Buffer) => {
            seen = fingerprintOf(key);
            return seen === pinned;
          },
          ...(password === undefined ? {} : { password }),
          ...(privateKey === undefined ? {} : { privateKey: `${privateKey}\n` }),
          ...(passphrase === undefined ? {} : { passphrase }),
        });
      } catch (error) {
        throw refused(error);
      }
      client = fresh;
      return fresh;
    }

    /** What a failure means: another server, a wrong key, or a connection that broke. */
    function refused(error: unknown): Error {
      if (error instanceof FunnelError || error instanceof Broken) return error;
      client = undefined;
      const { message } = error as Error;
      const { source } = http().settings;
      if (seen !== "" && seen !== pinned)
        return new SourceError(
          "config",
          "source_host_key",
          { source, what: "files" },
          `the server shows the key ${seen}, expected ${pinned}: it is another server, or its key was changed; ask whoever runs it, and set host_key in sources.json`,
        );
      if (/authentication methods failed|parse privateKey|passphrase/i.test(message))
        return new SourceError(
          "config",
          "source_key",
          { source, what: "files" },
          `the server does not accept the user with this ${given.private_key === undefined ? "password" : "private key"}; set the right one where sources.json says`,
        );
      if (/no such file|bad path|permission denied/i.test(message))
        return new SourceError(
          "config",
          /permission/i.test(message) ? "source_scope" : "source_absent",
          { source, what: "files" },
          `${folder}: the server has no such folder that the user may read; correct folder in sources.json`,
        );
      const { code } = error as NodeJS.ErrnoException;
      return new Broken(typeof code === "string" && /^[A-Z_]+$/.test(code) ? code : "the server ended it");
    }

    const pathOf = (name: string) => `${folder.replace(/\/$/, "")}/${name}`;

    const inbox: Inbox = {
      asks: [`sftp ${host}:${port} ${folder}`, `files=${files}`],
      settles: settle_seconds * 1000,
      async list() {
        try {
          const found = await (await connected()).list(folder);
          return found
            .filter(({ type, name }) => type === "-" && !name.startsWith(".") && matches(name, files))
            .map(({ name, size, modifyTime }): Offered => ({
              name,
              version: `${name} ${size} ${modifyTime}`,
              bytes: size,
            }))
            .filter(({ bytes }) => bytes !== 0)
            .sort((one, other) => (one.version < other.version ? -1 : 1));
        } catch (error) {
          throw refused(error);
        }
      },
      async *read(file, from) {
        let at = from;
        try {
          const stream = (await connected()).createReadStream(pathOf(file.name), {
            start: from,
            ...(file.bytes === undefined ? {} : { end: file.bytes - 1 }),
          }) as AsyncIterable<Buffer> & { destroy(error: Error): void };
          const silence = setTimeout(() => {
            stream.destroy(new Broken("nothing came for a minute"));
          }, patience);
          try {
            for await (const bytes of stream) {
              silence.refresh();
              yield { at, bytes };
              at += bytes.length;
            }
          } finally {
            clearTimeout(silence);
          }
        } catch (error) {
          throw refused(error);
        }
      },
      async close() {
        await client?.end();
        client = undefined;
      },
    };
    return { manners: {}, streams: [], inbox, largestBytes: most_mib * (1 << 20) };
  },
});
