/** Numbers of one cell that are keys. */
export const phonesInCell = 4;
