/**
 * How files reach `language/`: unsaved editors and services can overlay them, and nothing here touches the disk.
 * Paths are relative to the project folder, with forward slashes.
 */
export type Files = {
  /** Every YAML file of the project, sorted by path. */
  readonly list: () => readonly string[];
  /** The text and a version that changes when the text does; `undefined` where there is no such file. */
  readonly read: (path: string) => FileText | undefined;
};

export type FileText = {
  readonly text: string;
  readonly version: string;
  /** Whether it is a link to what must not be read; its text is empty then. */
  readonly outside?: boolean;
};

/** Files held in memory: for tests, and for texts that came over a protocol. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(texts).toSorted();
  return {
    list: () => paths,
    read: (path) => {
      const text = texts[path];
      return text === undefined ? undefined : { text, version: String(text.length) + ":" + text };
    },
  };
}

/** `over` wins where both have a path: unsaved texts over saved files. */
export function overlay(base: Files, over: Files): Files {
  return {
    list: () => [...new Set([...base.list(), ...over.list()])].toSorted(),
    read: (path) => over.read(path) ?? base.read(path),
  };
}
