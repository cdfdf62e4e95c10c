import type { Cell, View } from "@clientele/core/views";
import type { ActionsBlock, PlainTextOption } from "@slack/types";
import { writeActionValue } from "../ask/action-value.ts";
import type { Messages } from "../messages/index.ts";
import { buttons, pickAction, searchAction } from "./buttons.ts";
import type { FormatCell } from "./render-view.ts";
import { oneLine, truncate } from "./text.ts";

export type NamedCustomer = { readonly id: string; readonly label: string };

/** Up to here each hit is a button; beyond, a select. */
const mostButtons = 5;
const mostOptions = 100;

/**
 * The customers that a view's tables list, each named by its row, as the reader may see it.
 *
 * @param view masked for the reader already
 */
export function customersIn(view: View, format: FormatCell): readonly NamedCustomer[] {
  const listed = view.blocks.flatMap((block) => {
    if (block.kind !== "table") return [];
    const idAt = block.columns.findIndex((column) => column.id === "id");
    return block.rows.flatMap((row) => {
      const id = row.find((cell) => cell.ref?.kind === "customer")?.ref?.id;
      const idCell = row[idAt];
      const shownId = idCell === undefined ? "" : oneLine(format(idCell));
      return id === undefined ? [] : [{ id, shownId, label: labelOf(row, format) }];
    });
  });
  const same = Map.groupBy(listed, ({ label }) => label);
  return listed.map(({ id, shownId, label }) => ({
    id,
    label: (same.get(label)?.length ?? 0) > 1 ? distinguished(label, shownId) : label,
  }));
}

/** Two customers of one name, city and owner differ by their ids. */
const distinguished = (label: string, id: string): string =>
  id === "" || label.endsWith(id)
    ? label
    : `${truncate(label, Math.max(8, 72 - id.length))} · ${id}`;

/** The first cells of the row: name, city, owner. */
const labelOf = (row: readonly Cell[], format: FormatCell): string =>
  row
    .filter((cell) => cell.value !== null)
    .slice(0, 3)
    .map((cell) => oneLine(format(cell)))
    .filter((text) => text !== "")
    .join(" · ");

/**
 * A way to choose one of several customers: buttons, a select, or above a hundred a select that searches while typing.
 *
 * @param total how many there are, of which `customers` are the first
 */
export function customerChoice(
  customers: readonly NamedCustomer[],
  total: number,
  messages: Messages,
): ActionsBlock[] {
  if (customers.length === 0) return [];
  if (total <= mostButtons)
    return buttons(
      customers.map(({ id, label }) => ({ label, question: { kind: "card", customer: id } })),
      "hits",
    );
  const placeholder = { type: "plain_text", text: messages.choose } as const;
  const options = customerOptions(customers);
  const element: ActionsBlock["elements"][number] =
    total <= mostOptions
      ? { type: "static_select", action_id: pickAction, placeholder, options }
      : {
          type: "external_select",
          action_id: searchAction,
          placeholder: { type: "plain_text", text: messages.typeName },
          min_query_length: 1,
        };
  return [{ type: "actions", block_id: "choose", elements: [element] }];
}

/** Options of a select; a customer whose id does not fit an option's value is left out. */
export const customerOptions = (customers: readonly NamedCustomer[]): PlainTextOption[] =>
  customers
    .map(({ id, label }): PlainTextOption => ({
      text: { type: "plain_text", text: truncate(label === "" ? id : label, 75), emoji: false },
      value: writeActionValue({ kind: "card", customer: id }),
    }))
    .filter((option) => (option.value ?? "").length <= 150)
    .slice(0, mostOptions);
