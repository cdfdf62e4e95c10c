import type { Explained, ProjectInfo } from "@clientele/core/host";
import { textFor } from "@clientele/core/language";
import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { z } from "zod";
import type { Reading } from "../ask/reply.ts";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn, oneLine, truncate } from "../blocks/text.ts";
import { screenMessages } from "../messages/screens.ts";
import { modal } from "./modal.ts";

export const disputeCallback = "dispute";
export const isInput = "is";
export const wantedInput = "wanted";
export const whyInput = "why";

const about = z.object({ customer: z.string().min(1), name: z.string(), run: z.string() });
export type DisputeForm = z.infer<typeof about>;

/** A place in a segmentation; `null` for in none of its segments. */
const place = z.object({ segmentation: z.string().min(1), segment: z.string().nullable() });
export type Place = z.infer<typeof place>;

/** @returns `null` where the text is none of ours */
export const readDisputeForm = (text: string): DisputeForm | null => parsed(about, text);
export const readPlace = (text: string): Place | null => parsed(place, text);

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const read = schema.safeParse(json);
  return read.success ? read.data : null;
}

/** Which segmentation is wrong, where the customer should be, and why. @param name as the reader sees it */
export function disputeForm(
  explained: Explained,
  project: ProjectInfo,
  reading: Reading,
  name: string,
): ModalView {
  const { locale } = reading.asker;
  const messages = screenMessages(locale);
  const { customer, base } = explained;
  const shown = project.segmentations.filter(({ id }) => customer.segments[id] !== undefined);
  const isNow = shown.flatMap(({ id, title, segments }) => {
    const own = customer.segments[id] ?? [];
    const of = textFor(title, locale);
    return own.length === 0
      ? [option(`${of}: ${messages.inNone}`, { segmentation: id, segment: null })]
      : own.map((segment) => {
          const found = segments.find((s) => s.id === segment);
          const label = found === undefined ? segment : textFor(found.title, locale);
          return option(`${of}: ${label}`, { segmentation: id, segment });
        });
  });
  const groups = shown.map(({ id, title, segments }) => ({
    label: plain(textFor(title, locale)),
    options: [
      ...segments.map((s) => option(textFor(s.title, locale), { segmentation: id, segment: s.id })),
      option(messages.inNone, { segmentation: id, segment: null }),
    ]
      .filter(fits)
      .slice(0, 100),
  }));
  const form: DisputeForm = { customer: customer.id, name, run: base.run };
  return modal({
    callback: disputeCallback,
    title: messages.wrongSegment,
    submit: messages.report,
    close: messages.cancel,
    metadata: JSON.stringify(form),
    blocks: [
      ...sections([`*${escapeMrkdwn(name).replaceAll("*", "∗")}*`]),
      select(isInput, messages.whichIsWrong, { options: isNow.filter(fits).slice(0, 100) }),
      select(wantedInput, messages.shouldBe, { option_groups: groups.slice(0, 100) }),
      {
        type: "input",
        block_id: whyInput,
        label: plain(messages.whyWrong),
        element: {
          type: "plain_text_input",
          action_id: whyInput,
          multiline: true,
          max_length: 2000,
        },
      },
    ],
  });
}

const plain = (text: string) =>
  ({ type: "plain_text", text: truncate(oneLine(text) || "…", 75), emoji: false }) as const;

const option = (label: string, at: Place): PlainTextOption & { readonly value: string } => ({
  text: plain(label),
  value: JSON.stringify(at),
});

const fits = ({ value }: { readonly value: string }): boolean => value.length <= 150;

const select = (
  name: string,
  label: string,
  offered:
    | { options: PlainTextOption[] }
    | { option_groups: { label: ReturnType<typeof plain>; options: PlainTextOption[] }[] },
): KnownBlock => ({
  type: "input",
  block_id: name,
  label: plain(label),
  element: { type: "static_select", action_id: name, ...offered },
});
