import { createServer, type AddressInfo, type Socket } from "node:net";

export interface Mail {
  uid: number;
  from: string;
  /** Its header Authentication-Results, as the server wrote it. */
  results?: string;
  attachments: { name: string; bytes: Buffer; encoding?: "base64" | "quoted-printable" | "7bit" }[];
}

export interface FakeImap {
  port: number;
  /** What was asked, line by line. */
  asked: string[];
  close(): Promise<void>;
}

export interface ImapOptions {
  mails: Mail[];
  password?: string;
  validity?: () => number;
  /** Breaks off this many downloads in their middle. */
  breaks?: number;
}

/** A mail server on this machine with one mailbox, as far as an account is read. */
export async function serveImap({
  mails,
  password = "key",
  validity = () => 7,
  breaks = 0,
}: ImapOptions): Promise<FakeImap> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  let left = breaks;
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("* OK [CAPABILITY IMAP4rev1] ready");
    let text = "";
    socket.on("data", (piece) => {
      text += piece.toString("latin1");
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        asked.push(line);
        answer(line);
      }
    });

    function answer(line: string): void {
      const [, tag = "", command = "", rest = ""] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
      switch (command.toUpperCase()) {
        case "CAPABILITY":
          say("* CAPABILITY IMAP4rev1");
          break;
        case "LOGIN":
          if (!rest.includes(password)) {
            say(`${tag} NO [AUTHENTICATIONFAILED] no`);
            return;
          }
          break;
        case "LIST":
        case "LSUB":
          if (/INBOX|\*|%/.test(rest)) say('* LIST (\\HasNoChildren) "/" "INBOX"');
          break;
        case "EXAMINE":
          if (!/INBOX/.test(rest)) {
            say(`${tag} NO no such mailbox`);
            return;
          }
          say(`* ${mails.length} EXISTS`);
          say("* FLAGS (\\Seen)");
          say(`* OK [UIDVALIDITY ${validity()}] .`);
          say(`* OK [UIDNEXT ${1 + Math.max(0, ...mails.map(({ uid }) => uid))}] .`);
          say(`${tag} OK [READ-ONLY] opened`);
          return;
        case "UID SEARCH": {
          const sender = /FROM "?([^" ]+)"?/i.exec(rest)?.[1] ?? "";
          say(
            `* SEARCH ${mails
              .filter(({ from }) => from.includes(sender))
              .map(({ uid }) => uid)
              .join(" ")}`.trimEnd(),
          );
          break;
        }
        case "UID FETCH": {
          const [, numbers = "", what = ""] = /^(\S+) (.*)$/.exec(rest) ?? [];
          for (const [at, mail] of mails.entries())
            if (numbers.split(",").includes(String(mail.uid)) && !fetched(at, mail, what)) return;
          break;
        }
        case "SELECT":
        case "STORE":
        case "UID STORE":
          say(`${tag} NO it is only read`);
          return;
        case "LOGOUT":
          say("* BYE");
          say(`${tag} OK`);
          socket.end();
          return;
      }
      say(`${tag} OK done`);
    }

    function fetched(at: number, mail: Mail, what: string): boolean {
      const part = /BODY\.PEEK\[(\d+)\]/i.exec(what)?.[1];
      if (part === undefined) {
        const header = Buffer.from(
          `${mail.results === undefined ? "" : `Authentication-Results: ${mail.results}\r\n`}\r\n`,
        );
        say(
          `* ${at + 1} FETCH (UID ${mail.uid} ENVELOPE ${envelope(mail)} BODYSTRUCTURE ${structure(mail)} BODY[HEADER.FIELDS (AUTHENTICATION-RESULTS)] {${header.length}}\r\n${header.toString("latin1")})`,
        );
        return true;
      }
      const bytes = Buffer.from(written(mail.attachments[Number(part) - 2]));
      socket.write(`* ${at + 1} FETCH (UID ${mail.uid} BODY[${part}] {${bytes.length}}\r\n`);
      if (left > 0) {
        left--;
        socket.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroy());
        return false;
      }
      socket.write(bytes);
      say(")");
      return true;
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** An attachment as it stands in a mail. */
function written(attachment: Mail["attachments"][number] | undefined): string {
  if (attachment === undefined) return "";
  const { bytes, encoding = "base64" } = attachment;
  if (encoding === "base64") return (bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
  if (encoding === "7bit") return bytes.toString("latin1");
  return [...bytes]
    .map(
      (byte, at) =>
        `${byte === 61 || byte > 126 || byte < 32 ? `=${byte.toString(16).toUpperCase().padStart(2, "0")}` : String.fromCharCode(byte)}${at % 20 === 19 ? "=\r\n" : ""}`,
    )
    .join("");
}

const quoted = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;

function envelope({ from, uid }: Mail): string {
  const [box = "", host = ""] = from.split("@");
  const sender = `((NIL NIL ${quoted(box)} ${quoted(host)}))`;
  return `("Sun, 29 Nov 2026 06:00:00 +0000" "Report" ${sender} ${sender} ${sender} ((NIL NIL "reports" "minta.example")) NIL NIL NIL "<m${uid}@x>")`;
}

/** A name with letters beyond ASCII comes as RFC 2231 has it. */
const named = (name: string) =>
  /^[\u0000-\u007f]*$/.test(name)
    ? `("FILENAME" ${quoted(name)})`
    : `("FILENAME*" ${quoted(`utf-8''${encodeURIComponent(name)}`)})`;

function structure({ attachments }: Mail): string {
  const text = '("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 5 1 NIL NIL NIL NIL)';
  const parts = attachments.map(
    (attachment) =>
      `("APPLICATION" "OCTET-STREAM" NIL NIL NIL ${quoted((attachment.encoding ?? "base64").toUpperCase())} ${written(attachment).length} NIL ("ATTACHMENT" ${named(attachment.name)}) NIL NIL)`,
  );
  return `(${text}${parts.join("")} "MIXED" ("BOUNDARY" "b") NIL NIL NIL)`;
}
