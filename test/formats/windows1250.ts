const codes: Record<string, number> = {
  "€": 0x80,
  "\u00a0": 0xa0,
  Á: 0xc1,
  É: 0xc9,
  Ő: 0xd5,
  Ú: 0xda,
  Ű: 0xdb,
  á: 0xe1,
  é: 0xe9,
  í: 0xed,
  ó: 0xf3,
  ő: 0xf5,
  ö: 0xf6,
  ú: 0xfa,
  ű: 0xfb,
  ü: 0xfc,
};

/** A text of ASCII and Hungarian letters in windows-1250. */
export const windows1250 = (text: string): Buffer =>
  Buffer.from([...text].map((letter) => codes[letter] ?? letter.charCodeAt(0)));
