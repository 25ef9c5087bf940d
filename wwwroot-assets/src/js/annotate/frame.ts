import { button, h, ICONS } from "../lib/dom";
import { problemDetail, type Problem } from "../lib/http";
import { formatCount, plural } from "../lib/words";
import type { OutboxStatus } from "./outbox";
import { statusWords } from "./status";
import type { NextTask, Progress } from "./types";

export interface FrameEvents {
  submit(): void;
  skip(): void;
  undo(): void;
  redo(): void;
  help(): void;
  leave(): void;
  signedInAgain(): void;
}

/** The frame around the task: progress and banners above, status and buttons below. */
export class Frame {
  readonly element: HTMLElement;
  readonly stage = h("div", { class: "wb-stage" });
  private readonly title = h("div", { class: "wb-top__title" });
  private readonly progress = h("div", { class: "wb-progress", "data-testid": "wb-progress" });
  private readonly banner = h("div", { class: "wb-banner", role: "alert" });
  private readonly words = h("span", {});
  private readonly status = h("div", { class: "wb-status", role: "status", "data-testid": "wb-status" }, this.words);
  private readonly note = h("span", { class: "wb-note", role: "status" });
  private readonly actions: HTMLElement;
  private readonly undo: HTMLButtonElement;
  private readonly redo: HTMLButtonElement;
  private bannerOwner: string | null = null;

  constructor(
    private readonly events: FrameEvents,
    private readonly signInUrl: string,
    userName: string,
  ) {
    this.undo = button("Undo", events.undo, { icon: ICONS.undo, class: "btn-icon", title: "Undo (Ctrl+Z)" });
    this.redo = button("Redo", events.redo, { icon: ICONS.redo, class: "btn-icon", title: "Redo (Ctrl+Shift+Z)" });
    this.actions = h("div", { class: "wb-actions" },
      button("Skip", events.skip, { class: "btn btn--quiet", title: "Skip with a reason (x)" }),
      button("Submit", events.submit, {
        class: "btn btn--primary", testId: "wb-submit", title: "Submit and open the next task (Ctrl+Enter or s)",
      }));
    this.element = h("div", { class: "wb" },
      h("header", { class: "wb-top" }, this.title, this.progress,
        h("div", { class: "wb-top__controls" }, this.undo, this.redo,
          button("Keyboard shortcuts", events.help, { icon: ICONS.help, class: "btn-icon", title: "Keyboard shortcuts (?)" }),
          button("Leave", events.leave, { icon: ICONS.leave, class: "btn-icon", title: `Leave the workbench (${userName})` }))),
      this.banner, this.stage,
      h("footer", { class: "wb-foot" }, this.status, this.note, this.actions));
  }

  showTask({ task, sample }: NextTask): void {
    this.title.replaceChildren(
      h("h1", { class: "wb-top__ordinal" }, `Task ${formatCount(task.ordinal)}`),
      h("span", { class: "wb-top__key", title: sample.key }, sample.key),
      sample.synthetic ? h("span", { class: "synthetic-badge" }, "Synthetic") : "");
    this.actions.hidden = false;
    this.say("");
  }

  showEnd(): void {
    this.title.replaceChildren();
    this.actions.hidden = true;
    this.showHistory(false, false);
  }

  showProgress(progress: Progress): void {
    const part = progress.total > 0 ? Math.min(100, (100 * progress.done) / progress.total) : 0;
    const bar = h("span", { class: "wb-progress__bar", "aria-hidden": "true" }, h("span", { style: `width:${part}%` }));
    this.progress.replaceChildren(
      h("span", {}, `${formatCount(progress.done)} of ${formatCount(progress.total)} done`), bar,
      h("span", { class: "wb-progress__mine" }, `${formatCount(progress.mineToday)} by you today`));
    this.progress.title = progress.excluded > 0
      ? `${plural(progress.excluded, "sample")} left out: ${progress.excludedReason ?? "reason unknown"}`
      : "";
  }

  showStatus(status: OutboxStatus): void {
    const { tone, text } = statusWords(status);
    this.status.dataset["tone"] = tone;
    this.words.textContent = text;
    if (status.state === "signed-out") this.showSignedOut();
    else this.clear("signed-out");
  }

  showSignedOut(): void {
    this.show("signed-out",
      h("p", {}, h("strong", {}, "You are signed out. "),
        "Sign in again in a new tab. Unsent labels are kept, and saving continues automatically."),
      h("a", { class: "btn btn--small", href: this.signInUrl, target: "_blank", rel: "noopener" }, "Open sign-in in a new tab"),
      button("Continue saving", this.events.signedInAgain, { class: "btn btn--small btn--quiet" }));
  }

  showHistory(canUndo: boolean, canRedo: boolean): void {
    this.undo.disabled = !canUndo;
    this.redo.disabled = !canRedo;
  }

  say(text: string): void {
    this.note.textContent = text;
  }

  busy(on: boolean): void {
    this.element.setAttribute("aria-busy", String(on));
    // A submission names revisions, so no label may change until it has been sent.
    this.stage.inert = on && this.stage.querySelector(".error-box") === null;
    for (const each of this.actions.querySelectorAll("button")) each.disabled = on;
  }

  /** Shows one banner at a time; only the owner of the banner removes it. */
  show(owner: string, ...content: (Node | string)[]): void {
    if (this.bannerOwner === owner) return;
    this.bannerOwner = owner;
    this.banner.replaceChildren(h("div", { class: "banner banner--warn" }, ...content));
  }

  showProblem(owner: string, words: string, problem: Problem, ...actions: HTMLElement[]): void {
    this.clear(owner);
    this.show(owner,
      h("p", {}, h("strong", {}, words)),
      h("details", {}, h("summary", {}, "Details"), h("pre", {}, `${problem.title}\n${problemDetail(problem)}`)),
      ...actions);
  }

  clear(owner?: string): void {
    if (owner !== undefined && owner !== this.bannerOwner) return;
    this.bannerOwner = null;
    this.banner.replaceChildren();
  }
}
