/** A deterministic stream of numbers (splitmix32); the same key always gives the same stream. */
export class Random {
  #state: number;

  constructor(...key: number[]) {
    this.#state = key.reduce((state, part) => mix(state ^ Math.imul(part | 0, 0x85ebca6b)), 0x9e3779b9);
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return (mix(this.#state) >>> 0) / 4294967296;
  }

  /** Uniform whole number in [low, high]. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  /** One item, drawn by its weight. */
  weighted<T extends { weight: number }>(items: readonly [T, ...T[]]): T {
    let left = this.next() * items.reduce((sum, item) => sum + item.weight, 0);
    for (const item of items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return items[0];
  }

  /** Lognormal with the given median; the normal is a sum of twelve uniforms. */
  lognormal(median: number, sigma: number): number {
    let normal = -6;
    for (let i = 0; i < 12; i++) normal += this.next();
    return median * Math.exp(sigma * normal);
  }
}

function mix(value: number): number {
  let z = value + 0x9e3779b9;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
