// The page: which chat is open, who speaks, and who is told when something happens.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { copy, el, icon } from "./dom.js";
import { follow } from "./feed.js";
import { chatName, service } from "./format.js";
import { History } from "./history.js";
import { Presses } from "./keyboard.js";
import { messageMenu } from "./menu.js";
import { offerQuote, part } from "./quoting.js";
import { chooseChat, chooseSentence } from "./sheet.js";
import { chatFace, drawHeader, drawList, drawTopics } from "./sidebar.js";
import { commandsFor, Store, topicOf, topics } from "./store.js";

const byId = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 760px)");
const store = new Store();
const speakers = new Map(); // chat → the member to speak as
const asked = new Set(); // the messages whose wish to be answered was taken up
let menus = [];
let thread = null;
let actionTimer = 0;

const open = () => store.chats.get(Number(location.hash.slice(1)));
const newest = (messages) => [...messages.values()];
const user = () => {
  const seen = open();
  return speakers.get(seen?.chat.id) ?? seen?.members[0]?.id;
};
const person = () => open()?.members.find((one) => one.id === user());

const page = {
  opened: new Set(),
  presses: new Presses((message) => open()?.chat.id === message.chat.id && drawLog()),
  user,
  command: (text) => composer.say(text),
  jump: (id) => history.jump(id),
  reply: (message, chosen = part(message)) => composer.reply(message, chosen),
  react(message, emoji) {
    const given = message.reactions?.find((one) => one.user_id === user())?.reaction ?? [];
    const again = given.some((one) => one.emoji === emoji);
    api.react(message.chat.id, { user: user(), message: message.message_id, emoji: again ? [] : [emoji] });
  },
  face(id) {
    const who = [store.bot, ...(open()?.members ?? [])].find((one) => one.id === id);
    return who ? avatar({ id, name: who.first_name, bot: who.is_bot }, "tiny") : "";
  },
  menu(message, anchor, point) {
    const acts = {
      react: (emoji) => page.react(message, emoji),
      reply: () => page.reply(message),
      quote: () => chooseSentence(message, (sentence) => composer.reply(message, sentence)),
      forward: () => chooseChat([...store.chats.values()].filter(({ members }) => members.some((one) => one.id === user())), store.bot, ({ id }) => forward(message, id)),
      copy: () => copy(message.text ?? message.caption),
      edit: () => composer.edit(message),
    };
    messageMenu(message, anchor, point, acts, message.by === user());
  },
  /** What beside the messages themselves decides how they look: the buttons that spin, who looks. */
  mark: (messages) => messages.flatMap((message) => (message.reply_markup?.inline_keyboard ?? []).flat())
    .map((button) => (page.presses.isBusy(messages[0], button) ? "1" : "0")).join("") + user(),
};

const history = new History({ scroller: byId("scroller"), log: byId("log"), down: byId("down"), page });
const composer = new Composer(byId("foot"), {
  get chat() { return open()?.chat.id; },
  get key() { return `${open()?.chat.id}/${thread}`; },
  get user() { return user(); },
  get where() { return thread ? { message_thread_id: thread } : {}; },
  get members() { return open()?.members ?? []; },
  get isNew() { return open()?.chat.type === "private" && open().messages.size === 0; },
  get commands() { return open() ? commandsFor(menus, open().chat, person()) : []; },
  get lastOwn() { return shown().filter((one) => one.by === user() && one.text && !one.forward_origin).pop(); },
  sent: () => history.toEnd(),
  speakAs(id) {
    speakers.set(open().chat.id, id);
    draw();
  },
});
byId("down").append(icon("down"));
new ResizeObserver(([{ target }]) => byId("talk").style.setProperty("--foot", `${target.offsetHeight}px`)).observe(byId("foot"));

offerQuote(byId("log"), (id) => {
  page.reply(open().messages.get(id));
  getSelection().removeAllRanges();
});

/** Send a message on as the one who speaks here, and go where it went. */
async function forward(message, id) {
  const speaker = user();
  if (!(await api.forward(id, { user: speaker, message: message.message_id, from_chat: message.chat.id }))) return;
  speakers.set(id, speaker);
  location.hash = id;
}

