/** Rows of what somebody who looks after customers comes back to. */
import type { ChangedCustomer, DueCustomer, Home, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { customerCell, segmentationTitle, segmentTitle, textCell } from "./cells.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber, isChinese } from "./format-number.ts";
import { stepWordsFor } from "./step-words.ts";
import type { Cell, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** A customer with what is due for them: the name, what to do, by when. */
export function dueRow(
  { customer, step }: DueCustomer,
  project: ProjectInfo,
  options: ViewOptions,
): readonly Cell[] {
  const words = stepWordsFor(options.locale);
  const verb = step.channel === null ? null : words.verbs[step.channel.toLowerCase()];
  const late = options.today !== undefined && step.due !== null && step.due < options.today;
  const day = step.due === null ? null : formatDate(step.due, { ...options, weekday: true });
  return [
    customerCell(customer, project),
    textCell(words.does(verb ?? step.channel, textFor(step.do, options.locale))),
    ...(day === null ? [] : [textCell(late ? words.overdue(day) : words.due(day))]),
  ];
}

/** A customer with the segments that they left and came to. */
export function changedRow(
  { customer, segmentation, from, to }: ChangedCustomer,
  project: ProjectInfo,
  { locale }: ViewOptions,
): readonly Cell[] {
  const titles = (segments: readonly string[]): string =>
    segments.map((s) => segmentTitle(project, segmentation, s, locale)).join(", ") || "–";
  const lists = project.segmentations.find(({ id }) => id === segmentation)?.assign === "all";
  const moves = lists
    ? [...to.map((s) => `+ ${titles([s])}`), ...from.map((s) => `− ${titles([s])}`)].join(", ")
    : `${titles(from)} → ${titles(to)}`;
  const title = segmentationTitle(project, segmentation, locale);
  return [
    customerCell(customer, project),
    textCell(isChinese(locale) ? `${title}：${moves}` : `${title}: ${moves}`),
  ];
}

/** In which segments the customers are: a heading and a line for each segmentation, lists first. */
export function ownSegmentsView(home: Home, project: ProjectInfo, { locale }: ViewOptions): View {
  const bySegmentation = Map.groupBy(home.segments, ({ segmentation }) => segmentation);
  const lists = new Set(
    project.segmentations.filter((s) => s.assign === "all").map(({ id }) => id),
  );
  const ordered = [...bySegmentation].toSorted(
    ([a], [b]) => Number(lists.has(b)) - Number(lists.has(a)),
  );
  return {
    id: "own-segments",
    title: "",
    run: home.base.run,
    blocks: [
      {
        kind: "facts",
        facts: ordered.flatMap(([segmentation, segments]) => [
          { label: segmentationTitle(project, segmentation, locale), cells: [] },
          {
            label: "",
            cells: segments.map(({ segment, customers }) =>
              textCell(
                `${segmentTitle(project, segmentation, segment, locale)} ${formatNumber(customers, 0)}`,
              ),
            ),
          },
        ]),
      },
    ],
    actions: [],
  };
}
