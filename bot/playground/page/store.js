// What the page knows: the chats with their messages, kept up to date event by event.

const ACTION_SECONDS = 5;

export class Store {
  bot = { id: 0, first_name: "", is_bot: true };
  chats = new Map();

  /** Take an event; the id of the chat that it changed, or null when it changed them all or none. */
  apply(event) {
    const chat = this.chats.get(event.chat_id);
    switch (event.type) {
      case "state":
        return this.#begin(event);
      case "message":
      case "edit":
        chat?.messages.set(event.message.message_id, event.message);
        if (chat && event.message.from?.is_bot) chat.action = null;
        break;
      case "delete":
        chat?.messages.delete(event.message_id);
        break;
      case "reaction":
        this.#react(chat, event);
        break;
      case "action":
        if (chat) chat.action = { kind: event.action, until: Date.now() + ACTION_SECONDS * 1000 };
        break;
      default:
        if (event.chat) this.#see(event);
    }
    return event.chat_id ?? null;
  }

  #begin(event) {
    this.bot = event.bot;
    this.chats.clear();
    for (const chat of event.chats) {
      const seen = this.#see(chat);
      for (const message of chat.messages) seen.messages.set(message.message_id, message);
    }
    return null;
  }

  #see({ chat, members, blocked }) {
    const known = this.chats.get(chat.id) ?? { messages: new Map(), action: null, unread: 0 };
    const seen = Object.assign(known, { chat, members, blocked });
    this.chats.set(chat.id, seen);
    return seen;
  }

  #react(chat, { message_id: id, user_id, reaction }) {
    const message = chat?.messages.get(id);
    if (!message) return;
    const others = message.reactions.filter((given) => given.user_id !== user_id);
    const reactions = reaction.length ? [...others, { user_id, reaction }] : others;
    chat.messages.set(id, { ...message, reactions });
  }
}

/** The topic that a message stands in, 0 for General; a chain of answers there has a thread and is no topic. */
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : 0);

/** The topics of a forum by their thread id, as far as its messages tell; General is 0. */
export function topics({ chat, messages }) {
  const found = new Map();
  for (const message of messages.values()) {
    const thread = topicOf(message);
    if (!thread) continue;
    const name = message.forum_topic_created?.name ?? message.forum_topic_edited?.name;
    if (name || !found.has(thread)) found.set(thread, name ?? `话题 ${thread}`);
  }
  return chat.is_forum || found.size ? new Map([[0, "General"], ...found]) : found;
}

/** The commands of a chat for a person: the narrowest scope that has any, in the person's language first. */
export function commandsFor(menus, chat, person) {
  const runs = ["creator", "administrator"].includes(person?.status);
  const group = [runs && "all_chat_administrators", "all_group_chats"];
  const own = [`chat_member:${chat.id}:${person?.id}`, runs && `chat_administrators:${chat.id}`, `chat:${chat.id}`];
  const language = (person?.language_code ?? "").slice(0, 2);
  for (const scope of [...own, ...(chat.type === "private" ? ["all_private_chats"] : group), "default"]) {
    for (const spoken of [language, ""]) {
      const menu = menus.find((one) => one.scope === scope && one.language_code === spoken);
      if (menu?.commands.length) return menu.commands;
    }
  }
  return [];
}
