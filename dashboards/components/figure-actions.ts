import { download } from "../lib/download.ts";
import { button } from "../lib/element.ts";
import { embedAddress } from "../lib/embed.ts";
import { fileName } from "../lib/file-name.ts";
import { pictureOf, type Picture } from "../lib/picture.ts";
import { pngOf } from "../lib/png.ts";
import { evidenceOf, type Context } from "../lib/context.ts";

interface Saved {
  id: string;
  headline: string;
  /** The texts that the saved picture has below its headline. */
  texts: string[];
}

/** The buttons that save a chart as it is drawn now, with what is said of it: as PNG and as SVG. */
export function saveButtons(
  context: Context,
  chart: HTMLElement,
  { id, headline, texts }: Saved,
): HTMLElement[] {
  const save = (kind: "png" | "svg", blobOf: (found: Picture) => Promise<Blob>) =>
    button(
      context.text[kind],
      () => {
        const svg = chart.querySelector("svg");
        if (svg === null) return;
        void blobOf(pictureOf(svg, headline, [...texts, evidenceOf(context)])).then((blob) => {
          download(fileName(id, context.filters, kind), blob);
        });
      },
      { "aria-label": `${context.text[kind]}: ${headline}` },
    );
  return [
    save("png", pngOf),
    save("svg", ({ svg }) => Promise.resolve(new Blob([svg], { type: "image/svg+xml" }))),
  ];
}

/** The button that copies the address under which a figure stands alone. */
export function embedButton({ text, filters }: Context, id: string, headline: string): HTMLElement {
  const copy = button(
    text.embed,
    () => {
      void navigator.clipboard.writeText(embedAddress(id, filters)).then(() => {
        copy.textContent = text.copied;
      });
    },
    { "aria-label": `${text.embed}: ${headline}` },
  );
  return copy;
}
