import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatSql } from "../../pipelines/commands/check/format-sql.ts";
import { styleFindings } from "../../pipelines/commands/check/models.ts";
import { writeSkeleton } from "../../pipelines/commands/new/skeleton.ts";
import { parseModel } from "../../pipelines/transform/model.ts";
import { scratchFolder } from "../scratch.ts";

test("a new model is formatted, keeps the style and documents its columns", () => {
  const root = scratchFolder();
  const [path = ""] = writeSkeleton("model", "open_journeys", root);
  expect(path).toBe(join("models", "marts", "open_journeys.sql"));
  const content = readFileSync(join(root, path), "utf8");
  expect(formatSql(content)).toBe(content);
  const model = parseModel(path, "marts", "open_journeys", content);
  expect(styleFindings(model)).toEqual([]);
  expect(model.columns.map((column) => column.name)).toEqual(["pipeline", "journey_count"]);
});

test("a new connector is one file and its test", () => {
  expect(writeSkeleton("connector", "fresh_sales", scratchFolder())).toEqual([
    join("pipelines", "connectors", "fresh_sales.ts"),
    join("test", "load", "fresh-sales.test.ts"),
  ]);
});

test("a skeleton is never written over a file that exists", () => {
  const root = scratchFolder();
  for (const kind of ["model", "connector"]) {
    const paths = writeSkeleton(kind, "taken", root);
    expect(paths.every((path) => existsSync(join(root, path)))).toBe(true);
    expect(() => writeSkeleton(kind, "taken", root)).toThrow("exists already");
  }
});

test.each(["Web", "../up", "a b", "", "a__b"])("the name %j is refused", (name) => {
  expect(() => writeSkeleton("model", name, scratchFolder())).toThrow("expected a lower-case name");
});
