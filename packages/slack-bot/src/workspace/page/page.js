// @ts-check
import { renderBlock } from "./blocks.js";
import { offerCommands } from "./completion.js";
import { byId, element, keepChildren, tool } from "./element.js";
import { initial, renderMessage } from "./message.js";
import { createModal, Fields } from "./modal.js";
import { wordsFor } from "./words.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {{ id: string, name: string, title: string, locale: string, direct: string }} Person
 * @typedef {{ callback: string, type: "global" | "message", name: string }} Shortcut
 * @typedef {import("./message.js").Message} Message
 */

/** Stands for the app's home where a conversation's id would be. */
const home = "home";

const text = document.querySelector("textarea") ?? document.createElement("textarea");
const dialog = document.querySelector("dialog") ?? document.createElement("dialog");
const composer = document.querySelector("form") ?? document.createElement("form");

/** @type {{ people: [Person, ...Person[]], channels: { id: string, name: string }[], bot: string, shortcuts: Shortcut[] }} */
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
/** @type {Json | null} */
let homeView = null;
let homeFields = new Fields();
/** What the bot suggests to ask in the direct messages. @type {readonly { title: string, message: string }[]} */
let prompts = [];
/** The channel that was open last: the bot's messages are read beside it. */
let beside = workspace.channels[0]?.id;
let words = wordsFor(me.locale);

/** @param {string} id */
const nameOf = (id) =>
  id === workspace.bot
    ? words.bot
    : (workspace.people.find((person) => person.id === id)?.name ?? id);
const roomName = () =>
  room === home
    ? words.home
    : room === me.direct
      ? words.bot
      : `#${workspace.channels.find((c) => c.id === room)?.name ?? ""}`;

/**
 * @param {object} deed
 * @returns {Promise<Json>}
 */
async function act(deed) {
  const channel = room === home ? me.direct : room;
  const response = await fetch("/do", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user: me.id, channel, ...deed }),
  });
  const done = response.ok ? await response.json() : { status: response.status };
  tell(done.status === 200 ? "" : words.failed(done.status));
  return done;
}

/** @param {string} sentence */
function tell(sentence) {
  byId("state").textContent = sentence;
}

const surface = () => ({
  nameOf,
  heading: /** @type {const} */ ("h2"),
  choose: words.choose,
  more: words.more,
  optional: words.optional,
  people: workspace.people,
  channels: workspace.channels,
});

/**
 * @param {Message} message the message that holds the blocks
 * @param {string} [unfurl] the link below which they stand
 * @returns {import("./blocks.js").Surface}
 */
const surfaceOf = (message, unfurl) => ({
  ...surface(),
  act: (action) =>
    void act({
      do: "press",
      action,
      message: {
        ts: message.ts,
        ephemeral: message.visibleTo !== null,
        ...(message.thread === null ? {} : { thread: message.thread }),
        ...(unfurl === undefined ? {} : { unfurl }),
      },
    }),
  suggest: async (actionId, blockId, typed) =>
    (await act({ do: "suggest", actionId, blockId, typed })).options ?? [],
});

/**
 * @param {"modal" | "home"} place
 * @param {Fields} fields of the view
 * @returns {import("./blocks.js").Surface}
 */
const surfaceIn = (place, fields) => ({
  ...surface(),
  heading: place === "modal" ? "h3" : "h2",
  act: (action) => void act({ do: "press", action, place, values: fields.values() }),
  suggest: async (actionId, blockId, typed) =>
    (await act({ do: "suggest", actionId, blockId, typed, place })).options ?? [],
  hold: (...held) => fields.hold(...held),
});

const modal = createModal(dialog, (_, fields) => surfaceIn("modal", fields), {
  get close() {
    return words.close;
  },
  get trouble() {
    return words.trouble;
  },
});

/** Messages as they stand on the page; another room, person or language draws them anew. @type {WeakMap<Message, { frame: string, node: HTMLElement }>} */
const nodes = new WeakMap();

/** @param {Message} message */
function drawn(message) {
  const frame = `${me.id} ${room}`;
  const known = nodes.get(message);
  if (known?.frame === frame) return known.node;
  const node = draw(message);
  nodes.set(message, { frame, node });
  return node;
}

