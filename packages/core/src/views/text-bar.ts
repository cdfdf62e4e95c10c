const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/**
 * A bar of block characters.
 *
 * @param share in [0, 1]; anything above zero is seen
 * @example bar(0.5, 4) // => "██"
 */
export function bar(share: number, width: number): string {
  const size = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const shown = share > 0 ? Math.max(1, size) : 0;
  return "█".repeat(Math.floor(shown / 8)) + (eighths[shown % 8] ?? "");
}
