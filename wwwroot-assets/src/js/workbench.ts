import { askSkipReason, showHelp } from "./annotate/dialogs";
import { Frame } from "./annotate/frame";
import { askHeld, forgottenWords } from "./annotate/held";
import { bindKeys } from "./annotate/keys";
import { Outbox } from "./annotate/outbox";
import { MemoryStore, openStore, type Blocked, type OutboxStore } from "./annotate/outbox-store";
import { TaskView } from "./annotate/task-view";
import { tasks } from "./annotate/tasks";
import { classify, httpTransport } from "./annotate/transport";
import type { NextTask, Progress } from "./annotate/types";
import { button, errorBox, h, icon, ICONS } from "./lib/dom";
import { asProblem, mayBeGone, problemDetail, REFUSED_EVENT, type Problem } from "./lib/http";
import { plural } from "./lib/words";

export interface WorkbenchOptions {
  projectId: string;
  userName: string;
  /** IANA name of the viewer's zone. */
  zone: string;
  signInUrl?: string;
  leaveUrl?: string;
}

export interface WorkbenchHandle {
  destroy(): Promise<void>;
}

const HEARTBEAT_MS = 30_000;

export const mount = async (el: HTMLElement, options: WorkbenchOptions): Promise<WorkbenchHandle> => {
  // IndexedDB can be unavailable in a private window; the status then warns that unsent labels can be lost.
  const store = await openStore().catch(() => new MemoryStore());
  const workbench = new Workbench(el, options, store);
  await workbench.start();
  return workbench;
};

class Workbench implements WorkbenchHandle {
  private readonly frame: Frame;
  private readonly outbox: Outbox;
  private readonly stop: (() => void)[] = [];
  private view: TaskView | null = null;
  private progress: Progress | null = null;
  private submitting: string | null = null;
  private enqueued: Promise<unknown> = Promise.resolve();
  private touched = false;
  /** The opening of the task that came with the response to a submission. */
  private opening: Promise<void> | null = null;
  private checking: Promise<void> | null = null;
  /** Samples whose deletion the annotator has not been told of yet. */
  private readonly forgotten = { samples: new Set<string>(), parts: new Set<string>() };

