import { describe, expect, test } from "vitest";
import { csvRecords } from "../../pipelines/formats/csv/csv.ts";

const cells = (text: string, most?: number) => csvRecords(text, ",", most).map((record) => record.cells);

describe("a delimited text is cut as RFC 4180 says", () => {
  test("a quoted cell holds delimiters, line ends and doubled quotes", () => {
    expect(cells('a,"b,""c""\n"\r\nd,\r"e"')).toEqual([["a", 'b,"c"\n'], ["d", ""], ["e"]]);
  });

  test("what follows a closing quote is no part of the cell, and a quote that nobody closes takes the rest", () => {
    const [first, second] = csvRecords('"a" b,c\n"d\ne', ",");
    expect(first).toMatchObject({ cells: ["a", "c"], isBroken: true });
    expect(second).toMatchObject({ cells: ["d\ne"], isBroken: true });
  });

  test("places are bytes, and the next record begins behind the line end", () => {
    expect(csvRecords("ű\r\nb\n", ",").map(({ start, end, next }) => [start, end, next])).toEqual([
      [0, 2, 4],
      [4, 5, 6],
    ]);
  });

  test("blank lines do not count among the records that are asked for", () => {
    expect(cells('\n \n""\na\nb\nc\n', 2)).toEqual([[""], [" "], [""], ["a"], ["b"]]);
  });
});
