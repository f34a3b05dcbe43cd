import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { silent } from "../../pipelines/effects.ts";
import { inspectFile } from "../../pipelines/inspect/inspect.ts";

async function inspect(name: string, content: string): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), "funnelhouse-")), name);
  writeFileSync(path, content);
  const lines = await inspectFile(path, new Map([["source_time_zone", "Europe/Budapest"]]), {
    now: () => new Date(0),
    report: silent,
  });
  return lines.join("\n");
}

test("a known file is explained column by column, and what is not read is named", async () => {
  const text = await inspect(
    "x.csv",
    "Record ID,Pipeline,Deal Stage,Create Date,Mood\n1,Sales,New,2026-01-05,good\n2,Sales,New,soon,good\n".concat(
      [3, 4, 5, 6].map((id) => `${id},Sales,New,2026-01-05,good\n`).join(""),
    ),
  );
  expect(text).toContain("7 records = 5 loaded + 1 quarantined + 0 deduplicated + 1 skipped");
  expect(text).toMatch(/stage +← Deal Stage/);
  expect(text).toContain("not read: Mood");
});

test("for a file nobody knows a mapping is proposed, and no date order is guessed that the file does not tell", async () => {
  const text = await inspect(
    "y.csv",
    "Azonosító;Összeg;Létrehozva\nA1;1 200,50;03.04.2026\nA2;3,5;05.06.2026\n",
  );
  expect(text).toContain('"delimiter": ";"');
  expect(text).toContain('"decimal": ","');
  expect(text).toContain("TODO: dmy or mdy");
  expect(text).toContain('"created_at": "Létrehozva"');
});