  constructor(
    el: HTMLElement,
    private readonly options: WorkbenchOptions,
    private readonly store: OutboxStore,
  ) {
    this.frame = new Frame({
      submit: () => void this.submit(),
      skip: () => void this.skip(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      help: showHelp,
      leave: () => void this.leave(),
      signedInAgain: () => void this.resume(),
    }, options.signInUrl ?? "/sign-in", options.userName);
    el.append(this.frame.element);
    this.outbox = new Outbox({
      owner: options.userName,
      store,
      transport: httpTransport,
      events: {
        status: (status) => this.frame.showStatus(status),
        submitted: (submit, next) => submit.projectId === options.projectId && this.onSubmitted(submit.taskId, next),
        blocked: (kind, taskId, problem) => void this.onBlocked(kind, taskId, problem),
      },
    });
  }

  async start(): Promise<void> {
    this.listen();
    // Deletes what may not stay, and sends what an earlier visit could not send, before it loads the task.
    await this.checkHeld();
    await this.outbox.flush();
    if (this.opening) await this.opening;
    else await this.loadNext();
  }

  private listen(): void {
    const view = (act: (view: TaskView) => void) => (): void => void (this.editable && act(this.editable));
    this.stop.push(bindKeys({
      digit: (digit) => this.editable?.digit(digit),
      nextField: view((each) => each.stepField(1)),
      previousField: view((each) => each.stepField(-1)),
      nextLabel: view((each) => each.stepSelection(1)),
      previousLabel: view((each) => each.stepSelection(-1)),
      remove: view((each) => each.removeSelected()),
      cancel: view((each) => each.cancel()),
      undo: () => this.undo(),
      redo: () => this.redo(),
      submit: () => void this.submit(),
      skip: () => void this.skip(),
      help: showHelp,
    }));
    const on = (target: EventTarget, type: string, act: () => void): void => {
      target.addEventListener(type, act);
      this.stop.push(() => target.removeEventListener(type, act));
    };
    on(window, "online", () => void this.resume());
    on(window, "focus", () => void this.outbox.flush());
    on(window, REFUSED_EVENT, () => void this.checkHeld());
    // A picture reports only that it could not be loaded; the reason can be that consent was withdrawn.
    const onPicture = (): void => void this.checkHeld();
    this.frame.stage.addEventListener("error", onPicture, true);
    this.stop.push(() => this.frame.stage.removeEventListener("error", onPicture, true));
    on(window, "pagehide", () => this.onPageHide());
    const beat = setInterval(() => void this.heartbeat(), HEARTBEAT_MS);
    this.stop.push(() => clearInterval(beat));
  }

  /** Back online or signed in: sends what is pending, and loads a task if the last attempt failed. */
  private async resume(): Promise<void> {
    await this.checkHeld();
    await this.outbox.flush();
    if (!this.view && !this.submitting && this.frame.stage.querySelector(".error-box")) await this.loadNext();
  }

  /* Samples that are gone. */

  /** Asks which samples this browser may keep, and deletes the others from storage and from the page. */
  private checkHeld(): Promise<void> {
    this.checking ??= this.askHeld().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  private async askHeld(): Promise<void> {
    const open = this.view?.source;
    let gone;
    try {
      await this.enqueued;
      gone = await this.outbox.forget(askHeld, open?.task.id ?? null);
    } catch {
      // Without an answer nothing is deleted; the next start, reconnection or refusal asks again.
      return;
    }
    const shown = open !== undefined && this.view?.source === open;
    const parts = open && gone.parts.get(open.task.id);
    const closed = shown && gone.tasks.has(open.task.id);
    const masked = shown && !closed && open.sample.parts.some((part) => part.present && !parts?.has(part.name));
    for (const taskId of gone.drafts) (gone.tasks.has(taskId) ? this.forgotten.samples : this.forgotten.parts).add(taskId);
    if (closed) this.forgotten.samples.add(open.task.id);
    if (masked) this.forgotten.parts.add(open.task.id);
    if (closed || masked) {
      if (this.submitting === open.task.id) this.unsubmit();
      this.close();
      this.frame.stage.replaceChildren();
      this.frame.clear();
      await this.loadNext(masked ? open.task.id : undefined);
    } else this.showForgotten();
  }

  private showForgotten(): void {
    const { samples, parts } = this.forgotten;
    if (samples.size + parts.size === 0) return;
    this.frame.clear();
    this.frame.show("forgotten", h("p", {}, forgottenWords(samples.size, parts.size)),
      button("Continue", () => this.frame.clear("forgotten"), { class: "btn btn--small btn--quiet" }));
    samples.clear();
    parts.clear();
  }

  /* Tasks. */

  private async loadNext(prefer?: string): Promise<void> {
    this.frame.busy(true);
    try {
      await this.open(await tasks.next(this.options.projectId, prefer));
    } catch (error) {
      const problem = asProblem(error);
      this.close();
      this.frame.showEnd();
      this.frame.stage.replaceChildren(h("div", { class: "wb-centre" },
        errorBox(`The next task could not be loaded. ${problem.title}.`, problemDetail(problem), () => void this.loadNext(prefer))));
    } finally {
      this.frame.busy(false);
      this.showForgotten();
    }
  }

  private async open(next: NextTask | null): Promise<void> {
    this.close();
    this.frame.clear();
    if (!next) return this.showEnd();
    // Kept changes of a task with a new lease are sent under that lease.
    const kept = await this.outbox.changesOf(next.task.id);
    if (kept.some((change) => change.blocked || change.leaseToken !== next.task.leaseToken)) await this.outbox.rebind(next.task.id, next.task.leaseToken);
    const saved = (await this.outbox.changesOf(next.task.id)).map(({ annotationId, revision, body }) => ({ id: annotationId, revision, body }));
    this.touched = saved.length > 0 || next.annotations.length > 0;
    const view = new TaskView(next, saved, this.options.zone, {
      changed: (revisions) => {
        this.touched = true;
        this.frame.say("");
        const { task } = next;
        this.enqueued = Promise.all(revisions.map(({ id, revision, body }) =>
          this.outbox.enqueue({ projectId: task.projectId, taskId: task.id, leaseToken: task.leaseToken, annotationId: id, revision, body })));
      },
      shown: () => this.view && this.frame.showHistory(this.view.history.canUndo, this.view.history.canRedo),
      say: (text) => this.frame.say(text),
    });
    this.view = view;
    this.progress = next.progress;
    this.frame.stage.replaceChildren(view.element);
    this.frame.showTask(next);
    this.frame.showProgress(next.progress);
    this.frame.showHistory(false, false);
    view.focus();
    void this.outbox.flush();
  }

  private close(): void {
    this.view?.destroy();
    this.view = null;
  }

  private showEnd(): void {
    this.frame.showEnd();
    const excluded = this.progress?.excluded ?? 0;
    this.frame.stage.replaceChildren(h("div", { class: "wb-centre" },
      h("div", { class: "empty" },
        icon(...ICONS.done),
        h("h1", {}, "No task available"),
        h("p", {}, this.progress
          ? `You submitted ${plural(this.progress.mineToday, "task")} today. Thank you.`
          : "This project has no task that can be given to you now."),
        excluded > 0 ? h("p", {}, `${plural(excluded, "sample")} ${excluded === 1 ? "is" : "are"} left out: ${this.progress?.excludedReason ?? "no consent covers them"}.`) : null,
        h("div", { class: "row row--centre" },
          h("a", { class: "btn btn--primary", href: this.leaveUrl }, "Back to the project"),
          button("Check for tasks", () => void this.loadNext(), { class: "btn btn--quiet" })))));
  }

  /** The task while it can be changed; null during a submission. */
  private get editable(): TaskView | null {
    return this.submitting ? null : this.view;
  }

  private get leaveUrl(): string {
    return this.options.leaveUrl ?? "/annotate";
  }

  /* Submitting. */

  private async submit(): Promise<void> {
    const view = this.view;
    if (!view || this.submitting) return;
    const missing = view.missing();
    if (missing.length > 0) {
      this.frame.say(`Required fields without a label: ${missing.map((field) => field.label).join(", ")}.`);
      return;
    }
    const { id, projectId, leaseToken } = view.source.task;
    this.submitting = id;
    this.frame.busy(true);
    this.frame.say("Submitting …");
    await this.enqueued;
    await this.outbox.submit({ projectId, taskId: id, leaseToken, annotations: view.history.current() });
    if (this.submitting !== id) return;
    // Not sent, because the server cannot be reached. The outbox sends the stored submission later.
    const { state } = await this.outbox.status();
    if (state === "offline" || state === "later" || state === "signed-out")
      this.frame.say("The submission is stored in this browser. It is sent when the server can be reached; then the next task opens.");
    else this.unsubmit();
  }

  private unsubmit(): void {
    this.submitting = null;
    this.frame.busy(false);
    this.frame.say("");
  }

  private onSubmitted(taskId: string, next: NextTask | null): void {
    if (this.submitting === taskId) this.unsubmit();
    // A submission of an earlier visit must not replace the open task.
    if (this.view && this.view.source.task.id !== taskId) return;
    if (this.progress) this.progress = { ...this.progress, mineToday: this.progress.mineToday + 1, done: this.progress.done + 1 };
    this.opening = this.open(next);
  }

  /* Refusals. None of them loses a label. */

  private async onBlocked(kind: Blocked, taskId: string, problem: Problem): Promise<void> {
    if (this.submitting === taskId) this.unsubmit();
    // The refusal can mean that the sample is gone; then its labels are deleted, and there is nothing to decide.
    if (kind === "refused" && mayBeGone(problem)) {
      await this.checkHeld();
      const kept = await this.outbox.changesOf(taskId);
      if (kept.length === 0) return;
    }
    if (this.view?.source.task.id !== taskId) return;
    if (kind === "lease") return this.showLeaseEnded(taskId, problem);
    const discard = () => void this.outbox.discard(taskId).then(() => this.loadNext(taskId));
    const reload = button("Discard my changes", discard, { class: "btn btn--small btn--quiet" });
    if (kind === "revision") {
      this.frame.showProblem("revision", "This label was also changed in another window. Your change is kept in this browser.", problem,
        button("Save my changes", () => void this.useMine(taskId), { class: "btn btn--small" }), reload);
    } else {
      this.frame.showProblem("refused", `The server refused this: ${problem.title}. Your labels are kept.`, problem,
        button("Try again", () => void this.useMine(taskId), { class: "btn btn--small" }), reload);
    }
  }

  private showLeaseEnded(taskId: string, problem: Problem): void {
    const ended = "Your lease on this task has ended, and somebody else can get it. Your labels are kept: take the task again.";
    this.frame.showProblem("lease", ended, problem,
      button("Take task again", () => void this.takeAgain(taskId), { class: "btn btn--small" }));
  }

  private async useMine(taskId: string): Promise<void> {
    const view = this.view;
    if (view?.source.task.id !== taskId) return;
    this.frame.clear();
    await this.outbox.rebind(taskId, view.source.task.leaseToken);
    for (const change of await this.outbox.changesOf(taskId)) view.history.raise(change.annotationId, change.revision);
    await this.outbox.flush();
  }

  private async takeAgain(taskId: string): Promise<void> {
    await this.loadNext(taskId);
    if (this.view && this.view.source.task.id !== taskId)
      this.frame.say("That task is not available now. Your unsent labels of it stay in this browser. This is another task.");
  }

  private async heartbeat(): Promise<void> {
    const task = this.view?.source.task;
    if (!task) return;
    try {
      await tasks.heartbeat(task.id, task.leaseToken);
      await this.checkHeld();
      // The server responds, so pending changes can be sent, for example after a new sign-in.
      await this.outbox.flush();
    } catch (error) {
      const result = classify(error);
      // The status already shows that the server is offline or not ready.
      if (result.kind === "signed-out") this.frame.showSignedOut();
      if (result.kind === "lease" && this.view?.source.task.id === task.id) this.showLeaseEnded(task.id, result.problem);
    }
  }

  /* Undo, skip, leave. */

  private undo(): void {
    this.editable?.history.undo();
  }

  private redo(): void {
    this.editable?.history.redo();
  }

  private async skip(): Promise<void> {
    const task = this.view?.source.task;
    if (!task || this.submitting) return;
    const reason = await askSkipReason();
    if (reason === null || this.view?.source.task.id !== task.id) return;
    try {
      await this.outbox.flush();
      await tasks.skip(task.id, task.leaseToken, reason);
      await this.loadNext();
    } catch (error) {
      const problem = asProblem(error);
      this.frame.showProblem("skip", `The task could not be skipped. ${problem.title}.`, problem);
    }
  }

  private async leave(): Promise<void> {
    await this.destroy();
    location.assign(this.leaveUrl);
  }

  /**
   * The page may only be reloading, and releasing the lease then loses a half-finished task. So only a task without
   * changes is released here; another one comes back on reload, or its lease expires.
   */
  private onPageHide(): void {
    const task = this.view?.source.task;
    if (task && !this.touched) void tasks.release(task.id, task.leaseToken).catch(() => undefined);
  }

  async destroy(): Promise<void> {
    for (const stop of this.stop.splice(0)) stop();
    const task = this.view?.source.task;
    await this.enqueued;
    await this.outbox.flush();
    const { pending, blocked, submits } = await this.outbox.status();
    // Unsent changes still need the lease: the next visit sends them under it.
    if (task && pending + blocked + submits === 0) await tasks.release(task.id, task.leaseToken).catch(() => undefined);
    this.outbox.close();
    this.close();
    this.frame.element.remove();
    this.store.close();
  }
}
