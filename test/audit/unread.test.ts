import { join } from "node:path";
import { expect, test } from "vitest";
import { newlyUnread } from "../../pipelines/audit/unread.ts";
import type { LoadedFile } from "../../pipelines/contract/loaded-file.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";
import { temporaryHome } from "../release/small-release.ts";

const file = (name: string, unread: string[], source = "hubspot") =>
  ({ name, source, unread, status: "loaded" }) as LoadedFile;

test("what is not read is said of a set of columns once, and not again of the export of the next day", async () => {
  const path = join(temporaryHome().root, "warehouse.duckdb");
  const before = await openWarehouse(path);
  await before.run(
    "create schema ops; create table ops.file as select 'hubspot' as source, ['Notes', 'Mood'] as unread_columns",
  );
  before.close();
  const today = [
    file("deals 2.csv", ["Mood", "Notes"]),
    file("deals 3.csv", ["Mood", "Notes", "Weight"]),
    file("contacts.csv", []),
  ];
  expect(await newlyUnread(today, path)).toEqual(["not read of deals 3.csv: Mood, Notes, Weight"]);
  expect(await newlyUnread(today, undefined)).toEqual([
    "not read of deals 2.csv: Mood, Notes",
    "not read of deals 3.csv: Mood, Notes, Weight",
  ]);
  expect(
    await newlyUnread(
      [file("a.csv", ["Mood", "Notes"], "zoho"), file("b.csv", ["Mood", "Notes"], "zoho")],
      path,
    ),
  ).toEqual(["not read of a.csv and 1 more: Mood, Notes"]);
});
