/**
 * Slack's limits, the lower number where its sources differ. `at` walks from the element: `a.b`, and `a[]` for each item.
 * `over` says what fits a payload: `cut` shortens a text or a list, `drop` leaves the whole element out, because half an
 * identifier or half an address would mean something else.
 */
export type Limit = {
  readonly at: string;
  readonly max: number;
  readonly counts: "characters" | "items";
  readonly over: "cut" | "drop";
};

const text = (at: string, max: number): Limit => ({ at, max, counts: "characters", over: "cut" });
const exact = (at: string, max: number): Limit => ({ at, max, counts: "characters", over: "drop" });
const items = (at: string, max: number): Limit => ({ at, max, counts: "items", over: "cut" });

const option = (of: string): readonly Limit[] => [
  text(`${of}[].text.text`, 75),
  text(`${of}[].description.text`, 75),
];
const select: readonly Limit[] = [
  items("options", 100),
  ...option("options"),
  exact("options[].value", 150),
  items("option_groups", 100),
  text("option_groups[].label.text", 75),
  items("option_groups[].options", 100),
  text("option_groups[].options[].text.text", 75),
  exact("option_groups[].options[].value", 150),
  text("placeholder.text", 150),
];
const choice: readonly Limit[] = [
  items("options", 10),
  ...option("options"),
  exact("options[].value", 150),
];

/** By the `type` of a block or element. */
export const limits: Readonly<Record<string, readonly Limit[]>> = {
  section: [text("text.text", 3000), items("fields", 10), text("fields[].text", 2000)],
  header: [text("text.text", 150)],
  markdown: [text("text", 12_000)],
  context: [items("elements", 10), text("elements[].text", 2000)],
  actions: [items("elements", 25)],
  context_actions: [items("elements", 5)],
  button: [text("text.text", 75), exact("value", 2000), exact("url", 3000)],
  static_select: select,
  external_select: [text("placeholder.text", 150)],
  multi_static_select: select,
  overflow: [items("options", 5), ...option("options"), exact("options[].value", 150)],
  radio_buttons: choice,
  checkboxes: choice,
  input: [text("label.text", 2000), text("hint.text", 2000)],
  image: [text("alt_text", 2000), exact("image_url", 3000), text("title.text", 2000)],
  table: [items("rows", 100), items("rows[]", 20)],
  data_table: [items("rows", 101), items("rows[]", 20)],
  data_visualization: [
    text("title", 50),
    items("chart.segments", 6),
    text("chart.segments[].label", 20),
    items("chart.series", 6),
    text("chart.series[].name", 20),
    items("chart.series[].data", 20),
    text("chart.series[].data[].label", 20),
    items("chart.axis_config.categories", 20),
    text("chart.axis_config.categories[]", 20),
  ],
  card: [text("title.text", 150), text("body.text", 200), items("actions", 3)],
  carousel: [items("elements", 10)],
  container: [items("child_blocks", 10)],
  modal: [
    items("blocks", 100),
    text("title.text", 24),
    text("submit.text", 24),
    text("close.text", 24),
    exact("private_metadata", 3000),
  ],
  home: [items("blocks", 100), exact("private_metadata", 3000)],
};

/** On every element, whatever its type. */
export const commonLimits: readonly Limit[] = [
  exact("block_id", 255),
  exact("action_id", 255),
  exact("callback_id", 255),
  text("confirm.title.text", 100),
  text("confirm.text.text", 300),
  text("confirm.confirm.text", 30),
  text("confirm.deny.text", 30),
];

/** How many a message holds: blocks, and of some types. */
export const messageLimits = {
  blocks: 50,
  text: 4000,
  table: 1,
  data_visualization: 2,
} as const;
