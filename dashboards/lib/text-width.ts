const narrow = /[ijlftrI.,:;|'!()[\]/ ·–-]/;
const wide = /[mwMW@%→]/;

/** About how wide a text is in pixels at a font size: the same in a browser and where there is none to measure with. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0;
  for (const letter of text.normalize("NFD").replace(/\p{M}/gu, ""))
    ems += narrow.test(letter) ? 0.36 : wide.test(letter) ? 0.92 : letter < "a" && letter > "9" ? 0.72 : 0.62;
  return ems * fontSize;
}
