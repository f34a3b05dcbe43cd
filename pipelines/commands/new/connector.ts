import { join } from "node:path";
import type { SkeletonFile } from "./skeleton-file.ts";

/** A connector that reads leads, and a test that holds it to that. */
export function connectorFiles(name: string): SkeletonFile[] {
  return [
    { path: join("pipelines", "connectors", `${name}.ts`), content: connector(name) },
    { path: join("test", "load", `${name.replaceAll("_", "-")}.test.ts`), content: loadTest(name) },
  ];
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const connector = (
  name: string,
) => `import { findHeader, headerReader, type Connector } from "../layout/layout.ts";

/** Canonical column → header spellings, in every language the vendor exports. */
const columns = {
  lead_id: ["${name} lead id"],
  created_at: ["${name} created"],
  stage: ["${name} stage"],
};

/** Say here what is odd about these exports. */
const ${camel(name)}Connector: Connector = {
  name: "${name}",
  vendor: "${name}",
  reads: "Say here which exports it recognises, and by what.",
  version: 1,
  streams: ["leads"],
  recognise(head) {
    const headerAt = findHeader(head, ["${name} lead id", "${name} created", "${name} stage"]);
    if (headerAt < 0) return undefined;
    return {
      headerAt,
      mappings: [
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

const loadTest = (name: string) => `import { expect, test } from "vitest";
import { loadText } from "./load-texts.ts";

test("an export of ${name} is known by its header, and its leads are read", async () => {
  const file = await loadText(
    "${name} lead id,${name} created,${name} stage\\nL-1,2026-01-05 09:07,New\\nL-2,2026-01-06 10:00,Qualified\\n",
  );
  expect(file).toMatchObject({ connector: "${name}", status: "loaded", loaded: 2, quarantined: 0 });
  expect(file.rows["leads"]).toMatchObject([
    { lead_id: "L-1", created_at: "2026-01-05 09:07:00", stage: "New" },
    { lead_id: "L-2", created_at: "2026-01-06 10:00:00", stage: "Qualified" },
  ]);
});
`;
