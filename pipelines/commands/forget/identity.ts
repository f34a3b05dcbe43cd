import { parsePhoneNumberFromString } from "libphonenumber-js";
import { createHash } from "node:crypto";
import { FunnelError } from "../../contract/errors.ts";
import { emailName, phoneName } from "../../load/forgotten-names.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** By what a person is asked for: an e-mail address, a phone number, or the id of a record of a source. */
export type Identity =
  | { kind: "email"; text: string; key: string }
  | { kind: "phone"; text: string; key: string; countryCode: string; national: string }
  | { kind: "record"; id: string; source?: string; type?: string };

const recordTypes = ["lead", "opportunity", "contact", "list_member"];

/**
 * Reads what a person types: an @ makes it an e-mail address, a + or a 0 in front of digits a phone number, anything else the id of
 * a record; `source:type:id` says of which one. Throws a usage error for what is none.
 */
export function identityOf(written: string): Identity {
  const text = written.trim();
  if (/\s|^$/.test(text) && !isPhone(text))
    throw usage("expected an e-mail address, a phone number or the id of a record");
  if (text.includes("@")) {
    const lower = text.toLowerCase();
    return { kind: "email", text: lower, key: md5(lower) };
  }
  if (isPhone(text)) {
    const number = parsePhoneNumberFromString(text, "HU");
    if (number?.isPossible() !== true)
      throw usage("expected a phone number with its country, such as +36 1 234 5678");
    return {
      kind: "phone",
      text: number.number,
      key: md5(number.number),
      countryCode: number.countryCallingCode,
      national: number.nationalNumber,
    };
  }
  const [, source, type = "", id] = /^([a-z]\w*):([a-z_]+):(.+)$/.exec(text) ?? [];
  return source !== undefined && id !== undefined && recordTypes.includes(type)
    ? { kind: "record", source, type, id }
    : { kind: "record", id: text };
}

const isPhone = (text: string) => /^(\+|0)[\d\s()./-]{6,}$/.test(text);

const usage = (message: string) => new FunnelError("usage", "identity", message);

/** The name by which rows carry an e-mail address or phone number. */
export function nameOf(identity: Identity & { kind: "email" | "phone" }): string {
  return identity.kind === "email" ? emailName(identity.key) : phoneName(identity.key);
}
