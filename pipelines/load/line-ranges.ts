/** Lines or rows as people name them: 3, 7–9. */
export function lineRanges(lines: number[]): string {
  const sorted = [...new Set(lines)].sort((left, right) => left - right);
  const ranges: [number, number][] = [];
  for (const line of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
