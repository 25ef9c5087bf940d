import { formatCount } from "../lib/words";
import type { OutboxStatus } from "./outbox";

export interface StatusWords {
  /** A word for the style sheet; the text always says the same. */
  tone: "ok" | "busy" | "waiting" | "stopped";
  text: string;
}

/** `pending 2 · needs attention 1 · offline`: first what is saved or pending, then why. */
export const statusWords = (status: OutboxStatus): StatusWords => {
  const parts: string[] = [];
  const waiting = status.pending + status.submits > 0;
  if (!waiting && status.blocked === 0) parts.push("saved");
  if (status.pending > 0) parts.push(`pending ${formatCount(status.pending)}`);
  if (status.submits > 0) parts.push("submission pending");
  if (status.blocked > 0) parts.push(`needs attention ${formatCount(status.blocked)}`);
  const why = { saved: "", sending: "", offline: "offline", later: "server not ready, retrying", "signed-out": "signed out" }[status.state];
  if (why) parts.push(why);
  if (!status.durable) parts.push("unsent labels are lost when this page closes");
  const tone = status.state === "signed-out" || status.blocked > 0 ? "stopped" : status.state === "offline" || status.state === "later" ? "waiting" : waiting ? "busy" : "ok";
  return { tone, text: parts.join(" · ") };
};
