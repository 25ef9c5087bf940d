import type { Problem } from "../lib/http";
import { forgetGone, type AskHeld, type Forgotten } from "./held";
import type { Blocked, OutboxStore, PendingChange, PendingSubmit } from "./outbox-store";
import type { Outcome, Transport } from "./transport";
import type { NextTask } from "./types";

export type OutboxState = "saved" | "sending" | "offline" | "later" | "signed-out";

export interface OutboxStatus {
  state: OutboxState;
  /** Changes that wait to be sent. */
  pending: number;
  /** Changes that the server rejected; kept until the user decides. */
  blocked: number;
  submits: number;
  durable: boolean;
  problem: Problem | null;
}

export interface OutboxEvents {
  status?(status: OutboxStatus): void;
  submitted?(submit: PendingSubmit, next: NextTask | null): void;
  /** The server refused; the change is kept. */
  blocked?(kind: Blocked, taskId: string, problem: Problem): void;
}

export interface OutboxOptions {
  owner: string;
  store: OutboxStore;
  transport: Transport;
  events?: OutboxEvents;
  /** Wait before the nth retry. */
  backoffMs?: (attempt: number) => number;
  /** Changes within this time of each other are sent together. */
  settleMs?: number;
}

/** 1, 2, 4 … 60 s, ± 10 % at random so that many browsers do not retry at the same instant. */
export const backoff = (attempt: number): number => Math.min(60_000, 1_000 * 2 ** (attempt - 1)) * (0.9 + Math.random() * 0.2);

/**
 * Stores every change in the browser first, then sends it to the server, one after another, at least once.
 * Saves are idempotent by (id, revision), so repeating one after a lost response changes nothing.
 */
export class Outbox {
  private running: Promise<void> | null = null;
  private again = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: OutboxState = "saved";
  private problem: Problem | null = null;
  private closed = false;

  constructor(private readonly options: OutboxOptions) {}

  /** Resolves when the change is stored in the browser. */
  async enqueue(change: Omit<PendingChange, "owner" | "seq" | "blocked">): Promise<void> {
    await this.options.store.putChange({ ...change, owner: this.options.owner, blocked: null });
    await this.tell();
    if (this.running) this.again = true;
    else if (this.state === "saved") this.flushIn(this.options.settleMs ?? 250);
  }

  /** Queues a submission behind the changes of its task. */
  async submit(submit: Omit<PendingSubmit, "owner" | "blocked">): Promise<void> {
    await this.options.store.putSubmit({ ...submit, owner: this.options.owner, blocked: null });
    await this.flush();
  }

  changesOf(taskId: string): Promise<PendingChange[]> {
    return this.options.store.changes(this.options.owner).then((all) => all.filter((change) => change.taskId === taskId));
  }

  /** Gives the kept changes of a task a new lease, so that they can be sent. */
  async rebind(taskId: string, leaseToken: string): Promise<void> {
    const { store, owner } = this.options;
    for (const change of await this.changesOf(taskId)) {
      await store.editChange(owner, change.annotationId, (known) => ({
        ...known,
        leaseToken,
        revision: Math.max(known.revision, (known.heldRevision ?? -1) + 1),
        blocked: null,
        heldRevision: undefined,
      }));
    }
    // The old submission names old revisions; the user submits again.
    await store.removeSubmit(owner, taskId);
    await this.tell();
  }

  /** Deletes the kept changes of a task; only on request of the user. */
  async discard(taskId: string): Promise<void> {
    const { store, owner } = this.options;
    for (const change of await this.changesOf(taskId)) await store.editChange(owner, change.annotationId, () => null);
    await store.removeSubmit(owner, taskId);
    await this.tell();
  }

  /** Deletes what this browser holds of samples that are gone or not permitted. Throws if the server cannot be asked. */
  async forget(ask: AskHeld, open: string | null): Promise<Forgotten> {
    const forgotten = await forgetGone(this.options.store, ask, open);
    if (forgotten.drafts.size > 0) await this.tell();
    return forgotten;
  }

