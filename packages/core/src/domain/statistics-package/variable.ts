/** A column as SPSS and SAS know it. */
export type Variable = {
  /** Valid in both packages, unique whatever its case. */
  readonly name: string;
  /** What people read. */
  readonly label: string;
  readonly type:
    | { readonly kind: "text"; readonly bytes: number }
    | { readonly kind: "number"; readonly decimals: 0 | 4 }
    | { readonly kind: "date" }
    /** 1 or 0. */
    | { readonly kind: "flag" };
  /** What values mean, such as ids of segments. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
};

export type StatisticsPackage = "spss" | "sas";

/** Names are at most this long, in bytes: SAS's limit; SPSS's is 64. */
const longest = 32;

/** Words of SPSS's syntax, and names of SAS's own. */
const reserved = new Set(
  "all and by eq ge gt le lt ne not or to with _n_ _error_ _all_ _character_ _numeric_ _infile_ _last_ _null_".split(
    " ",
  ),
);

/**
 * A name for each column that both packages take: a letter, then letters, digits and `_`, at most 32 bytes. Chinese and other
 * letters that they do not take are left out; where nothing is left the column is `v` and its place.
 *
 * @example packageNames(["care.save_list", "年龄", "Total"]) // => ["care_save_list", "v2", "Total"]
 */
export function packageNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>(reserved);
  return names.map((name, at) => {
    const plain = name
      .normalize("NFKD")
      .replaceAll(/[^\p{ASCII}]/gu, "")
      .replaceAll(/[^A-Za-z0-9]+/g, "_")
      .replaceAll(/^_+|_+$/g, "");
    const base = /^[A-Za-z]/.test(plain) ? plain : plain === "" ? `v${at + 1}` : `v${plain}`;
    const cut = (length: number): string => base.slice(0, length).replace(/_+$/, "");
    let found = cut(longest);
    for (let n = 2; taken.has(found.toLowerCase()); n += 1)
      found = `${cut(longest - String(n).length - 1)}_${n}`;
    taken.add(found.toLowerCase());
    return found;
  });
}

/** A text cut to some bytes of UTF-8, whole letters only, in one line. @example cutText("丽华", 4) // => "丽" */
export function cutText(text: string, bytes: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  let [size, end] = [0, 0];
  for (const letter of line) {
    size += new TextEncoder().encode(letter).length;
    if (size > bytes) return line.slice(0, end);
    end += letter.length;
  }
  return line;
}
