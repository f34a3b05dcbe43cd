import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { cellReader, constant, findHeader, type Connector } from "../load/connector.ts";

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
        const phone = read.pick(cells, { phone: phones })["phone"]?.text.split(/[;,/]/)[0]?.trim() ?? "";
        const email = read.pick(cells, { email: emails })["email"]?.text.trim().toLowerCase() ?? "";
        const number = parsePhoneNumberFromString(phone, "HU");
        const phoneKey = number?.isPossible() === true ? md5(number.number) : "";
        const emailKey = email.includes("@") ? md5(email) : "";
        return [
          {
            stream: "list_members",
            values: {
              ...read.pick(cells, spellings),
              member_id: constant(phoneKey || emailKey || md5(cells.join("\u0000"))),
              phone_key: constant(phoneKey),
              email_key: constant(emailKey),
            },
          },
        ];
      },
    };
  },
};

export default purchasedList;
