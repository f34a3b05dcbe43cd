import { expect, test } from "vitest";
import { homeAt } from "../../pipelines/contract/home.ts";
import { readReference } from "../../pipelines/reference/read.ts";

const day = 86_400_000;
const date = (year: number, month: number, dayOfMonth: number) =>
  new Date(Date.UTC(year, month - 1, dayOfMonth));
const plus = (from: Date, days: number) => new Date(from.getTime() + days * day);
const iso = (at: Date) => at.toISOString().slice(0, 10);

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876). */
function easter(year: number): Date {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return date(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

const { calendar } = await readReference(homeAt("/nowhere"));
const days = new Map(calendar.rows.map((row) => [row["date"] ?? "", row["is_working"]]));

test.each([2023, 2024, 2025, 2026, 2027])(
  "nobody works on the statutory holidays of Hungary in %i",
  (year) => {
    const fixed = [
      [1, 1],
      [3, 15],
      [5, 1],
      [8, 20],
      [10, 23],
      [11, 1],
      [12, 25],
      [12, 26],
    ] as const;
    const holidays = [
      ...fixed.map(([month, dayOfMonth]) => date(year, month, dayOfMonth)),
      ...[-2, 1, 50].map((offset) => plus(easter(year), offset)),
    ].map(iso);
    expect(holidays.filter((holiday) => days.get(holiday) !== "false")).toEqual([]);
  },
);

test("every working Saturday is a Saturday and pays for a weekday of rest of its year", () => {
  const weekday = (at: string) => new Date(at).getUTCDay();
  const working = [...days].filter(([, isWorking]) => isWorking === "true").map(([at]) => at);
  expect(working.map(weekday)).toEqual(working.map(() => 6));
  const rests = calendar.rows.filter((row) => row["note"]?.startsWith("Rest day"));
  expect(rests.map((row) => weekday(row["date"] ?? "")).filter((each) => each === 0 || each === 6)).toEqual(
    [],
  );
  expect(rests.map((row) => row["date"]?.slice(0, 4))).toEqual(working.map((at) => at.slice(0, 4)));
});
