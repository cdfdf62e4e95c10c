// @ts-check
import { element, renderBlock } from "./blocks.js";
import { renderMessage, tool } from "./message.js";
import { wordsFor } from "./words.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {{ id: string, name: string, locale: string, direct: string }} Person
 * @typedef {import("./message.js").Message} Message
 */

/** @param {string} id */
function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

const text = document.querySelector("textarea") ?? document.createElement("textarea");
const dialog = document.querySelector("dialog") ?? document.createElement("dialog");
const composer = document.querySelector("form") ?? document.createElement("form");

/** @type {{ people: [Person, ...Person[]], channels: { id: string, name: string }[], bot: string }} */
const workspace = await (await fetch("/workspace")).json();

/** @type {Map<string, Message>} */
const messages = new Map();
let me =
  workspace.people.find((person) => person.id === sessionStorage.getItem("me")) ??
  workspace.people[0];
let room = workspace.channels[0]?.id ?? me.direct;
/** @type {string | null} */
let thread = null;
/** @type {EventSource | undefined} */
let source;
let words = wordsFor(me.locale);

/** @param {string} id */
const nameOf = (id) =>
  id === workspace.bot
    ? words.bot
    : (workspace.people.find((person) => person.id === id)?.name ?? id);
const roomName = () =>
  room === me.direct ? words.bot : `#${workspace.channels.find((c) => c.id === room)?.name ?? ""}`;

/**
 * @param {object} deed
 * @returns {Promise<Json>}
 */
async function act(deed) {
  const response = await fetch("/do", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: me.id, channel: room, ...deed }),
  });
  const done = response.ok ? await response.json() : { status: response.status };
  tell(done.status === 200 ? "" : words.failed(done.status));
  return done;
}

/** @param {string} sentence */
function tell(sentence) {
  byId("state").textContent = sentence;
}

/**
 * @param {Message | null} message the message that holds the blocks; null in a modal
 * @returns {import("./blocks.js").Surface}
 */
const surfaceOf = (message) => ({
  nameOf,
  choose: words.choose,
  act: (action) =>
    void act({
      do: "press",
      action,
      ...(message === null
        ? {}
        : {
            message: {
              ts: message.ts,
              ephemeral: message.visibleTo !== null,
              ...(message.thread === null ? {} : { thread: message.thread }),
            },
          }),
    }),
  suggest: async (actionId, blockId, typed) =>
    (await act({ do: "suggest", actionId, blockId, typed })).options ?? [],
});

/** @param {Message} message */
const drawn = (message) =>
  renderMessage(message, {
    words,
    locale: me.locale,
    bot: message.user === workspace.bot,
    person: workspace.people.findIndex((person) => person.id === message.user),
    surface: surfaceOf(message),
    tools: message.visibleTo === null && room !== me.direct,
    reply: () => {
      thread = message.thread ?? message.ts;
      showThread(nameOf(message.user));
      text.focus();
    },
    lookUp: () => void act({ do: "look-up-message", ts: message.ts }),
  });

/** @param {string | null} name */
function showThread(name) {
  const line = byId("replying");
  line.hidden = name === null;
  if (name === null) thread = null;
  else
    line.replaceChildren(
      document.createTextNode(`${words.replying(name)} `),
      tool(words.cancel, () => showThread(null)),
    );
}

/** In the order of arrival; replies stand below what they answer. */
function inOrder() {
  const here = [...messages.values()].filter((message) => message.channel === room);
  const place = new Map(here.map((message, i) => [message.ts, i]));
  const root = (/** @type {Message} */ m) => place.get(m.thread ?? m.ts) ?? place.get(m.ts) ?? 0;
  return here.toSorted((a, b) => root(a) - root(b));
}

function renderLog() {
  const log = byId("log");
  const list = byId("messages");
  const shown = inOrder();
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  const focused = document.activeElement?.closest(".message");
  const ts = focused instanceof HTMLElement ? focused.dataset["ts"] : undefined;
  list.replaceChildren(
    ...(shown.length === 0
      ? [
          element("li", "empty", [
            element("strong", "", [document.createTextNode(words.empty)]),
            document.createTextNode(words.emptyHint),
          ]),
        ]
      : shown.map(drawn)),
  );
  if (atEnd) log.scrollTop = log.scrollHeight;
  // A pressed button's message is drawn anew: the focus stays in it.
  if (ts !== undefined) {
    const again = log.querySelector(`[data-ts="${CSS.escape(ts)}"] .block-actions button`);
    if (again instanceof HTMLElement) again.focus();
  }
}

