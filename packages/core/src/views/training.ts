/** Material for staff: how each segment is served and what to say, and the words that are used. */
import type { GlossaryEntry } from "../domain/strategy/glossary.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { segmentationTitle, segmentTitle, textCell } from "./cells.ts";
import { isChinese } from "./format-number.ts";
import { strategyBlocks } from "./strategy.ts";
import type { Block, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

const en = {
  title: (name: string) => `Training · ${name}`,
  whom: (segment: string) => `For: ${segment}`,
  segments: "Segments, and who is in them",
  metrics: "What the numbers mean",
  everybody: "everybody else",
  none: "There are no strategies: `clientele add strategies` writes them, with talk tracks.",
  rule: "Do-not-contact and consent come before everything here: the next step of a customer knows them.",
};

const zh: typeof en = {
  title: (name) => `培训材料 · ${name}`,
  whom: (segment) => `面向：${segment}`,
  segments: "客群及划分条件",
  metrics: "指标含义",
  everybody: "其余客户",
  none: "尚无策略：clientele add strategies 可生成策略与话术。",
  rule: "客户的拒绝与同意优先于此处所有内容：客户的下一步行动已考虑在内。",
};

export function trainingView(
  glossary: readonly GlossaryEntry[],
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { locale } = options;
  const words = isChinese(locale) ? zh : en;
  const { strategies = [] } = project;
  // A strategy for a whole segmentation is told once, with its first segment.
  const served = strategies.flatMap((s) => {
    const own = project.segmentations.find((x) => x.id === s.for.segmentation);
    const segment = s.for.segment ?? own?.segments[0]?.id;
    return segment === undefined
      ? []
      : [{ segmentation: s.for.segmentation, segment, strategy: s }];
  });
  const facts = (kind: GlossaryEntry["kind"]): Block => ({
    kind: "facts",
    facts: glossary
      .filter((entry) => entry.kind === kind)
      .map(({ title, means, rule, id }) => ({
        label: textFor(title, locale),
        cells: [textCell(means === null ? (rule ?? words.everybody) : textFor(means, locale))],
        note: id,
      })),
  });
  const note = (tone: "plain" | "hint", text: string): Block => ({ kind: "note", tone, text });
  return {
    id: "training",
    title: words.title(textFor(project.name, locale)),
    run: null,
    blocks: [
      ...(served.length === 0 ? [note("plain", words.none)] : []),
      ...served.flatMap(({ segmentation, segment, strategy }): readonly Block[] => {
        const whole = segmentationTitle(project, segmentation, locale);
        const part =
          strategy.for.segment === null
            ? whole
            : `${whole} · ${segmentTitle(project, segmentation, segment, locale)}`;
        const only = { ...project, strategies: [strategy] };
        return [
          note("plain", words.whom(part)),
          ...strategyBlocks(only, { segmentation, segment }, options),
        ];
      }),
      note("plain", words.segments),
      facts("segment"),
      note("plain", words.metrics),
      facts("metric"),
      note("hint", words.rule),
    ],
    actions: [],
  };
}
