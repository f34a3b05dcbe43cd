/** Counts by name, such as `sales handed`. */
export type Counted = Map<string, number>;

/** Adds to the count of a name, one if not told otherwise. */
export type Add = (name: string, count?: number) => void;
