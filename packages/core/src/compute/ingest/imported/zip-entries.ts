/** The files inside a workbook, streamed. A file that says one size and has another is refused by the reader of archives. */
import type { Readable } from "node:stream";
import yauzl, { type Entry, type ZipFile } from "yauzl";

/** No part of a workbook may be larger than this when unpacked, in bytes: Excel's own limits stay well below. */
const largestPart = 2_000_000_000;
/** Parts that are held in memory. */
const largestHeld = 256_000_000;

/** A workbook that cannot be read; its message is a reason for the user. */
export class WorkbookError extends Error {
  override readonly name = "WorkbookError";
}

export type Archive = {
  readonly has: (path: string) => boolean;
  /** The text of a part, chunk by chunk. @param held whether the caller keeps all of it */
  readonly text: (path: string, held: boolean) => AsyncIterable<string>;
  readonly close: () => void;
};

/** Opens an archive and reads its list of files. Rejects with a `WorkbookError` where it is none. */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await opened(path);
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      if (entries.size > 10_000) reject(new WorkbookError("it has too many parts"));
      else zip.readEntry();
    });
    zip.on("end", resolve);
    zip.on("error", (error: Error) => {
      reject(new WorkbookError(`it is damaged: ${error.message}`));
    });
    zip.readEntry();
  });
  return {
    has: (name) => entries.has(name),
    text: (name, held) => textOf(zip, entries.get(name), name, held),
    close: () => {
      zip.close();
    },
  };
}

async function* textOf(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
  held: boolean,
): AsyncGenerator<string> {
  if (entry === undefined) throw new WorkbookError(`it has no ${name}`);
  if (entry.isEncrypted()) throw new WorkbookError("it is protected by a password");
  const limit = held ? largestHeld : largestPart;
  if (entry.uncompressedSize > limit)
    throw new WorkbookError(`${name} unpacks to more than ${limit / 1_000_000} MB`);
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error: Error | null, found: Readable) => {
      if (error === null || error === undefined) resolve(found);
      else reject(new WorkbookError(`${name} is damaged: ${error.message}`));
    });
  });
  const decoder = new TextDecoder("utf-8");
  try {
    // Chunks of a stream without an encoding are bytes.
    for await (const chunk of stream as AsyncIterable<Uint8Array>)
      yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new WorkbookError(`${name} is damaged`, { cause: error });
  }
}

const opened = (path: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error === null || error === undefined) resolve(zip);
      else reject(new WorkbookError("it is not an xlsx workbook"));
    });
  });
