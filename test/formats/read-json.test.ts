import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readJson } from "../../pipelines/formats/json/read-json.ts";
import { rowSpan } from "../../pipelines/formats/csv/row-spans.ts";
import { refusal, scratch } from "./scratch.ts";

const { put, path } = scratch();
let count = 0;
const read = (content: string | Uint8Array) => readJson(put(`in-${++count}`, content), path(`out-${count}`));
const textOf = async (content: string) => readFileSync((await read(content)).path, "utf8");
const deals = '{"id":120210000000000001,"name":"Ő, \\"x\\""},\n{"name":"b","amount":1.50,"open":true}';
const expected = 'id,name,amount,open\n120210000000000001,"Ő, ""x""",,\n,b,1.50,true\n';

test.each([
  ["an array", `[${deals}]`, "$"],
  ["a wrapper", `{"meta":{"next":null,"tags":["a"]},"data":[${deals}],"total":2}`, "$.data"],
  ["a nested wrapper", `{"response":{"deals":[${deals}]}}`, "$.response.deals"],
  ["lines", deals.replace(",\n", "\n"), "lines"],
  ["a usual name among several arrays", `{"owners":[{"id":1}],"results":[${deals}]}`, "$.results"],
])("%s of objects gives one row each, numbers as they are written", async (_, content, source) => {
  const result = await read(content);
  expect(readFileSync(result.path, "utf8")).toBe(expected);
  expect(result).toMatchObject({ rows: 2, columns: 4, source });
  const { start, end } = rowSpan(result.spans ?? "", 2) ?? { start: 0, end: 0 };
  expect(Buffer.from(content).toString("utf8", start, end)).toContain('{"name":"b"');
});

test("nested objects become columns, scalars of an array are joined, the rest stays JSON", async () => {
  const record =
    '{"a":{"b":{"c":1},"d":[]},"e":["x",2,null,true],"f":[{"g": 1}, 2],"h":["a;b","c"],"i":{},"j":null,"k":"line\\nbreak \\u0151"}';
  expect(await textOf(`[${record}]`)).toBe(
    'a.b.c,a.d,e,f,h,i,j,k\n1,,x;2;;true,"[{""g"": 1}, 2]","[""a;b"",""c""]",,,"line\nbreak ő"\n',
  );
});

test("one object is one record", async () => {
  expect(await textOf('{"id":1,"tags":[],"name":"x"}')).toBe("id,tags,name\n1,,x\n");
});

test("the versions of a stage and the stages of a pipeline are identified by their places", async () => {
  const record =
    '{"id":1,"propertiesWithHistory":{"dealstage":[{"value":"b","timestamp":"2"},{"value":"a","timestamp":"1"}],"amount":[{"value":"5"}]},"stages":[]}';
  expect(await textOf(`[${record}]`)).toBe(
    'id,propertiesWithHistory.dealstage.0.value,propertiesWithHistory.dealstage.0.timestamp,propertiesWithHistory.dealstage.1.value,propertiesWithHistory.dealstage.1.timestamp,propertiesWithHistory.amount\n1,b,2,a,1,"[{""value"":""5""}]"\n',
  );
});

test("an array inside one of several lines is a cell, not the records", async () => {
  expect(await textOf('{"id":1,"data":[{"x":1}]}\n{"id":2}')).toBe('id,data\n1,"[{""x"":1}]"\n2,\n');
});

test("a key without any value is a column, unless it is an object in other records", async () => {
  expect(await textOf('[{"a":null,"b":null},{"a":{"id":1},"b":""}]')).toBe("b,a.id\n,\n,1\n");
});

test("records on the borders of pieces and UTF-16 survive", async () => {
  const records = Array.from({ length: 20_000 }, (_, index) =>
    JSON.stringify({ id: `${index}`, note: 'ő}]\\"'.repeat(index % 40) }),
  );
  const all = `[${records.join(",")}]`;
  for (const content of [all, Buffer.from("\uFEFF" + all), Buffer.from("\uFEFF" + all, "utf16le")])
    expect(await read(content)).toMatchObject({ rows: 20_000, columns: 2 });
});

test("nothing to read is no error", async () => {
  expect(await read("[]")).toMatchObject({ rows: 0, columns: 0 });
  expect(await read('{"data":[]}')).toMatchObject({ rows: 0, columns: 0 });
});

test.each([
  ["an array of texts", '["a","b"]', "json_shape"],
  ["an array of arrays", "[[1,2]]", "json_shape"],
  ["an array of objects and texts", '[{"a":1},"b"]', "json_shape"],
  ["two arrays that could both be meant", '{"deals":[{"id":1}],"leads":[{"id":1}]}', "json_shape"],
  ["a number", "5", "json_shape"],
  ["lines with a number between", '{"a":1}\n5\n{"a":2}', "json_shape"],
  ["a wrong separator", '[{"a":1};{"a":2}]', "json_damaged"],
  ["a missing comma", '[{"a":1}{"a":2}]', "json_damaged"],
  ["a missing comma inside", '[{"a":1 "b":2}]', "json_damaged"],
  ["a comma too many", '[{"a":1},]', "json_damaged"],
  ["crossed brackets", '[{"a":[1}]]', "json_damaged"],
  ["a leading zero", '[{"a":012}]', "json_damaged"],
  ["NaN", '[{"a":NaN}]', "json_damaged"],
  ["a raw line break in a text", '[{"a":"x\ny"}]', "json_damaged"],
  ["half a character", '[{"a":"\\ud83d"}]', "json_damaged"],
  ["a NUL", '[{"a":"\\u0000"}]', "json_nul"],
  ["a key twice", '[{"a":1,"a":2}]', "json_key_twice"],
  ["a key twice inside an array", '[{"f":[{"g":1,"g":2}]}]', "json_key_twice"],
  ["blanks only", " \n ", "json_shape"],
  ["a closing bracket of the other kind", '[{"a":1}}', "json_damaged"],
  ["a key of 5,000 letters around the records", `{"${"k".repeat(5000)}":[{"a":1}]}`, "json_damaged"],
  ["a key twice by nesting", '[{"a.b":1,"a":{"b":2}}]', "json_key_twice"],
  ["endless arrays", "[".repeat(100_000), "json_too_deep"],
  ["endless objects", `[${'{"a":'.repeat(100)}1${"}".repeat(100)}]`, "json_too_deep"],
  [
    "2,001 keys",
    `[{${Array.from({ length: 2001 }, (_, index) => `"k${index}":1`).join(",")}}]`,
    "json_too_wide",
  ],
  ["a cell over 1 MiB", `[{"a":"${"x".repeat(1_100_000)}"}]`, "json_cell_too_big"],
  ["a record over 8 MiB", `[{"a":"${"x".repeat(9_000_000)}"}]`, "json_record_too_big"],
])("%s is refused", async (_, content, code) => {
  expect((await refusal(read(content))).code).toBe(code);
});

test("JSON that is cut off anywhere is refused with the byte", async () => {
  const whole = `{"data":[${deals}]}`;
  for (let end = 1; end < whole.length; end++) {
    const { code, message } = await refusal(read(whole.slice(0, end)));
    expect([end, code]).toEqual([end, "json_cut_off"]);
    expect(message).toContain(`byte ${Buffer.byteLength(whole.slice(0, end))}`);
  }
});
