/**
 * An SVG as the bytes of a PNG file, for surfaces that need one only now and then: the fonts are large, and are read when the
 * first picture is drawn.
 */
export async function drawPicture(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const { toPng } = await import("./to-png.ts");
  return toPng(svg);
}
