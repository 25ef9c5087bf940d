import type { Problem } from "../lib/http";
import type { Blocked, OutboxStore, PendingChange, PendingSubmit } from "./outbox-store";
import type { Outcome, Transport } from "./transport";
import type { NextTask } from "./types";

export type OutboxState = "saved" | "sending" | "offline" | "later" | "signed-out";

export interface OutboxStatus {
  state: OutboxState;
  /** Changes that wait to be sent. */
  pending: number;
  /** Changes that the server will not take as they are; kept until somebody decides. */
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
  /** Changes within this time of each other go out as one. */
  settleMs?: number;
}

/** 1, 2, 4 … 60 s, spread by a fifth so that a room full of browsers does not come back in one instant. */
export const backoff = (attempt: number): number => Math.min(60_000, 1_000 * 2 ** (attempt - 1)) * (0.9 + Math.random() * 0.2);

/**
 * Every change goes to the disk first and to the server second, one after another, at least once.
 * The server takes (id, revision) idempotently, so a repeated sending after a lost answer does no harm.
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

  /** Resolves when the change is on the disk. */
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

  /** Gives kept changes of a task a new lease, so that they can be sent after all. */
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
    // An old submission names old revisions; the person submits again.
    await store.removeSubmit(owner, taskId);
    await this.tell();
  }

  /** Forgets kept changes of a task; only ever asked for by the person. */
  async discard(taskId: string): Promise<void> {
    const { store, owner } = this.options;
    for (const change of await this.changesOf(taskId)) await store.editChange(owner, change.annotationId, () => null);
    await store.removeSubmit(owner, taskId);
    await this.tell();
  }

  /** Sends what waits. Calls during a run ask for one more round. */
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
      // A newer revision may have been written while this one was on its way.
      await store.editChange(owner, change.annotationId, (known) => (known.revision === change.revision ? null : known));
      return true;
    }
    if (!isBlock(result)) return this.pause(result);
    // An ended lease ends it for all changes of the task; other refusals concern one annotation.
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
    // The labels are saved; what was refused is the submission, and the person can press it again.
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

/** One tab sends at a time. Web Locks exist on secure origins only; without them, idempotence still protects. */
const withLock = async (name: string, run: () => Promise<void>): Promise<void> => {
  if (typeof navigator !== "undefined" && navigator.locks) await navigator.locks.request(name, run);
  else await run();
};
