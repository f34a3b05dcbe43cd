import { columnsOf, type StreamColumn, type StreamName } from "../../contract/streams.ts";
import type { Column, Table } from "./table.ts";
import { hasIdWord, hasNameWord, isBareId, outcomes, rankOf, wordsOf } from "./words.ts";

/** Columns that no stream has, by which a table is told or a header is kept from being taken for another. */
export const witnesses = ["expected_at", "won_at", "lost_at", "price"] as const;
export type Canonical = string;

/** Which header each canonical column is taken from, and where several are equally good. */
export interface Choice {
  columns: Map<Canonical, Column>;
  open: Map<Canonical, Column[]>;
}

/** The column that tells the rows of a stream apart. */
export const keys: Partial<Record<StreamName, string>> = {
  opportunities: "opportunity_id",
  leads: "lead_id",
  activities: "activity_id",
  contacts: "contact_id",
  accounts: "account_id",
  products: "product_id",
  owners: "owner_id",
  list_members: "member_id",
};

/** The columns of a stream that a table has, by name and values: the better name first, of equal ones that whose values fit, else none. */
export function chooseColumns(stream: StreamName, table: Table): Choice {
  const choice: Choice = { columns: new Map(), open: new Map() };
  const wanted: [Canonical, StreamColumn][] = [
    ...columnsOf(stream),
    ...witnesses.map((name): [Canonical, StreamColumn] => [
      name,
      { kind: name === "price" ? "money" : "instant", about: "" },
    ]),
  ];
  const claims = wanted.flatMap(([canonical, column]) => {
    const isKey = keys[stream] === canonical;
    const fitting = table.columns.flatMap((each) => {
      const rank = rankOf(canonical, each.header);
      const fits =
        rank !== undefined &&
        fitsKind(canonical, column, each) &&
        (column.required !== true || isFilled(each)) &&
        (isKey ? canTellApart(stream, each, rank) : !isBareId(each.header) || canonical === "record_id");
      return fits ? [{ rank, column: each }] : [];
    });
    return fitting.length === 0
      ? []
      : [{ canonical, fitting, best: Math.min(...fitting.map(({ rank }) => rank)) }];
  });
  const taken = new Set<Column>();
  for (const { canonical, fitting } of claims.toSorted((left, right) => left.best - right.best)) {
    const free = fitting.filter(({ column }) => !taken.has(column));
    const best = Math.min(...free.map(({ rank }) => rank));
    const equal = narrowed(
      canonical,
      free.filter(({ rank }) => rank === best).map(({ column }) => column),
      choice,
    );
    const [one, ...others] = equal;
    if (one === undefined) continue;
    if (others.length === 0) choice.columns.set(canonical, one);
    else choice.open.set(canonical, equal);
    for (const each of equal) taken.add(each);
  }
  return choice;
}

/** Whether a column can be the key of a stream; the name of a deal or a person is none. One called so may repeat a few records. */
const canTellApart = (stream: StreamName, column: Column, rank: number) =>
  isFilled(column) &&
  (isUnique(column) || (rank === 0 && new Set(column.values).size * 10 >= column.values.length * 9)) &&
  (isNamed.has(stream) || !hasNameWord(column.header));

/** Streams whose rows are known by their names. */
const isNamed = new Set<StreamName>(["accounts", "products", "owners"]);

/** Of columns with equally good names those that their values speak for. */
function narrowed(canonical: Canonical, candidates: Column[], { columns }: Choice): Column[] {
  const prefer = (left: Column[], isBetter: (column: Column) => boolean) => {
    const better = left.filter(isBetter);
    return left.length > 1 && better.length > 0 ? better : left;
  };
  let left = prefer(candidates, ({ values }) => values.length > 0);
  left = prefer(left, ({ header }) => hasIdWord(header) === canonical.endsWith("_id"));
  if (canonical === "stage") left = prefer(left, ({ values }) => !saysOutcome(values));
  if (canonical === "closed_at") {
    // what has happened lies before the record's last change; what is planned may lie after it
    const known = columns.get("updated_at") ?? columns.get("created_at");
    const newest = newestOf(known?.values ?? []);
    left = prefer(left, ({ values }) => newest !== "" && newestOf(values) <= `${newest}~`);
  }
  const [first] = left;
  return first !== undefined && left.every(({ cells }) => cells.every((cell, at) => cell === first.cells[at]))
    ? [first]
    : left;
}

