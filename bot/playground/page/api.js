// What people do, told to the server. Every failure ends in a sentence.

import { toast } from "./dom.js";

const SECONDS = 30;

async function ask(method, path, body) {
  const options = { method, signal: AbortSignal.timeout(SECONDS * 1000) };
  if (body) Object.assign(options, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const response = await fetch(`/control/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.description ?? `HTTP ${response.status}`);
  return answer;
}

/** Do it; null, and a word about it, when it fails. */
async function attempt(path, body) {
  try {
    return await ask("POST", path, body);
  } catch (error) {
    toast(error instanceof TypeError || error.name === "TimeoutError" ? "没有发出去，请稍后再试" : `没有成功：${error.message}`);
    return null;
  }
}

export const send = (chat, what) => attempt(`chats/${chat}/messages`, what);
export const forward = (chat, what) => attempt(`chats/${chat}/forwards`, what);
export const openPrivate = (user) => attempt("chats", { type: "private", members: [user] });
export const edit = (chat, what) => attempt(`chats/${chat}/edits`, what);
export const react = (chat, what) => attempt(`chats/${chat}/reactions`, what);
export const press = (chat, what) => attempt(`chats/${chat}/presses`, what);
export const fileUrl = (id) => `/control/files/${encodeURIComponent(id)}`;

/** The command menus by scope and language; none when they cannot be had. */
export async function commands() {
  try {
    return (await ask("GET", "commands")).commands;
  } catch {
    return [];
  }
}
