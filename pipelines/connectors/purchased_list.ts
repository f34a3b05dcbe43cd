import { constant, through, type Connector, type StreamMapping, type Value } from "../layout/layout.ts";
import { phonesInCell } from "../layout/phones.ts";
import { looseReader, optOut } from "../layout/loose-header.ts";

const phone =
  /(mobile |contact )?(phone|telephone|mobile|telefon|mobil|tel)( ?number| ?szama?| ?nummer)?( \d)?/;
const email = /e ?mail( address| cim| cime| adresse)?/;
const listId = /list( id| name)?|lista( ?azonosito| neve)?/;
const vendor = /(list )?(vendor|supplier|provider)|szallito|lista ?szallito/;
const delivered = /delivered( at| on)?|delivery date|(atadas|szallitas)( datuma)?|szallitva|atadva/;
const columns = {
  vendor,
  delivered_at: delivered,
  pipeline: /pipeline/,
  cost: /(list )?(cost|price)|koltseg|(lista)?ara?/,
  currency: /currency|penznem|deviza/,
  legal_basis: /legal basis|jogalap/,
  country: /country|orszag/,
};
const noCalls = /do not call|dnc|ne hivja|nem hivhato|opt ?out/;

/** Sentinels that mean an open end, not a date. */
const nulls = ["-", "n/a", "9999-12-31", "2050-01-01"];

/**
 * A purchased phone list, known by its list, or by its vendor and delivery. Phones are matched by their E.164 form, every number of a
 * member is a key (the rows after its first one); phones and e-mails leave the file only as keys.
 */
const purchasedList: Connector = {
  name: "purchased_list",
  vendor: "Purchased phone lists",
  reads:
    "Any list with a phone number and either a list name or a vendor and a delivery date, in several languages.",
  version: 5,
  streams: ["list_members"],
  recognise(head) {
    const headerAt = head.findIndex(isOfList);
    const header = head[headerAt];
    if (header === undefined) return undefined;
    const read = looseReader(header);
    const number = everyNumber(read.all(phone));
    const noCall = read.find(noCalls);
    const values: Record<string, Value> = {
      ...read.pick(columns),
      list_id: listOf(read),
      ...(noCall === undefined ? {} : { is_do_not_call: optOut(noCall) }),
      ...memberOf(header, read, number),
    };
    const mapping = (key: string): StreamMapping => ({
      stream: "list_members",
      format: { order: "ymd", decimal: ".", nulls, locale: "unknown" },
      values: { ...values, phone_key: through(key, number) },
    });
    const more = Array.from({ length: phonesInCell - 1 }, (_, at) => `phone_key_${at + 2}`);
    return {
      headerAt,
      ...(noCall === undefined
        ? {
            notes: [
              {
                en: "it has no do-not-call column: nobody on it counts as opted out",
                hu: "nincs benne hívási tiltás oszlop: senki sem számít tiltottnak",
              },
            ],
          }
        : {}),
      mappings: [
        mapping("phone_key"),
        ...more.map((key): StreamMapping => ({
          ...mapping(key),
          where: { ...number, sql: `${key}(${number.sql})` },
        })),
      ],
    };
  },
  lacks(head) {
    const isPhones = head.slice(0, 10).some((cells) => looseReader(cells).find(phone) !== undefined);
    return isPhones
      ? "it looks like a list of phone numbers that does not say which list it is: add a column list with the list's name on every row (or vendor and delivered), or set list_id among the constants of a mapping.json beside it"
      : undefined;
  },
};

/** Whether a record is the header of a list: a phone, and what tells which list it is. */
function isOfList(cells: string[]): boolean {
  const read = looseReader(cells);
  const isNamed =
    read.find(listId) !== undefined ||
    (read.find(vendor) !== undefined && read.find(delivered) !== undefined);
  return isNamed && read.find(phone) !== undefined;
}

/** All the numbers of a member as one text. */
function everyNumber(numbers: Value[]): Value {
  const [first = constant("")] = numbers;
  if (numbers.length < 2) return first;
  return {
    ...first,
    sql: `concat_ws('; ', ${numbers.map(({ sql }) => `clean_text(${sql})`).join(", ")})`,
  };
}

type Reader = ReturnType<typeof looseReader>;

/** The id of the list, else its vendor and delivery. */
function listOf(read: Reader): Value {
  const { vendor: by, delivered_at: at } = read.pick(columns);
  return (
    read.find(listId) ?? {
      sql: `concat_ws(' ', clean_text(${by?.sql ?? "null"}), clean_text(${at?.sql ?? "null"}))`,
      header: "(vendor and delivery)",
    }
  );
}

/** Who it is: by phone, else by e-mail address, else by all that the row says. */
function memberOf(header: string[], read: Reader, number: Value): Record<string, Value> {
  const address = read.find(email) ?? constant("");
  const everything = header.map((_, place) => `coalesce(c${place}, '')`).join(" || chr(0) || ");
  return {
    email_key: through("email_key", address),
    member_id: {
      sql: `coalesce(phone_key(${number.sql}), email_key(clean_text(${address.sql})), md5(${everything}))`,
      header: "(the row)",
    },
  };
}

export default purchasedList;