const newestOf = (values: string[]) =>
  values
    .filter((value) => /^\d{4}-\d\d-\d\d/.test(value))
    .toSorted()
    .at(-1)
    ?.slice(0, 10) ?? "";

/** Whether a column knows nothing but open, won and lost. */
export const saysOutcome = (values: string[]) =>
  values.length > 0 && values.every((value) => wordsOf(value).every((word) => outcomes.has(word)));

export const isUnique = ({ values }: Column): boolean => new Set(values).size === values.length;

/** Whether no more records lack it than would be set aside. */
export const isFilled = ({ cells }: Column): boolean =>
  cells.filter((cell) => cell === "").length * 50 <= cells.length;

const most = (values: string[], test: (value: string) => boolean) =>
  values.filter(test).length * 10 >= values.length * 8;

const isDate = (value: string) =>
  /^(\d{1,4}[-/. ]+(\d{1,2}|\p{L}+\.?)[-/. ]+\d{1,4}|\p{L}{3,}\.? \d{1,2},? \d{4})/u.test(value) ||
  writtenAs([value]) !== undefined;
/** Whether a column holds times, seconds or milliseconds since 1970 among them. */
export const saysTime = ({ values }: Column): boolean =>
  values.length > 0 && most(values, (value) => isDate(value) || /^1[3-9]\d{8}(\d{3})?$/.test(value));
const isNumber = (value: string) => /^\D{0,4}\d[\d\s.,]*\D{0,4}$/.test(value);
const isFlag = (value: string) => /^(true|false|yes|no|[01yn]|igen|nem)$/i.test(value);

/** The pattern of dates that no order of numbers describes; undefined when all are written in a usual way. */
export function writtenAs(values: string[]): string | undefined {
  const patterns: [RegExp, string][] = [
    [/^(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/, "YYYYMMDD"],
    [/^\d{1,2}-[A-Z][a-z]{2}-\d{4}(?: \d\d:\d\d(:\d\d)?)?$/, "DD-MMM-YYYY"],
    [/^\d{1,2} [A-Z][a-z]{2} \d{4}(?: \d\d:\d\d(:\d\d)?)?$/, "DD MMM YYYY"],
    [/^[A-Z][a-z]{2} \d{1,2}, \d{4}(?: \d\d:\d\d(:\d\d)?)?$/, "MMM DD, YYYY"],
  ];
  return values.length === 0
    ? undefined
    : patterns.find(([pattern]) => values.every((value) => pattern.test(value)))?.[1];
}

/** Whether a column's values could be what a canonical column holds; one that has none can be anything. */
function fitsKind(canonical: Canonical, { kind }: StreamColumn, { values }: Column): boolean {
  if (kind === "instant" || kind === "date") return most(values, isDate);
  if (kind === "money" || kind === "number" || kind === "count")
    return most(values, (value) => isNumber(value) && (!isDate(value) || /^\d{8}$/.test(value)));
  if (kind === "flag") return most(values, isFlag);
  if (canonical === "email_key") return most(values, (value) => value.includes("@") || isHash(value));
  if (canonical === "phone_key")
    return most(values, (value) => isHash(value) || /^[^\p{L}]*\d(?:\D{0,3}\d){5,}/u.test(value));
  if (canonical === "currency") return most(values, (value) => /^[A-Za-z]{3}$/.test(value));
  if (canonical.endsWith("_id") || canonical === "sequence")
    return !most(values, isDate) || values.length === 0;
  if (
    values.length >= 20 &&
    ["stage", "to_stage", "from_stage", "pipeline"].includes(canonical) &&
    new Set(values).size * 2 > values.length
  )
    return false;
  return (
    values.length === 0 || !(most(values, isDate) || most(values, (value) => /^(true|false)$/i.test(value)))
  );
}

const isHash = (value: string) => /^[0-9a-f]{32}$/.test(value);
