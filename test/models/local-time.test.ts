import { expect, test } from "vitest";
import { createLocalDays } from "../../pipelines/transform/sources.ts";
import { openWarehouse } from "../../pipelines/warehouse/open.ts";

const utcOf = async (zone: string, wall: string) => {
  const warehouse = await openWarehouse(":memory:", { threads: 1 });
  try {
    await warehouse.run("create schema reference");
    await createLocalDays(warehouse, [zone]);
    const [row] = await warehouse.rows<{ utc: string }>(
      `select ($1::timestamp - to_seconds(case when $1::timestamp < before_until then offset_before else offset_after end))::varchar as utc
       from reference.local_day where local_date = $1::timestamp::date`,
      [wall],
    );
    return row?.utc;
  } finally {
    warehouse.close();
  }
};

test.each([
  [
    "a wall time in the missing spring hour moves forward by the gap",
    "2024-03-31 02:30:00",
    "2024-03-31 01:30:00",
  ],
  [
    "a wall time that happens twice in autumn is the first of them",
    "2024-10-27 02:30:00",
    "2024-10-27 00:30:00",
  ],
  ["the hour before the autumn change is still summer time", "2024-10-27 01:59:59", "2024-10-26 23:59:59"],
  ["the hour after it is winter time", "2024-10-27 03:00:00", "2024-10-27 02:00:00"],
  ["an ordinary winter noon", "2024-01-15 12:00:00", "2024-01-15 11:00:00"],
])("%s", async (_, wall, utc) => {
  expect(await utcOf("Europe/Budapest", wall)).toBe(utc);
});
