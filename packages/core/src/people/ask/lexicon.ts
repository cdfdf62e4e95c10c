/** The words of a project: a tree of titles, values and vocabulary, made once for each snapshot. */
import type { Localised } from "../../language/config/text.ts";
import { soundOf } from "../search/pinyin-of.ts";
import type { AskCatalog } from "./ask-catalog.ts";
import { atomsOf } from "./atoms.ts";
import { commonValues } from "./common-values.ts";
import { concepts } from "./concepts.ts";
import type { Sense } from "./sense.ts";
import { vocabulary } from "./vocabulary.ts";

export type Branch = {
  readonly next: Map<string, Branch>;
  readonly senses: Sense[];
  /** Senses that hold where words between were left out. */
  readonly loose: Sense[];
};

export type Lexicon = {
  readonly root: Branch;
  /** By how a value sounds in letters: what a Chinese name of a place finds. */
  readonly sounds: ReadonlyMap<string, readonly Sense[]>;
  readonly catalog: AskCatalog;
  /** Days of the windows in which a value is known besides, by the value. */
  readonly windows: ReadonlyMap<string, readonly number[]>;
};

const branch = (): Branch => ({ next: new Map(), senses: [], loose: [] });

/** Words of titles that people leave out or add. */
const skippedWords = new Set(
  "the a an of in on at to for with is are was were be do does has have buy bought 在 的 了 时 里 购 买 时候".split(
    " ",
  ),
);
export const isSkippable = (key: string): boolean => skippedWords.has(key);

/** What those who do not come any more are called. */
const lostWords = /laps|churn|lost|gone|流失|dormant/i;

/** What kind of thing it is, said or not: 核心客户 are 核心. */
const generic =
  /(?:^|\s)(?:customers?|members?|clients?|accounts?|buyers?)$|(?:客户|会员|用户|顾客)$/iu;
/** How a figure is measured: 退货占比 is about 退货. */
const measures = /(?:占比|金额|天数|次数|日期|时间|概率|数量|比例|率|数)$/u;

const textsOf = (text: Localised): readonly string[] =>
  typeof text === "string" ? [text] : Object.values(text);

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/**
 * Makes the words of a project ready to be looked up.
 *
 * @param catalog values of columns as they are in the data
 */
