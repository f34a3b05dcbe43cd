import { appendFileSync, readFileSync, renameSync, statSync, utimesSync } from "node:fs";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { stageFile } from "../../pipelines/intake/stage.ts";
import { refusal, scratch } from "../formats/scratch.ts";

const { put, path } = scratch();
const text = "id,stage\n".repeat(1_000_000);

test("a delivery is copied, and known by the sha256 of its bytes", async () => {
  const { fileId, size } = await stageFile(put("deals.csv", text), path("copy"));
  expect(readFileSync(path("copy"), "utf8")).toBe(text);
  expect([fileId, size]).toEqual([createHash("sha256").update(text).digest("hex"), text.length]);
});

test("a delivery that grows while it is read is left for the next run", async () => {
  const delivered = put("grows.csv", text);
  const staged = stageFile(delivered, path("copy"));
  appendFileSync(delivered, "id,stage\n");
  expect((await refusal(staged)).code).toBe("still_changing");
});

test("a delivery that is replaced while it is read is left for the next run, even by a file of its size and time", async () => {
  const delivered = put("deals.csv", text);
  const other = put("other.csv", text.replaceAll("stage", "STAGE"));
  const { atime, mtime } = statSync(delivered);
  utimesSync(delivered, atime, mtime);
  utimesSync(other, atime, mtime);
  const staged = stageFile(delivered, path("copy"));
  renameSync(other, delivered);
  expect((await refusal(staged)).code).toBe("still_changing");
});
