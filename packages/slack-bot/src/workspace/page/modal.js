// @ts-check
import { renderBlock } from "./blocks.js";
import { byId, element } from "./element.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {import("./inputs.js").Control} Control
 * @typedef {{ blockId: string, actionId: string, control: Control, required: boolean }} Held
 */

/** The controls of a view, and what they hold. */
export class Fields {
  /** @type {Held[]} */
  #held = [];

  /**
   * @param {string} blockId
   * @param {string} actionId
   * @param {Control} control
   * @param {boolean} required
   */
  hold(blockId, actionId, control, required) {
    this.#held.push({ blockId, actionId, control, required });
  }

  /** What Slack tells as `view.state.values`. */
  values() {
    /** @type {Record<string, Record<string, Json>>} */
    const values = {};
    for (const { blockId, actionId, control } of this.#held)
      values[blockId] = { ...values[blockId], [actionId]: control.read() };
    return values;
  }

  /** @param {Fields} before what was typed into the same fields stays */
  keep(before) {
    for (const { blockId, actionId, control } of this.#held) {
      const old = before.#held.find((h) => h.blockId === blockId && h.actionId === actionId);
      if (old !== undefined && !old.control.isEmpty()) control.write(old.control.read());
    }
  }

  /** Blocks whose control is empty and must not be. */
  missing() {
    return this.#held
      .filter(({ required, control }) => required && control.isEmpty())
      .map(({ blockId }) => blockId);
  }

  /** @param {string} blockId */
  fieldOf(blockId) {
    return this.#held.find((held) => held.blockId === blockId)?.control.field;
  }
}

/**
 * The modal on top, drawn.
 *
 * @param {HTMLDialogElement} dialog
 * @param {(view: Json, fields: Fields) => import("./blocks.js").Surface} surfaceOf
 * @param {{ close: string, trouble: string }} words
 */
export function createModal(dialog, surfaceOf, words) {
  /** @type {Json | null} */
  let shown = null;
  let fields = new Fields();

  /** @param {Json | null} view */
  function render(view) {
    if (view === null) {
      shown = null;
      dialog.close();
      return;
    }
    const next = new Fields();
    byId("modal-title").textContent = view["title"]?.text ?? "";
    byId("modal-blocks").replaceChildren(
      ...view["blocks"].map((/** @type {Json} */ block) =>
        renderBlock(block, surfaceOf(view, next)),
      ),
    );
    if (shown?.["id"] === view["id"]) next.keep(fields);
    fields = next;
    shown = view;
    byId("modal-problem").hidden = true;
    byId("modal-close").textContent = view["close"]?.text ?? words.close;
    byId("modal-submit").hidden = !view["submit"];
    byId("modal-submit").textContent = view["submit"]?.text ?? "";
    if (!dialog.open) dialog.showModal();
    const field =
      dialog.querySelector("[data-focus]") ??
      byId("modal-blocks").querySelector("input, textarea, select, button") ??
      byId("modal-close");
    if (field instanceof HTMLElement && !byId("modal-blocks").contains(document.activeElement))
      field.focus();
  }

  /** @param {Readonly<Record<string, string>>} errors by block */
  function tell(errors) {
    for (const old of dialog.querySelectorAll(".error")) old.remove();
    for (const old of dialog.querySelectorAll("[aria-invalid]")) {
      old.removeAttribute("aria-invalid");
      old.removeAttribute("aria-describedby");
    }
    let first = true;
    for (const [blockId, sentence] of Object.entries(errors)) {
      const field = fields.fieldOf(blockId);
      const place = byId("modal-blocks").querySelector(`[data-block="${CSS.escape(blockId)}"]`);
      const line = element("p", "error", [document.createTextNode(sentence)]);
      line.id = `error-${blockId}`;
      place?.append(line);
      field?.setAttribute("aria-invalid", "true");
      field?.setAttribute("aria-describedby", line.id);
      if (first) (field?.querySelector("input") ?? field)?.focus();
      first = false;
    }
  }

  return {
    render,
    tell,
    fields: () => fields,
    view: () => shown,
    /** The bot could not be reached: what was typed stays. */
    trouble: () => {
      byId("modal-problem").textContent = words.trouble;
      byId("modal-problem").hidden = false;
    },
  };
}
