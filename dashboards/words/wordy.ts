/** Marks of words, of which the first must be the same and the others among them; `speed` has no first word. */
export const wordy = { at: true, visit: true, attempt: true, speed: false } as const;
export type Wordy = keyof typeof wordy;
export const isWordy = (name: string): name is Wordy => Object.hasOwn(wordy, name);
