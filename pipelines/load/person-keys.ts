import { createHash } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { constant, type RawValue } from "./connector.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/**
 * The keys that match one person across sources: md5 of the E.164 phone (the first of several; numbers without a country are Hungarian)
 * and of the lower-case e-mail address. Nothing else of a phone or an e-mail leaves the file. Empty when there is none.
 */
export function personKeys(
  phone: RawValue | undefined,
  email: RawValue | undefined,
): { phone_key: RawValue; email_key: RawValue } {
  const first = phone?.text.split(/[;,/]/)[0]?.trim() ?? "";
  const number = first === "" ? undefined : parsePhoneNumberFromString(first, "HU");
  const address = email?.text.trim().toLowerCase() ?? "";
  return {
    phone_key: constant(number?.isPossible() === true ? md5(number.number) : ""),
    email_key: constant(address.includes("@") ? md5(address) : ""),
  };
}
