import { expect, test } from "vitest";
import { defaultCaps } from "../../pipelines/formats/caps.ts";
import { fingerprint } from "../../pipelines/contract/checksum.ts";
import { toTexts } from "../../pipelines/intake/to-texts.ts";
import { buildWorkbook } from "../formats/build-workbook.ts";
import { buildZip } from "../formats/build-zip.ts";
import { refusal, scratch } from "../formats/scratch.ts";

const { put } = scratch();
const silent = { encoding: () => undefined, cards: () => undefined };

/** A workbook that unpacks to a little over 40,000 bytes. */
const workbook = (seed: number) => {
  const cells = Array.from(
    { length: 800 },
    (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${(row * 7919 + seed) % 100_003}</v></c></row>`,
  );
  return buildWorkbook({ sheets: [{ name: "Deals", rows: cells.join("") }] });
};
const textsOf = (name: string, content: Uint8Array, inflatedBytes = 60_000) => {
  const path = put(name, content);
  const caps = { ...defaultCaps, inflatedBytes };
  return toTexts({ path, fileId: fingerprint(path), size: content.length }, silent, caps);
};

test("workbooks in an archive share what it may unpack to", async () => {
  const members = [1, 2].map((seed) => ({ name: `${seed}.xlsx`, content: workbook(seed) }));
  for (const member of members) {
    const texts = await textsOf(`one-${member.name}.zip`, buildZip([member]));
    expect(texts.map(({ inside }) => inside)).toEqual([`/${member.name}`]);
  }
  expect((await refusal(textsOf("two.zip", buildZip(members)))).code).toBe("archive_too_big");
});

test("what an archive has unpacked to is taken off what a workbook in it may", async () => {
  const content = workbook(1);
  const least = 45_000;
  expect(content.length).toBeGreaterThan(5_000);
  expect(await textsOf("alone.xlsx", content, least)).toHaveLength(1);
  const packed = textsOf("packed.zip", buildZip([{ name: "1.xlsx", content }]), least);
  expect((await refusal(packed)).code).toBe("archive_too_big");
});
