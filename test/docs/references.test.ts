import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { programRoot } from "../../pipelines/contract/home.ts";
import { referenceTables, settings, sourceSettings } from "../../pipelines/reference/tables.ts";
import { readConnectors } from "../../pipelines/connectors/all.ts";
import { streamNames, typedColumns } from "../../pipelines/contract/streams.ts";
import { createMetrics } from "../../pipelines/transform/metrics.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { withBlock } from "../../pipelines/commands/check/generated-block.ts";
import { codeSpans, current, documents, section, sourcesIn, textOf } from "./documents.ts";

const semantics = textOf("docs/semantics.md");

/** The public tables with their columns, from the row types that the models' headers make. */
const tables = new Map(
  [...textOf("pipelines/warehouse/tables.ts").matchAll(/^ {2}"([\w.]+)": \{\n([\s\S]*?)^ {2}\};/gm)].map(
    ([, name = "", body = ""]): [string, string[]] => [
      name,
      [...body.matchAll(/^ {4}(\w+):/gm)].map(([, column = ""]) => column),
    ],
  ),
);

test("links lead to files that exist", () => {
  const broken = documents.flatMap((file) =>
    [...textOf(file).matchAll(/\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !existsSync(join(programRoot, dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("paths of the program in a document exist", () => {
  // what npm run new would write
  const examples = /copper|demo_length/;
  const broken = current.flatMap((file) =>
    codeSpans(textOf(file))
      .filter((span) =>
        /^(pipelines|models|dashboards|test|docs|data\/(defaults|sample))\/[\w./-]+$/.test(span),
      )
      .filter((span) => !examples.test(span) && !existsSync(join(programRoot, span)))
      .map((span) => `${file}: ${span}`),
  );
  expect(broken).toEqual([]);
});

describe("names of the warehouse", () => {
  test("a table that a document names is public, with the columns that stand beside it", () => {
    const streams = new Map(
      streamNames.map((stream) => [`staging.${stream}`, typedColumns(stream).map(({ name }) => name)]),
    );
    const known = new Map([...tables, ...streams]);
    const wrong = current.flatMap((file) =>
      textOf(file)
        .split("\n")
        .flatMap((line) => {
          const named = codeSpans(line).filter((span) =>
            /^(core|marts|ops|reference|staging)\.[a-z_]+$/.test(span),
          );
          const unknown = named.filter((table) => !known.has(table));
          // "- `table`: … `column` …" and "| … | `table`: `column`, … |"
          const [, table = "", rest = ""] =
            /^(?:- |.*\| )`((?:core|marts|ops)\.[a-z_]+)`(?: = |: )(.*)$/.exec(line) ?? [];
          const columns = [...named.flatMap((each) => known.get(each) ?? []), ...Object.keys(settings)];
          const strangers =
            table === ""
              ? []
              : codeSpans(rest).filter(
                  (span) => /^[a-z]+(_[a-z0-9]+)*$/.test(span) && !columns.includes(span),
                );
          return [...unknown, ...strangers.map((column) => `${table}.${column}`)].map(
            (name) => `${file}: ${name}`,
          );
        }),
    );
    expect(wrong).toEqual([]);
  });

  test("a name with an underscore in the semantics is a column, a setting or a value", () => {
    const values = new Set(
      [...sourcesIn("models", ".sql"), ...sourcesIn("pipelines", ".ts")]
        .flatMap((file) => [...textOf(file).matchAll(/["']([a-z]+(?:_[a-z0-9]+)+)["']/g)])
        .map(([, value = ""]) => value),
    );
    const known = new Set([
      ...[...tables.values()].flat(),
      ...Object.values(referenceTables).flatMap(({ columns }) => Object.keys(columns)),
      ...Object.keys(settings),
      ...Object.keys(sourceSettings),
      ...streamNames,
      ...values,
    ]);
    const spans = codeSpans(semantics).filter((span) => /^[a-z]+(_[a-z0-9]+)+$/.test(span));
    expect(spans.length).toBeGreaterThan(100);
    expect(spans.filter((span) => !known.has(span))).toEqual([]);
  });

  test("every public mart and fact is in the semantics", () => {
    const public_ = [...tables.keys()].filter((table) => /^(core|marts|ops)\./.test(table));
    expect(public_.filter((table) => !semantics.includes(`\`${table}\``))).toEqual([]);
  });

  test("a metric names a table and a column that exist", async () => {
    const warehouse = await openWarehouse(":memory:", { threads: 1 });
    try {
      await warehouse.run("create schema ops");
      await createMetrics(warehouse);
      const metrics =
        await warehouse.rows<Record<"metric" | "table_name" | "column_name", string>>("from ops.metric");
      expect(metrics.length).toBeGreaterThan(50);
      expect(
        metrics.filter(
          ({ table_name, column_name }) => tables.get(table_name)?.includes(column_name) !== true,
        ),
      ).toEqual([]);
    } finally {
      warehouse.close();
    }
  });
});

describe("reference data", () => {
  const part = section(semantics, "Reference data");
  test("every reference file is documented with its columns", () => {
    const rows = [...part.matchAll(/^\| `(\w+)\.csv` \| (.*) \|$/gm)];
    expect(Object.fromEntries(rows.map(([, file = "", columns = ""]) => [file, codeSpans(columns)]))).toEqual(
      Object.fromEntries(
        Object.entries(referenceTables).map(([table, { columns }]) => [table, Object.keys(columns)]),
      ),
    );
  });

  test("every setting is documented, and no other", () => {
    const named = [...part.matchAll(/^\| ((?!`\w+\.csv`)`[a-z_<>.]+`(?:, `[a-z_]+`)*) \|/gm)]
      .flatMap(([, cell = ""]) => codeSpans(cell))
      .toSorted();
    expect(named).toEqual(
      [...Object.keys(settings), ...Object.keys(sourceSettings).map((name) => `<source>.${name}`)].toSorted(),
    );
    const deliveries = codeSpans(section(textOf("docs/deliveries.md"), "One source's settings"));
    expect(Object.keys(sourceSettings).filter((name) => !deliveries.includes(name))).toEqual([]);
  });
});

test("every connector has its row among the vendors", async () => {
  const vendors = textOf("docs/vendors.md");
  const connectors = await readConnectors();
  expect(connectors.filter(({ name, vendor }) => !vendors.includes(`| ${vendor} | \`${name}\` |`))).toEqual(
    [],
  );
});

test("a rule that is cited is one of the semantics, and they are numbered without a gap", () => {
  const numbers = [...section(semantics, "Rules").matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) =>
    Number(number),
  );
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const cited = ["pipelines", "models", "test", "dashboards"]
    .flatMap((folder) => [...sourcesIn(folder, ".ts"), ...sourcesIn(folder, ".sql")])
    .concat(current)
    .flatMap((file) =>
      [...textOf(file).matchAll(/\brules? (\d+(?:(?:,| and) \d+)*)/gi)].flatMap(([, list = ""]) =>
        [...list.matchAll(/\d+/g)].map(([number]) => ({ file, number: Number(number) })),
      ),
    );
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter(({ number }) => !numbers.includes(number))).toEqual([]);
});

test("a generated part that is stale differs from what the code says, and without its markers there is none", () => {
  const block = { file: "X.md", name: "list", content: "new\n" };
  const document = (content: string) =>
    `Before\n<!-- list: written by npm run format -->\n\n${content}\n<!-- end of list -->\nAfter\n`;
  expect(withBlock(document("old\n"), block)).toBe(document("new\n"));
  expect(withBlock("Before\n", block)).toBeUndefined();
});
