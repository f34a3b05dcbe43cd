import { createHash } from "node:crypto";
import type { AddressInfo } from "node:net";
import ssh2 from "ssh2";
import type { Files } from "./file-server.ts";

const { Server, utils } = ssh2;
const { OPEN_MODE: modes, STATUS_CODE: codes } = utils.sftp;

export interface FakeSftp {
  port: number;
  /** Its fingerprint. */
  hostKey: string;
  /** Connections that were signed in, and bytes that were read. */
  signedIn(): number;
  bytesRead(): number;
  close(): Promise<void>;
}

export interface SftpOptions {
  password?: string;
  /** Looks at the files before each list. */
  onList?: (list: number) => void;
  /** Breaks the connection after so many bytes of every connection. */
  breaksAfter?: number;
}

/** An SFTP server on this machine with one folder, /out. Every server has a key of its own. */
export async function serveSftp(
  files: Files,
  { password = "key", onList = () => undefined, breaksAfter = Infinity }: SftpOptions = {},
): Promise<FakeSftp> {
  const pair = utils.generateKeyPairSync("ed25519");
  const blob = Buffer.from(pair.public.split(" ")[1] ?? "", "base64");
  let [signedIn, bytesRead, lists] = [0, 0, 0];
  const open = new Set<ssh2.Connection>();
  const server = new Server({ hostKeys: [pair.private] }, (client) => {
    open.add(client);
    client.on("error", () => undefined);
    client.on("close", () => open.delete(client));
    client.on("authentication", (context) => {
      if (context.method !== "password") context.reject(["password"]);
      else if (context.username === "funnel" && context.password === password) {
        signedIn++;
        context.accept();
      } else context.reject(["password"]);
    });
    client.on("session", (accept) => {
      accept().on("sftp", (acceptSftp) => {
        serveFolder(acceptSftp(), client);
      });
    });
  });

  function serveFolder(sftp: ssh2.SFTPWrapper, client: ssh2.Connection): void {
    const handles: { name?: string; isListed?: boolean }[] = [];
    let sent = 0;
    const handleOf = (id: Buffer) => handles[id.readUInt32BE(0)] ?? {};
    const opened = (handle: { name?: string }) => {
      const id = Buffer.alloc(4);
      id.writeUInt32BE(handles.push(handle) - 1, 0);
      return id;
    };
    const attributes = (name: string | undefined) => ({
      mode: name === undefined ? 0o040755 : 0o100644,
      uid: 0,
      gid: 0,
      size: name === undefined ? 0 : (files.get(name)?.length ?? 0),
      atime: 1_790_000_000,
      mtime: 1_790_000_000,
    });
    const nameOf = (path: string) => path.replace(/^\/out\/?/, "");
    const stat = (request: number, path: string) => {
      const name = nameOf(path);
      if (path !== "/out" && !files.has(name)) sftp.status(request, codes.NO_SUCH_FILE);
      else sftp.attrs(request, attributes(path === "/out" ? undefined : name));
    };
    sftp.on("REALPATH", (request, path) => {
      sftp.name(request, [{ filename: path, longname: path, attrs: attributes(undefined) }]);
    });
    sftp.on("STAT", stat);
    sftp.on("LSTAT", stat);
    sftp.on("FSTAT", (request, id) => {
      sftp.attrs(request, attributes(handleOf(id).name));
    });
    sftp.on("OPENDIR", (request, path) => {
      if (path.replace(/\/$/, "") !== "/out") {
        sftp.status(request, codes.NO_SUCH_FILE);
        return;
      }
      onList(++lists);
      sftp.handle(request, opened({}));
    });
    sftp.on("READDIR", (request, id) => {
      const handle = handleOf(id);
      if (handle.isListed === true) {
        sftp.status(request, codes.EOF);
        return;
      }
      handle.isListed = true;
      sftp.name(
        request,
        [...files.keys()].map((filename) => ({
          filename,
          longname: `-rw-r--r-- 1 funnel funnel 1 Nov 1 02:00 ${filename}`,
          attrs: attributes(filename),
        })),
      );
    });
    sftp.on("OPEN", (request, path, flags) => {
      if (!files.has(nameOf(path))) sftp.status(request, codes.NO_SUCH_FILE);
      else if ((flags & (modes.WRITE | modes.TRUNC)) !== 0) sftp.status(request, codes.PERMISSION_DENIED);
      else sftp.handle(request, opened({ name: nameOf(path) }));
    });
    sftp.on("READ", (request, id, offset, length) => {
      const bytes = files.get(handleOf(id).name ?? "")?.subarray(offset, offset + length);
      if (bytes === undefined || bytes.length === 0) {
        sftp.status(request, codes.EOF);
        return;
      }
      if ((sent += bytes.length) > breaksAfter) {
        client.end();
        return;
      }
      bytesRead += bytes.length;
      sftp.data(request, bytes);
    });
    sftp.on("CLOSE", (request) => {
      sftp.status(request, codes.OK);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`,
    signedIn: () => signedIn,
    bytesRead: () => bytesRead,
    close: () =>
      new Promise((resolve) => {
        for (const client of open) client.end();
        server.close(() => {
          resolve();
        });
      }),
  };
}