/** @param {Json | null} view */
function renderModal(view) {
  if (view === null) {
    dialog.close();
    return;
  }
  byId("modal-title").textContent = view.title?.text ?? "";
  byId("modal-blocks").replaceChildren(
    ...view.blocks.map((/** @type {Json} */ block) => renderBlock(block, surfaceOf(null))),
  );
  byId("modal-close").textContent = view.close?.text ?? words.close;
  byId("modal-submit").hidden = !view.submit;
  byId("modal-submit").textContent = view.submit?.text ?? "";
  if (!dialog.open) dialog.showModal();
  const field = dialog.querySelector("input, textarea");
  if (field instanceof HTMLElement) field.focus();
}

function connect() {
  source?.close();
  messages.clear();
  source = new EventSource(`/stream?user=${encodeURIComponent(me.id)}`);
  let ready = false;
  source.addEventListener("open", () => {
    messages.clear();
    tell("");
  });
  source.addEventListener("error", () => tell(words.away));
  source.addEventListener("ready", () => {
    ready = true;
    renderLog();
    byId("log").scrollTop = byId("log").scrollHeight;
  });
  source.addEventListener("message", ({ data }) => {
    const change = JSON.parse(data);
    if (change.kind === "message")
      messages.set(`${change.message.channel} ${change.message.ts}`, change.message);
    else if (change.kind === "removed") messages.delete(`${change.channel} ${change.ts}`);
    else renderModal(change.view);
    if (ready) renderLog();
  });
}

function renderFrame() {
  words = wordsFor(me.locale);
  document.documentElement.lang = me.locale;
  for (const place of document.querySelectorAll("[data-word]")) {
    const word =
      words[/** @type {keyof typeof words} */ (/** @type {HTMLElement} */ (place).dataset["word"])];
    if (typeof word === "string") place.textContent = word;
  }
  byId("room").textContent = roomName();
  byId("text-label").textContent = words.message(roomName());
  text.placeholder = words.placeholder;
  byId("send").textContent = words.send;
  const rooms = [
    ...workspace.channels.map((channel) => ({ id: channel.id, label: `# ${channel.name}` })),
    { id: me.direct, label: words.bot },
  ];
  byId("rooms").replaceChildren(
    ...rooms.map(({ id, label }) => {
      const open = tool(label, () => {
        room = id;
        showThread(null);
        renderFrame();
        text.focus();
      });
      open.className = "room";
      if (id === room) open.setAttribute("aria-current", "page");
      return element("li", "", [open]);
    }),
  );
  const hints = room === me.direct ? words.directHints : words.hints;
  byId("hints").replaceChildren(
    ...hints.map((hint) => tool(hint, () => void act({ do: "write", text: hint }))),
    tool(words.shortcut, () => void act({ do: "shortcut" })),
  );
  renderLog();
}

function renderPeople() {
  const people = byId("people");
  for (const person of workspace.people) {
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "me";
    radio.checked = person.id === me.id;
    radio.addEventListener("change", () => {
      const inDirect = room === me.direct;
      me = person;
      sessionStorage.setItem("me", person.id);
      if (inDirect) room = person.direct;
      showThread(null);
      renderFrame();
      connect();
    });
    const label = element("label", "person", [
      radio,
      element("span", "", [
        document.createTextNode(person.name),
        element("small", "", [document.createTextNode(person.locale)]),
      ]),
    ]);
    people.append(label);
  }
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const value = text.value.trim();
  if (value === "") return;
  void act({ do: "write", text: value, ...(thread === null ? {} : { thread }) });
  text.value = "";
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
byId("modal-form").addEventListener("submit", (event) => {
  event.preventDefault();
  /** @type {Record<string, Record<string, object>>} */
  const values = {};
  for (const field of byId("modal-blocks").querySelectorAll("input[name], textarea[name]")) {
    const { name, value } = /** @type {HTMLInputElement} */ (field);
    const [block = "", action = ""] = name.split("/");
    values[block] = { ...values[block], [action]: { type: "plain_text_input", value } };
  }
  void act({ do: "submit", values });
});
const closeModal = () => void act({ do: "close-modal" });
byId("modal-close").addEventListener("click", closeModal);
byId("modal").addEventListener("cancel", closeModal);

renderPeople();
renderFrame();
connect();
text.focus();
