import type { Random } from "./random.ts";

/** What a CRM knows of a deal from its start, and what has no part in what comes of it. */
export interface Attributes {
  /** Two letters; empty where nobody filled it in. */
  country: string;
  product: string;
}

interface Weighted {
  name: string;
  weight: number;
}

const countries: readonly [Weighted, ...Weighted[]] = [
  { name: "HU", weight: 60 },
  { name: "AT", weight: 12 },
  { name: "SK", weight: 10 },
  { name: "RO", weight: 10 },
  { name: "", weight: 8 },
];
const products: readonly [Weighted, ...Weighted[]] = [
  { name: "Raktár", weight: 40 },
  { name: "Flotta", weight: 30 },
  { name: "Rendelés", weight: 30 },
];

/** Draws where a customer is and what it asks for. */
export function drawAttributes(random: Random): Attributes {
  return { country: random.weighted(countries).name, product: random.weighted(products).name };
}
