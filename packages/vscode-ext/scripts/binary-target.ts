/** For which platform a native binary is, by the head of its file: ELF, Mach-O of one architecture, or PE. */

const elf = new Map([
  [0x3e, "linux-x64"],
  [0xb7, "linux-arm64"],
]);
const machO = new Map([
  [0x01000007, "darwin-x64"],
  [0x0100000c, "darwin-arm64"],
]);
const pe = new Map([
  [0x8664, "win32-x64"],
  [0xaa64, "win32-arm64"],
]);

/** @returns such as `linux-x64`; `undefined` for anything else */
export function binaryTarget(bytes: Buffer): string | undefined {
  if (bytes.length < 64) return undefined;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return elf.get(bytes.readUInt16LE(18));
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return machO.get(bytes.readUInt32LE(4));
  const head = bytes.readUInt16BE(0) === 0x4d5a ? bytes.readUInt32LE(0x3c) : bytes.length;
  const isPe = head + 6 <= bytes.length && bytes.readUInt32BE(head) === 0x50450000;
  return isPe ? pe.get(bytes.readUInt16LE(head + 4)) : undefined;
}
