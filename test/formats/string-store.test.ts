import { afterAll, expect, test } from "vitest";
import { StringStore } from "../../pipelines/formats/xlsx/string-store.ts";
import { scratch } from "./scratch.ts";

const { path } = scratch();
const store = new StringStore(path("texts"));
afterAll(() => store.close());

/** Up to 1,000 bytes, two a letter, told by their place. */
const text = (place: number) => `${place} `.padEnd(2 + ((place * 7919) % 500), "ő");

test("texts beyond what memory holds are found, in any order and again", () => {
  const count = 80_000;
  let bytes = 0;
  for (let place = 0; place < count; place++) {
    store.push(text(place));
    bytes += Buffer.byteLength(text(place));
  }
  expect(bytes).toBeGreaterThan(34 << 20);
  const wrong: number[] = [];
  for (const step of [1, 7, 1])
    for (let turn = 0; turn < count; turn++) {
      const place = (turn * step) % count;
      if (store.at(place) !== text(place)) wrong.push(place);
    }
  expect(wrong).toEqual([]);
  expect(store.at(count)).toBeUndefined();
});
