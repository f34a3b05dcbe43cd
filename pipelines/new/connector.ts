import { join } from "node:path";
import { typedColumns } from "../streams.ts";
import type { SkeletonFile } from "./skeleton.ts";

/** A connector that reads leads, and its staging model. */
export function connectorFiles(name: string): SkeletonFile[] {
  return [
    { path: join("pipelines", "connectors", `${name}.ts`), content: connector(name) },
    { path: join("models", "staging", name, "leads.sql"), content: staging(name) },
  ];
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const connector = (
  name: string,
) => `import { findHeader, headerReader, type Connector } from "../load/connector.ts";

/** Canonical column → header spellings, in every language the vendor exports. */
const columns = {
  lead_id: ["${name} lead id"],
  created_at: ["${name} created"],
  stage: ["${name} stage"],
};

/** Say here which export of which vendor this reads, and what is odd about it. */
const ${camel(name)}Connector: Connector = {
  name: "${name}",
  version: 1,
  streams: ["leads"],
  recognise(head) {
    const headerAt = findHeader(head, ["${name} lead id", "${name} created", "${name} stage"]);
    if (headerAt < 0) return undefined;
    return {
      headerAt,
      parts: [
        {
          stream: "leads",
          format: { order: "ymd", decimal: ".", nulls: [] },
          values: headerReader(head[headerAt] ?? []).pick(columns),
        },
      ],
    };
  },
};

export default ${camel(name)}Connector;
`;

const staging = (name: string) =>
  `${[
    `-- The leads of ${name} exports, one row per delivered row, in the source's wall time.`,
    "--",
    "-- grain: _file_id, _row",
    "select",
    [
      "  _source as source",
      ...["_file_id", "_known_at", "_row", ...typedColumns("leads").map((column) => column.name)].map(
        (column) => `  ${column}`,
      ),
    ].join(",\n"),
    "from",
    `  raw.${name}__leads`,
  ].join("\n")}\n`;
