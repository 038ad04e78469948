// Times, sizes and names as a person reads them.

const CLOCK = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric" });
const DAY_OF_YEAR = new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "long", day: "numeric" });
const MEBI = 1024 * 1024;

/** 14:05. */
export const clock = (seconds) => CLOCK.format(seconds * 1000);

/** 今天, 昨天, 11月24日, or with the year when it is another. */
export function day(seconds, now = new Date()) {
  const date = new Date(seconds * 1000);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const ago = Math.ceil((midnight - date) / 86_400_000);
  if (ago <= 0) return "今天";
  if (ago === 1) return "昨天";
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(date);
}

/** 12 KB. */
export function size(bytes = 0) {
  if (bytes >= MEBI) return `${(bytes / MEBI).toFixed(1)} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} B`;
}

/** What a chat is called. */
export const chatName = (chat, bot) => (chat.type === "private" ? bot.first_name : chat.title) || "会话";

/** Who a message is from, for those who read it: a person, or the chat as which they wrote. */
export function author({ sender_chat: chat, from, chat: place }) {
  const voice = chat ?? (from ? null : place);
  return voice ? { id: voice.id, name: voice.title } : { id: from.id, name: from.first_name, bot: from.is_bot };
}

/** Where a forwarded message comes from. */
export function origin({ sender_user: user, sender_user_name: name, sender_chat: group, chat }) {
  return user?.first_name ?? name ?? group?.title ?? chat?.title ?? "别人";
}

/** What a message says, in one line. */
export function summary(message) {
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").trim();
  if (message.photo) return words || "图片";
  if (message.document) return words || message.document.file_name || "文件";
  return words || service(message) || "消息";
}

/** What a service message says; empty for a message that somebody wrote. */
export function service(message) {
  const who = author(message).name;
  const names = (message.new_chat_members ?? []).map((user) => user.first_name).join("、");
  if (message.forum_topic_created) return `${who} 创建了话题「${message.forum_topic_created.name}」`;
  if (message.forum_topic_edited) return `${who} 改了话题`;
  if (message.forum_topic_closed) return `${who} 关闭了话题`;
  if (message.forum_topic_reopened) return `${who} 重新打开了话题`;
  if (names) return `${names} 加入了群`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} 离开了群`;
  if (message.group_chat_created || message.supergroup_chat_created) return `${who} 创建了群`;
  if (message.new_chat_title) return `${who} 把群名改为「${message.new_chat_title}」`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "这个群升级成了超级群";
  if (message.pinned_message) return `${who} 置顶了一条消息`;
  return "";
}