export function buildLexicon(catalog: AskCatalog): Lexicon {
  const root = branch();
  const sounds = new Map<string, Sense[]>();
  const jobs = new Set(vocabulary.filter(([job]) => job !== "churn").map(([, phrase]) => phrase));

  const place = (phrase: string): Branch | null => {
    let at = root;
    const keys = keysOf(phrase);
    if (keys.length === 0) return null;
    for (const key of keys) at = step(at, key);
    return at;
  };
  const add = (phrase: string, sense: Sense): void => {
    const at = place(phrase);
    if (at !== null && !at.senses.some((s) => same(s, sense))) at.senses.push(sense);
  };
  /** What is already a word of a question stays one. */
  const addWeak = (phrase: string, sense: Sense): void => {
    if (jobs.has(phrase.toLowerCase())) return;
    const at = place(phrase);
    // A scheme and the number that it cuts are called the same: 粘性 beside 粘性（活跃天数占比）.
    const taken = (s: Sense): boolean =>
      s.cat !== "job" && !(s.cat === "segmentation" && sense.cat === "value");
    if (at !== null && !at.senses.some(taken)) at.senses.push(sense);
  };
  const addLoose = (phrase: string, sense: Sense): void => {
    const all = keysOf(phrase);
    const keys = all.filter((key) => !isSkippable(key));
    if (keys.length === all.length || keys.length < (isHan(phrase) ? 3 : 2)) return;
    let at = root;
    for (const key of keys) at = step(at, key);
    at.loose.push(sense);
  };

  for (const [job, phrase] of vocabulary) add(phrase, { cat: "job", job });

  for (const concept of concepts) {
    const found = concept.find(catalog);
    if (found === undefined) continue;
    const how = concept.how === undefined ? {} : { how: concept.how };
    for (const word of concept.words.split("|")) add(word, { cat: "value", id: found.id, ...how });
  }
  const weak: [string, Sense][] = [];
  const gone = catalog.segmentations
    .flatMap(({ id, segments }) =>
      segments.map((s) => ({ ref: { segmentation: id, segment: s.id }, title: s.title })),
    )
    .find(({ ref, title }) => [ref.segment, ...textsOf(title)].some((t) => lostWords.test(t)));
  if (gone !== undefined)
    for (const word of ["lost", "churned", "gone", "defected", "流失"])
      add(word, { cat: "segment", ref: gone.ref });
  for (const segmentation of catalog.segmentations) {
    const own: Sense = { cat: "segmentation", id: segmentation.id };
    for (const title of [spaced(segmentation.id), ...textsOf(segmentation.title)]) add(title, own);
    for (const { id, title } of segmentation.segments) {
      const ref: Sense = { cat: "segment", ref: { segmentation: segmentation.id, segment: id } };
      add(`${segmentation.id}.${id}`, ref);
      for (const name of [spaced(id), id, ...textsOf(title)]) {
        add(name, ref);
        addLoose(name, ref);
        const short = name.replace(generic, "").trim();
        if (short !== name && enough(short)) weak.push([short, ref]);
        for (const head of headOf(name, /[（(]/u)) weak.push([head, ref]);
      }
    }
  }
  const windows = new Map<string, number[]>();
  for (const value of catalog.values) {
    const sense: Sense = { cat: "value", id: value.id };
    const plain = value.id.replace(/^customers\./, "");
    for (const name of [value.id, plain, spaced(plain), ...textsOf(value.title)]) {
      add(name, sense);
      addLoose(name, sense);
    }
    const windowed = /^(.+)_(\d+)$/.exec(value.id);
    if (windowed !== null && catalog.values.some(({ id }) => id === windowed[1])) {
      const [, base = "", days = ""] = windowed;
      windows.set(base, [...(windows.get(base) ?? []), Number(days)]);
      continue;
    }
    if (isBound(value.id, catalog)) continue;
    for (const title of textsOf(value.title))
      for (const short of [...headOf(title, /[（(,，:：]/u), ...shortened(title)])
        weak.push([short, sense]);
  }
  for (const [value, held] of Object.entries(catalog.known))
    for (const is of held) addValue(value, is);
  for (const [short, sense] of weak) addWeak(short, sense);
  return { root, sounds, catalog, windows };

  function addValue(value: string, is: string): void {
    const sense: Sense = { cat: "held", value, is };
    add(is, sense);
    if (is.includes("_")) add(spaced(is), sense);
    const shortPlace = /^(\p{Script=Han}{2,})[市省区县]$/u.exec(is)?.[1];
    if (shortPlace !== undefined) add(shortPlace, sense);
    const small = is.toLowerCase();
    const letters = small.replaceAll(/[\s'’-]/gu, "");
    if (/^[a-z]{3,}$/.test(letters)) push(sounds, letters, sense);
    else if (isHan(is) && is.length <= 8) {
      const sound = soundOf(shortPlace ?? is);
      if (sound !== null && sound.full.length >= 4) add(sound.full, sense);
    }
    for (const meaning of commonValues)
      if (meaning.includes(small))
        for (const other of meaning) if (other !== small) add(other, sense);
  }
}

/** The ends of an interval: they are asked for by name alone. */
const isBound = (id: string, { values }: AskCatalog): boolean =>
  /_(?:\d+_)?(?:low|high)$/.test(id) &&
  values.some((v) => v.estimate !== undefined && id.startsWith(`${v.id}_`));

/** What a title says before it explains itself: 青年（35 岁及以下） are 青年. */
function headOf(title: string, end: RegExp): readonly string[] {
  const [head = ""] = title.split(end, 1);
  return head !== title && enough(head.trim()) ? [head.trim()] : [];
}

/** What is left of a title by which people still know it: its last word, or what it measures. */
function shortened(title: string): readonly string[] {
  if (isHan(title)) {
    const what = title.replace(measures, "");
    const head = title.length >= 4 ? title.slice(-2) : "";
    return [what !== title ? what : "", head].filter(enough);
  }
  const words = title.split(/\s+/);
  const head = words.at(-1) ?? "";
  return words.length === 2 && head.length > 3 ? [head] : [];
}

const enough = (text: string): boolean =>
  isHan(text) ? text.length >= 2 : text.replaceAll(" ", "").length >= 3;

const spaced = (id: string): string => id.replaceAll("_", " ");

const keysOf = (phrase: string): readonly string[] => {
  const atoms = atomsOf(phrase.normalize("NFKC"));
  const words = atoms.filter(({ kind }) => kind !== "sign");
  return (words.length === 0 ? atoms : words).map(({ key }) => key);
};

function step(at: Branch, key: string): Branch {
  const known = at.next.get(key);
  if (known !== undefined) return known;
  const made = branch();
  at.next.set(key, made);
  return made;
}

const same = (a: Sense, b: Sense): boolean => JSON.stringify(a) === JSON.stringify(b);

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
