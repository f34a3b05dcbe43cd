import { existsSync } from "node:fs";
import { join } from "node:path";
import { appear, writeWhole } from "../../contract/durable.ts";
import { manifestPath, type Fetched } from "../../intake/fetched.ts";
import { fingerprintOf } from "./fields.ts";

type Told = Pick<
  Fetched,
  "source" | "kind" | "requests" | "started_at" | "finished_at" | "calls" | "bytes" | "sha256"
> & { cursor: unknown };

/**
 * The name of a delivered file among those of other nights: `deals.csv` becomes `deals-20261130T020500Z.csv`. What stands in a name that
 * no file of a folder may have is left out.
 */
export function deliveredName(name: string, startedAt: string): string {
  const plain = name
    .replace(/^.*[/\\]/, "")
    .replace(/[\u0000-\u001f\u007f:*?"<>|]/g, "_")
    .replace(/^\.+/, "")
    .slice(-150);
  // .done marks another file as complete
  const [ending = ""] = /(\.(?!done$)[a-z0-9]{1,6})?(\.gz)?$/i.exec(plain) ?? [];
  const stem = plain.slice(0, plain.length - ending.length) || "file";
  return `${stem}-${startedAt.replace(/\.\d+/, "").replace(/[-:]/g, "")}${ending.toLowerCase()}`;
}

/** Puts a whole file into the exports as it is, with its manifest: first the manifest, then, in one step, the file. */
export function landDelivered(whole: string, folder: string, name: string, told: Told): string {
  let path = join(folder, deliveredName(name, told.started_at));
  for (let other = 2; existsSync(path); other++)
    path = join(folder, deliveredName(name.replace(/(\.|$)/, ` ${other}$1`), told.started_at));
  const manifest: Fetched = {
    ...told,
    stream: "files",
    api_version: "",
    complete_to: null,
    since: null,
    delivery: null,
    records_at: null,
    units: 0,
    day_quota: null,
    pages: 1,
    records: null,
    records_per_page: [],
    vendor_count: null,
    fields: {},
    fingerprint: fingerprintOf({}),
    complete: true,
  };
  writeWhole(manifestPath(path), `${JSON.stringify(manifest, null, 2)}\n`, "fetched");
  appear(whole, path, "extract");
  return path;
}
