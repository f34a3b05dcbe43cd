import { createHash } from "node:crypto";
import { cellReader, constant, findHeader, type Connector } from "../load/connector.ts";
import { personKeys } from "../load/person-keys.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
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
  version: 1,
  streams: ["list_members"],
  recognise(head) {
    const headerAt = spellings.list_id.map((name) => phones.map((phone) => findHeader(head, [name, phone]))).flat().find((index) => index >= 0); // prettier-ignore
    if (headerAt === undefined) return undefined;
    const read = cellReader(head[headerAt] ?? []);
    return {
      headerAt,
      order: "ymd",
      decimal: ".",
      nulls: ["", "-", "n/a"],
      streams: ["list_members"],
      rows(cells) {
        const contact = read.pick(cells, { phone: phones, email: emails });
        const keys = personKeys(contact["phone"], contact["email"]);
        return [
          {
            stream: "list_members",
            values: {
              ...read.pick(cells, spellings),
              ...keys,
              member_id: constant(keys.phone_key.text || keys.email_key.text || md5(cells.join("\u0000"))),
            },
          },
        ];
      },
    };
  },
};

export default purchasedList;
