import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { csvRecords } from "../../formats/csv/csv.ts";
import { programRoot } from "../../contract/home.ts";
import type { Connector } from "../../layout/layout.ts";
import { markdownTable } from "./generated-block.ts";

const english = new Intl.DisplayNames("en", { type: "language" });

/** One row per connector: the vendor, what is read of it, into which streams, and in which languages beside English. */
export function vendorList(connectors: Connector[]): string {
  return markdownTable(
    ["vendor", "connector", "what is read", "streams", "column names also in"],
    connectors
      .toSorted((left, right) => left.vendor.localeCompare(right.vendor, "en"))
      .map(({ name, vendor, reads, streams }) => [
        vendor,
        `\`${name}\``,
        reads,
        name === "mapped" ? "any" : streams.map((stream) => `\`${stream}\``).join(", "),
        languagesOf(name).join(", "),
      ]),
  );
}

function languagesOf(connector: string): string[] {
  const path = join(programRoot, "pipelines", "connectors", "headers", `${connector}.csv`);
  if (!existsSync(path)) return [];
  const [, ...records] = csvRecords(readFileSync(path, "utf8"), ",");
  const codes = new Set(records.map(({ cells }) => cells[1] ?? ""));
  return [...codes]
    .filter((code) => code !== "" && code !== "en")
    .map((code) => english.of(code) ?? code)
    .sort();
}
