import { readFileSync, writeFileSync } from "node:fs";

const fatMagic = 0xcafebabe;
const cpuTypes = { x64: 0x01000007, arm64: 0x0100000c };

/**
 * Keeps one architecture of a universal Mach-O library, as `lipo -thin` does; each carries its own signature. A library of
 * one architecture stays as it is.
 *
 * @param {string} file is replaced
 * @param {"x64" | "arm64"} architecture
 */
export function thinMachO(file, architecture) {
  const bytes = readFileSync(file);
  if (bytes.readUInt32BE(0) !== fatMagic) return;
  // A header of eight bytes, then twenty for each architecture: type, subtype, offset, size, alignment.
  for (let n = 0; n < bytes.readUInt32BE(4); n++) {
    const at = 8 + 20 * n;
    if (bytes.readUInt32BE(at) !== cpuTypes[architecture]) continue;
    const offset = bytes.readUInt32BE(at + 8);
    writeFileSync(file, bytes.subarray(offset, offset + bytes.readUInt32BE(at + 12)));
    return;
  }
  throw new RangeError(`${file} holds no ${architecture}`);
}
