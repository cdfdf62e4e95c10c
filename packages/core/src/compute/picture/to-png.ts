/** An SVG as a PNG picture. */
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

/** Of the machine's own fonts nothing is known; without one that has Chinese, resvg leaves all text out and says nothing. */
const fonts = ["Regular", "Bold"].map((weight) =>
  fileURLToPath(
    new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve("@embedpdf/fonts-sc")),
  ),
);

/** The family of these files. */
const family = "Noto Sans Hans";

/**
 * Draws an SVG twice as large as it says, so that it is sharp on a phone.
 *
 * @param svg with texts in Latin or Chinese
 * @returns the bytes of a PNG file
 */
export function toPng(svg: string): Uint8Array<ArrayBuffer> {
  const drawn = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: fonts, defaultFontFamily: family },
    fitTo: { mode: "zoom", value: 2 },
    background: "#ffffff",
  });
  return new Uint8Array(drawn.render().asPng());
}