/** @param {Message} message */
const draw = (message) =>
  renderMessage(message, {
    words,
    locale: me.locale,
    bot: message.user === workspace.bot,
    person: workspace.people.findIndex((person) => person.id === message.user),
    surface: surfaceOf(message),
    surfaceBelow: (url) => surfaceOf(message, url),
    tools: message.visibleTo === null && room !== me.direct,
    shortcuts: workspace.shortcuts
      .filter(({ type }) => type === "message")
      .map(({ name, callback }) => ({
        name,
        does: () => void act({ do: "message-shortcut", callback, ts: message.ts }),
      })),
    reply: () => {
      thread = message.thread ?? message.ts;
      showThread(nameOf(message.user));
      text.focus();
    },
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
  keepChildren(
    list,
    shown.length === 0
      ? [
          element("li", "empty", [
            element("strong", "", [document.createTextNode(words.empty)]),
            document.createTextNode(words.emptyHint),
          ]),
        ]
      : shown.map(drawn),
  );
  if (atEnd) log.scrollTop = log.scrollHeight;
  // A pressed button's message is drawn anew: the focus stays in it.
  if (ts !== undefined && !focused?.isConnected) {
    const again = log.querySelector(`[data-ts="${CSS.escape(ts)}"] .block-actions button`);
    if (again instanceof HTMLElement) again.focus();
  }
}

function renderHome() {
  homeFields = new Fields();
  const focused = byId("home").contains(document.activeElement);
  byId("home-blocks").replaceChildren(
    ...(homeView === null
      ? [element("p", "quiet", [document.createTextNode(words.waiting)])]
      : homeView["blocks"].map((/** @type {Json} */ block) =>
          renderBlock(block, surfaceIn("home", homeFields)),
        )),
  );
  if (focused) byId("home").focus();
}

function connect() {
  source?.close();
  messages.clear();
  homeView = null;
  source = new EventSource(`/stream?user=${encodeURIComponent(me.id)}`);
  let ready = false;
  source.addEventListener("open", () => {
    messages.clear();
    modal.render(null);
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
    if (change.kind === "modal") return modal.render(change.view);
    if (change.kind === "home") {
      homeView = change.view;
      return renderHome();
    }
    if (change.kind === "prompts") {
      prompts = change.prompts;
      return renderHints();
    }
    if (change.kind === "message")
      messages.set(`${change.message.channel} ${change.message.ts}`, change.message);
    else messages.delete(`${change.channel} ${change.ts}`);
    if (ready) renderLog();
  });
}

/** @param {string} id of a conversation, or the home */
function go(id) {
  if (workspace.channels.some((channel) => channel.id === room)) beside = room;
  room = id;
  showThread(null);
  showSide(false);
  renderFrame();
  if (id === home) {
    byId("home").focus();
    void act({ do: "home" });
  } else {
    text.focus();
    if (id === me.direct) void act({ do: "agent", beside });
  }
}

function renderFrame() {
  words = wordsFor(me.locale);
  document.documentElement.lang = me.locale;
  for (const place of document.querySelectorAll("[data-word]")) {
    const word =
      words[/** @type {keyof typeof words} */ (/** @type {HTMLElement} */ (place).dataset["word"])];
    if (typeof word === "string") place.textContent = word;
  }
  const atHome = room === home;
  byId("room").textContent = roomName();
  byId("menu").setAttribute("aria-label", words.menu);
  for (const id of ["log", "composer"]) byId(id).hidden = atHome;
  byId("home").hidden = !atHome;
  byId("text-label").textContent = words.message(roomName());
  text.placeholder = words.placeholder;
  byId("send").textContent = words.send;
  const rooms = [
    { id: home, label: words.home, kind: "home" },
    ...workspace.channels.map((channel) => ({
      id: channel.id,
      label: `# ${channel.name}`,
      kind: "channel",
    })),
    { id: me.direct, label: words.bot, kind: "direct" },
  ];
  byId("rooms").replaceChildren(
    ...rooms.map(({ id, label, kind }) => {
      const open = tool(label, () => go(id));
      open.className = `room ${kind}`;
      if (id === room) open.setAttribute("aria-current", "page");
      return element("li", "", [open]);
    }),
  );
  renderHints();
  renderLog();
  renderHome();
}

function renderHints() {
  const own = room === me.direct ? words.directHints : words.hints;
  const hints =
    room === me.direct && prompts.length > 0
      ? prompts
      : own.map((hint) => ({ title: hint, message: hint }));
  byId("hints").replaceChildren(
    ...hints.map(({ title, message }) =>
      tool(title, () => void act({ do: "write", text: message, beside })),
    ),
    ...workspace.shortcuts
      .filter(({ type }) => type === "global")
      .map(({ name, callback }) => {
        const made = tool(name, () => void act({ do: "shortcut", callback }));
        made.classList.add("shortcut");
        return made;
      }),
  );
}

function renderPeople() {
  const people = byId("people");
  workspace.people.forEach((person, i) => {
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
      connect();
      renderFrame();
      if (room === home) void act({ do: "home" });
    });
    const mark = element("span", "dot", [document.createTextNode(initial(person.name))]);
    mark.setAttribute("aria-hidden", "true");
    mark.dataset["person"] = String(i);
    const label = element("label", "person", [
      radio,
      mark,
      element("span", "who-is", [
        document.createTextNode(person.name),
        element("small", "", [
          document.createTextNode(
            `${person.title} · ${person.locale.startsWith("zh") ? "中文" : "English"}`,
          ),
        ]),
      ]),
    ]);
    people.append(label);
  });
}

/** @param {boolean} shown on a narrow screen, where it lies over the conversation */
function showSide(shown) {
  byId("side").classList.toggle("open", shown);
  byId("menu").setAttribute("aria-expanded", String(shown));
}
byId("menu").addEventListener("click", () =>
  showSide(byId("menu").getAttribute("aria-expanded") !== "true"),
);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") showSide(false);
});
byId("log").addEventListener("click", () => showSide(false));

const offered = offerCommands(
  text,
  () => words.commands,
  (count) => words.offered(count),
);
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const value = text.value.trim();
  if (value === "") return;
  void act({ do: "write", text: value, beside, ...(thread === null ? {} : { thread }) });
  text.value = "";
  offered.close();
  // Whoever writes wants to read what is answered.
  byId("log").scrollTop = byId("log").scrollHeight;
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
byId("modal-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (byId("modal-submit").hidden) return;
  const fields = modal.fields();
  const missing = fields.missing();
  modal.tell(Object.fromEntries(missing.map((block) => [block, words.required])));
  if (missing.length > 0) return;
  const submit = byId("modal-submit");
  submit.setAttribute("aria-busy", "true");
  const done = await act({ do: "submit", values: fields.values() });
  submit.removeAttribute("aria-busy");
  if (done["status"] !== 200) modal.trouble();
  else if (done["errors"] !== undefined) modal.tell(done["errors"]);
});
byId("modal-close").addEventListener("click", () => void act({ do: "close-modal" }));
byId("modal").addEventListener("cancel", (event) => {
  // The bot's answer closes it, so that the modal below shows again.
  event.preventDefault();
  void act({ do: "close-modal" });
});

renderPeople();
renderFrame();
connect();
text.focus();
