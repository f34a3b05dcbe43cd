/** Places by their codes, in their order, for as many codes as are told; -1 is in none. */
export function placesBy(codes: Int32Array, count: number): Int32Array[] {
  const lengths = new Int32Array(count);
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] ?? -1;
    if (code >= 0) lengths[code] = (lengths[code] ?? 0) + 1;
  }
  const groups = Array.from(lengths, (length) => new Int32Array(length));
  lengths.fill(0);
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] ?? -1;
    const group = groups[code];
    if (group === undefined) continue;
    const next = lengths[code] ?? 0;
    group[next] = place;
    lengths[code] = next + 1;
  }
  return groups;
}

/** The places whose codes lie between two, both included. */
export function placesWithin(codes: Int32Array, low: number, high: number): Int32Array {
  const places = new Int32Array(codes.length);
  let count = 0;
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] ?? -1;
    if (code >= low && code <= high) places[count++] = place;
  }
  return places.subarray(0, count);
}

/** The numbers at these places. */
export function numbersAt(numbers: Int32Array, places: Int32Array): Int32Array {
  const found = new Int32Array(places.length);
  for (let at = 0; at < places.length; at++) found[at] = numbers[places[at] ?? 0] ?? -1;
  return found;
}
