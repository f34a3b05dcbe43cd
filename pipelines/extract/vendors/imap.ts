import type { ImapFlow } from "imapflow";
import { z } from "zod";
import { FunnelError } from "../../contract/errors.ts";
import { secret } from "../http/secrets.ts";
import { Broken, type Inbox } from "../job/inbox.ts";
import { vendor } from "../job/vendor.ts";
import { attachmentsIn, decoded, type Attachment } from "../mail/attachments.ts";
import { isAuthentic } from "../mail/authentic.ts";
import { SourceError } from "../http/source-error.ts";

const keys = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(993),
  user: z.string().min(1),
  password: secret,
  mailbox: z.string().min(1).default("INBOX"),
  /** Whose mails are looked at: addresses. */
  from: z.array(z.email().transform((address) => address.toLowerCase())).min(1),
  /** What the mail server calls itself in the header Authentication-Results. */
  checked_by: z.string().min(1),
  /** Which of the attachments. */
  files: z.string().min(1).default("*"),
  most_mib: z.number().int().min(1).max(200).default(50),
});

const patience = 60_000;
/** Mails are looked at for so many days. */
const lookBack = 90;
const day = 86_400_000;

/** Attachments of mails from senders that are known, and that the mail server found to be theirs. Nothing is marked as read. */
export default vendor<z.infer<typeof keys>>({
  kind: "imap",
  name: "Attachments of mails",
  keys,
  open({ keys: given, secretOf, http }) {
    const { host, port, user, password, mailbox, from, checked_by, files, most_mib } = given;
    const isOwn = ["127.0.0.1", "localhost", "::1"].includes(host);
    const largest = most_mib * (1 << 20);
    const found = new Map<string, Attachment>();
    const notes: string[] = [];
    let client: ImapFlow | undefined;

    async function connected(): Promise<ImapFlow> {
      if (client?.usable === true) return client;
      const { ImapFlow: Client } = await import("imapflow");
      const fresh = new Client({
        host,
        port,
        secure: port === 993,
        // a password goes over no line that others can read
        ...(port === 993 || isOwn ? {} : { doSTARTTLS: true }),
        auth: { user, pass: secretOf(password, "password") },
        logger: false,
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
      });
      fresh.on("error", () => undefined);
      try {
        await fresh.connect();
        await fresh.mailboxOpen(mailbox, { readOnly: true });
      } catch (error) {
        fresh.close();
        throw refused(error);
      }
      client = fresh;
      return fresh;
    }

    function refused(error: unknown): Error {
      if (error instanceof FunnelError || error instanceof Broken) return error;
      client?.close();
      client = undefined;
      const { authenticationFailed, mailboxMissing, responseStatus, code } = error as {
        authenticationFailed?: boolean;
        mailboxMissing?: boolean;
        responseStatus?: string;
        code?: unknown;
      };
      const { source } = http().settings;
      if (authenticationFailed === true)
        return new SourceError(
          "config",
          "source_key",
          { source, what: "files" },
          `the mail server does not accept the user with this password; most ask for one made for programs; set it where sources.json says`,
        );
      if (mailboxMissing === true || responseStatus === "NO")
        return new SourceError(
          "config",
          "source_absent",
          { source, what: "files" },
          `the account has no mailbox ${mailbox} that it may open; correct mailbox in sources.json`,
        );
      return new Broken(typeof code === "string" && /^\w+$/.test(code) ? code : "the mail server ended it");
    }

    /** Mails of the senders, all of them before any attachment is asked for. */
    async function attachments(): Promise<Attachment[]> {
      const box = await connected();
      const since = new Date(http().settings.clock.now() - lookBack * day);
      const numbers = new Set<number>();
      for (const address of from)
        for (const uid of (await box.search({ from: address, since }, { uid: true })) || []) numbers.add(uid);
      if (numbers.size === 0) return [];
      const validity = box.mailbox === false ? "" : String(box.mailbox.uidValidity);
      const mails = await box.fetchAll(
        [...numbers].sort((one, other) => one - other).join(","),
        { uid: true, envelope: true, bodyStructure: true, headers: ["authentication-results"] },
        { uid: true },
      );
      let [strangers, forged] = [0, 0];
      const offered = mails.flatMap(({ uid, envelope, bodyStructure, headers }) => {
        const senders = (envelope?.from ?? []).map(({ address = "" }) => address.toLowerCase());
        const [sender = ""] = senders;
        if (senders.length !== 1 || !from.includes(sender)) {
          strangers++;
          return [];
        }
        if (!isAuthentic(headers?.toString("utf8") ?? "", checked_by, sender)) {
          forged++;
          return [];
        }
        return bodyStructure === undefined
          ? []
          : attachmentsIn(bodyStructure, { uid, mail: `${validity}:${uid}`, files, largest });
      });
      notes.length = 0;
      if (strangers > 0) notes.push(`left alone, as not from an address of from: ${strangers}`);
      if (forged > 0)
        notes.push(
          `left alone, as ${checked_by} does not say that SPF, DKIM or DMARC passed for their sender: ${forged}`,
        );
      return offered;
    }

    const inbox: Inbox = {
      asks: [`imap ${host}:${port} ${mailbox}`, `from=${from.join(",")}`, `files=${files}`],
      notes,
      async list() {
        try {
          const offered = await attachments();
          for (const each of offered) found.set(each.version, each);
          return offered;
        } catch (error) {
          throw refused(error);
        }
      },
      async *read({ version }) {
        const asked = found.get(version);
        if (asked === undefined) throw new Error(`${version}: expected to be listed before`);
        let written: Buffer | undefined;
        try {
          const mail = await (
            await connected()
          ).fetchOne(String(asked.uid), { bodyParts: [asked.part] }, { uid: true });
          written = mail === false ? undefined : mail.bodyParts?.get(asked.part.toLowerCase());
        } catch (error) {
          throw refused(error);
        }
        if (written === undefined || written.length !== asked.written)
          throw new Broken(`${written?.length ?? 0} of ${asked.written} bytes came`);
        yield { at: 0, bytes: decoded(written, asked.encoding) };
      },
      async close() {
        await client?.logout();
        client = undefined;
      },
    };
    return { manners: {}, streams: [], inbox, largestBytes: largest };
  },
});
