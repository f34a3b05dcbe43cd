import { constant, findHeader, headerReader, through, type Connector } from "../load/connector.ts";

const spellings = {
  list_id: ["List ID", "Lista azonosító", "Lista"],
  vendor: ["Vendor", "Szállító"],
  delivered_at: ["Delivered", "Delivery date", "Átadás dátuma", "Szállítva"],
  pipeline: ["Pipeline"],
  cost: ["Cost", "List cost", "Költség", "Ár"],
  currency: ["Currency", "Pénznem"],
  legal_basis: ["Legal Basis", "Legal basis", "Jogalap"],
  is_do_not_call: ["Do Not Call", "Do not call", "Ne hívja", "Nem hívható"],
  country: ["Country", "Ország"],
};
const phones = ["Phone", "Phone number", "Telefon", "Telefonszám"];
const emails = ["Email", "E-mail", "E-mail cím"];

/** A purchased phone list. Phones are matched by their E.164 form; phones and e-mails leave the file only as keys. */
const purchasedList: Connector = {
  name: "purchased_list",
  version: 2,
  streams: ["list_members"],
  recognise(head) {
    const headerAt =
      spellings.list_id
        .flatMap((name) => phones.map((phone) => findHeader(head, [name, phone])))
        .find((index) => index >= 0) ?? -1;
    if (headerAt < 0) return undefined;
    const header = head[headerAt] ?? [];
    const read = headerReader(header);
    const phone = through("phone_key", read.find(phones) ?? constant(""));
    const email = through("email_key", read.find(emails) ?? constant(""));
    const everything = header.map((_, at) => `coalesce(c${at}, '')`).join(" || chr(0) || ");
    return {
      headerAt,
      parts: [
        {
          stream: "list_members",
          format: { order: "ymd", decimal: ".", nulls: ["-", "n/a"] },
          values: {
            ...read.pick(spellings),
            phone_key: phone,
            email_key: email,
            member_id: {
              sql: `coalesce(phone_key(${phone.sql}), email_key(clean_text(${email.sql})), md5(${everything}))`,
              header: "(the row)",
            },
          },
        },
      ],
    };
  },
};

export default purchasedList;