/** A link to the bot with a payload starts it in private, as in Telegram. */
async function start(payload) {
  const speaker = user();
  if (!(await api.openPrivate(speaker))) return;
  api.send(speaker, { user: speaker, text: `/start ${payload}` });
  location.hash = speaker;
}

/** Take up a message that asks for a reply, once, if it means the one who speaks. */
function answerWhatAsks() {
  const asking = shown().pop();
  const { force_reply: forced, chat, message_id: id } = asking ?? {};
  if (!forced || asked.has(`${chat.id}/${id}`)) return;
  const means = asking.reply_to_message?.from?.id;
  if (forced.selective && means && means !== user()) return;
  asked.add(`${chat.id}/${id}`);
  composer.asked(asking);
}

function shown() {
  const messages = newest(open()?.messages ?? new Map());
  return thread === null ? messages : messages.filter((one) => topicOf(one) === thread);
}

function drawLog() {
  const seen = open();
  if (seen) history.show(`${seen.chat.id}/${thread}`, shown(), { user: user(), group: seen.chat.type !== "private" });
}

function drawEmpty() {
  const seen = open();
  const box = byId("empty");
  box.hidden = Boolean(seen?.messages.size);
  if (!store.bot.id) box.replaceChildren(el("p", {}, "正在连接…"));
  else if (!store.chats.size) box.replaceChildren(el("p", {}, "这里还没有会话"));
  else if (!seen) box.replaceChildren(el("p", {}, "选一个会话开始聊天"));
  else {
    const hint = seen.chat.type === "private" ? "点下面的「开始」，和机器人说第一句话" : "这里还没有消息";
    box.replaceChildren(el("div", { class: "card" }, chatFace(seen, store.bot, "large"), el("h3", {}, chatName(seen.chat, store.bot)), el("p", {}, hint)));
  }
}

function drawHead() {
  const seen = open();
  clearTimeout(actionTimer);
  const left = seen?.action ? seen.action.until - Date.now() : 0;
  if (left > 0) actionTimer = setTimeout(drawHead, left + 50);
  drawHeader(byId("header"), seen, store.bot);
  drawList(byId("chats"), store, seen?.chat.id);
}

function draw() {
  const seen = open();
  if (seen) seen.unread = 0;
  document.body.dataset.screen = seen ? "chat" : "list";
  document.title = seen ? chatName(seen.chat, store.bot) : "聊天";
  drawHead();
  drawTopics(byId("topics"), seen ? topics(seen) : new Map(), thread, choose);
  drawLog();
  drawEmpty();
  byId("foot").hidden = !seen;
  if (!seen) return;
  composer.update();
  answerWhatAsks();
}

function choose(chosen) {
  thread = chosen;
  draw();
}

/** With one chat, or room for both, a chat is open from the start; one that the address names may only be on its way. */
function enter() {
  const [first] = store.chats.keys();
  if (!location.hash && first !== undefined && (store.chats.size === 1 || wide.matches)) location.replace(`#${first}`);
  draw();
}

async function fetchCommands() {
  menus = await api.commands();
  if (open()) composer.update();
}

function take(event) {
  const changed = store.apply(event);
  const seen = store.chats.get(changed);
  if (event.type === "answer") page.presses.answered(event);
  else if (event.type === "commands") fetchCommands();
  else if (event.type === "state") {
    fetchCommands();
    enter();
  } else if (changed === open()?.chat.id) draw();
  else {
    if (event.type === "message" && seen && !service(event.message)) seen.unread += 1;
    drawHead();
    if (event.type === "chat") enter();
  }
}

addEventListener("hashchange", () => {
  thread = null;
  draw();
  if (open() && wide.matches) composer.input.focus();
});
addEventListener("click", (event) => {
  const url = new URL(event.target.closest?.("a")?.href ?? location.href);
  const payload = url.searchParams.get("start");
  if (url.host !== "t.me" || url.pathname.slice(1) !== store.bot.username || payload === null) return;
  event.preventDefault();
  start(payload);
});
addEventListener("keydown", (event) => {
  if (event.key === "ArrowUp" && event.altKey && open()) history.focusLast();
});

draw();
follow(take, (connected) => { byId("offline").hidden = connected; });
