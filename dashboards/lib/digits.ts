/**
 * What was computed and takes more than twelve digits, to nine: nobody needs more, and 0.0624999999999999 is 0.0625 wherever it is sent or shown. Whole
 * numbers and large ones stay, which may be money to the cent.
 */
export const nineDigits = (value: number): number =>
  Number.isInteger(value) || Math.abs(value) >= 1e6 || Number(value.toPrecision(12)) === value
    ? value
    : Number(value.toPrecision(9));
