import { send } from "../lib/http";
import type { OutboxStore, PendingChange } from "./outbox-store";

/** What the server says of a task that this browser holds something of. */
export interface HeldTask {
  taskId: string;
  /** False: the sample is gone or may not be labelled, so nothing of it may stay in this browser. */
  permitted: boolean;
  /** Names of the parts that may be shown. */
  parts: string[];
}

export type AskHeld = (taskIds: string[]) => Promise<HeldTask[]>;

/** The server takes at most this many tasks in one request. */
const BATCH = 200;

export const askHeld: AskHeld = async (taskIds) => {
  const answer = await send<{ tasks: HeldTask[] }>("/api/v1/tasks/held", { method: "POST", body: { taskIds } });
  return answer?.tasks ?? [];
};

export interface Forgotten {
  /** Tasks of which nothing may stay. */
  tasks: Set<string>;
  /** The parts that may be shown of the other tasks that were asked about, by task. */
  parts: Map<string, Set<string>>;
  /** Tasks with at least one deleted draft. */
  drafts: Set<string>;
}

/** The part that a draft is drawn on; null if it labels the whole sample or deletes a label. */
export const partOf = (change: Pick<PendingChange, "body">): string | null => {
  const source = change.body?.target.source ?? "";
  const at = source.indexOf(":part:");
  return at < 0 ? null : source.slice(at + ":part:".length);
};

/**
 * Asks the server about every task with drafts in this browser, whoever wrote them, and about `open`. Deletes the drafts
 * of samples that are gone or not permitted, and those on parts that are not. A failed question deletes nothing and throws.
 */
export const forgetGone = async (store: OutboxStore, ask: AskHeld, open: string | null): Promise<Forgotten> => {
  const held = await store.all();
  const ids = [...new Set([...held.changes, ...held.submits].map(({ taskId }) => taskId).concat(open ?? []))];
  const answers = new Map<string, HeldTask>();
  for (let from = 0; from < ids.length; from += BATCH)
    for (const answer of await ask(ids.slice(from, from + BATCH))) answers.set(answer.taskId, answer);

  const forgotten: Forgotten = { tasks: new Set(), parts: new Map(), drafts: new Set() };
  for (const id of ids) {
    const answer = answers.get(id);
    if (answer?.permitted) forgotten.parts.set(id, new Set(answer.parts));
    else forgotten.tasks.add(id);
  }
  for (const change of held.changes) {
    const part = partOf(change);
    if (part === null ? !forgotten.tasks.has(change.taskId) : forgotten.parts.get(change.taskId)?.has(part)) continue;
    await store.editChange(change.owner, change.annotationId, () => null);
    forgotten.drafts.add(change.taskId);
  }
  for (const submit of held.submits)
    // A submission names the revisions of its labels: without one of them the annotator submits again.
    if (forgotten.tasks.has(submit.taskId) || forgotten.drafts.has(submit.taskId)) {
      await store.removeSubmit(submit.owner, submit.taskId);
      forgotten.drafts.add(submit.taskId);
    }
  return forgotten;
};

/** The sentence for the annotator. */
export const forgottenWords = (samples: number, withParts: number): string =>
  [
    forgottenThing(samples, "a sample", (n) => `${n} samples`, ["its content", "their content"]),
    forgottenThing(withParts, "a part of a sample", (n) => `parts of ${n} samples`, ["the part", "the parts"]),
    "Your other work is kept. Thank you.",
  ]
    .filter(Boolean)
    .join(" ");

/** One sentence; empty for none. */
const forgottenThing = (
  count: number,
  one: string,
  many: (count: number) => string,
  [its, their]: [string, string],
): string => {
  if (count === 0) return "";
  const [thing, content, them] = count === 1 ? [one, its, "it"] : [many(count), their, "them"];
  return (
    `Consent no longer covers ${thing} that you worked on: ` +
    `${content} and your unsent labels on ${them} were deleted from this browser.`
  );
};