  /** Sends what is pending. A call during a run adds another round. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = withLock(`governance-outbox:${this.options.owner}`, () => this.rounds()).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await this.round();
    } while (this.again && this.state === "saved" && !this.closed);
  }

  private async round(): Promise<void> {
    for (;;) {
      if (this.closed) return;
      const next = await this.nextToSend();
      if (!next) {
        this.become("saved", null);
        return this.tell();
      }
      if (this.state === "saved") this.become("sending", null);
      await this.tell();
      const goOn = "annotationId" in next ? await this.sendChange(next) : await this.sendSubmit(next);
      if (!goOn) return this.tell();
      this.attempt = 0;
      if (this.state !== "sending") this.become("sending", null);
    }
  }

  private async nextToSend(): Promise<PendingChange | PendingSubmit | null> {
    const { store, owner } = this.options;
    const changes = await store.changes(owner);
    const change = changes.find((each) => !each.blocked);
    if (change) return change;
    const waiting = new Set(changes.map((each) => each.taskId));
    return (await store.submits(owner)).find((submit) => !submit.blocked && !waiting.has(submit.taskId)) ?? null;
  }

  private async sendChange(change: PendingChange): Promise<boolean> {
    const { store, owner, transport } = this.options;
    const result = await transport.save(change);
    if (result.kind === "ok") {
      // A newer revision may have been stored while this one was being sent.
      await store.editChange(owner, change.annotationId, (known) => (known.revision === change.revision ? null : known));
      return true;
    }
    if (!isBlock(result)) return this.pause(result);
    // A lost lease blocks all changes of the task; other refusals concern one annotation.
    const affected = result.kind === "lease" ? await this.changesOf(change.taskId) : [change];
    for (const each of affected) {
      await store.editChange(owner, each.annotationId, (known) =>
        known.revision !== each.revision && result.kind !== "lease"
          ? known
          : { ...known, blocked: result.kind, heldRevision: result.problem.currentRevision });
    }
    this.options.events?.blocked?.(result.kind, change.taskId, result.problem);
    return true;
  }

  private async sendSubmit(submit: PendingSubmit): Promise<boolean> {
    const { store, owner, transport } = this.options;
    const result = await transport.submit(submit);
    if (result.kind === "ok") {
      await store.removeSubmit(owner, submit.taskId);
      this.options.events?.submitted?.(submit, result.value);
      return true;
    }
    if (!isBlock(result)) return this.pause(result);
    // The labels are saved; only the submission was refused, and the user can submit again.
    await store.removeSubmit(owner, submit.taskId);
    this.options.events?.blocked?.(result.kind, submit.taskId, result.problem);
    return true;
  }

  private pause(result: Exclude<Outcome<unknown>, { kind: "ok" }>): boolean {
    this.become(result.kind === "signed-out" ? "signed-out" : result.kind === "offline" ? "offline" : "later", result.problem);
    this.attempt++;
    this.flushIn((this.options.backoffMs ?? backoff)(this.attempt));
    return false;
  }

  private flushIn(ms: number): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private become(state: OutboxState, problem: Problem | null): void {
    this.state = state;
    this.problem = problem;
  }

  async status(): Promise<OutboxStatus> {
    const { store, owner } = this.options;
    const changes = await store.changes(owner);
    const blocked = changes.filter((change) => change.blocked).length;
    return {
      state: this.state,
      pending: changes.length - blocked,
      blocked,
      submits: (await store.submits(owner)).length,
      durable: store.durable,
      problem: this.problem,
    };
  }

  private async tell(): Promise<void> {
    if (!this.closed) this.options.events?.status?.(await this.status());
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}

type Block = Extract<Outcome<unknown>, { kind: Blocked }>;
const isBlock = (result: Exclude<Outcome<unknown>, { kind: "ok" }>): result is Block =>
  result.kind === "lease" || result.kind === "revision" || result.kind === "refused";

/** One tab sends at a time. Web Locks exist only on secure origins; without them idempotence is the only protection. */
const withLock = async (name: string, run: () => Promise<void>): Promise<void> => {
  if (typeof navigator !== "undefined" && navigator.locks) await navigator.locks.request(name, run);
  else await run();
};
