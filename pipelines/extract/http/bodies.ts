import type { Answer } from "./call.ts";
import { Unfit } from "./http.ts";

type Json = Record<string, unknown>;

/** A body as JSON. Throws Unfit for a page of a website, a text that is cut off, and what is no object. */
export function jsonOf({ headers, body }: Answer): Json {
  const type = headers.get("content-type") ?? "";
  if (!/\bjson\b/i.test(type))
    throw new Unfit(`expected JSON, found ${type.split(";")[0] === "" ? "no type" : type.split(";")[0]}`);
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new Unfit("its JSON is cut off or damaged");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Unfit("expected an object, found another value");
  return value as Json;
}

/** The records of a body, at keys joined by dots. Throws Unfit where they are missing: that is no empty page. */
export function recordsAt(body: Json, place: string): Json[] {
  let value: unknown = body;
  for (const key of place.split(".")) value = (value as Json | null | undefined)?.[key];
  if (!Array.isArray(value)) throw new Unfit(`expected ${place} in it, found none`);
  return value as Json[];
}

/** A JSON body as one line: line ends stand only between its values. */
export const asLine = (body: Buffer): Buffer =>
  body.includes(10) || body.includes(13) ? Buffer.from(body.toString("utf8").replace(/[\r\n]+/g, " ")) : body;
