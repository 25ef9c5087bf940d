import { button, h } from "../lib/dom";

const open = (title: string, testId: string, ...content: Node[]): HTMLDialogElement => {
  const dialog = h("dialog", { class: "wb-dialog", "aria-label": title, "data-testid": testId }, h("h2", {}, title), ...content);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

const KEYS: readonly [string, readonly (readonly [string, string])[]][] = [
  ["Labels", [
    ["1 – 9", "label what is marked, change the selected label, or choose the next one"],
    ["Tab or f", "next field (Shift+F: previous field)"],
    ["n", "select the next label (Shift+N: previous label)"],
    ["Delete", "remove the selected label"],
    ["Esc", "clear the selection"],
  ]],
  ["Photo", [
    ["drag", "draw a box"],
    ["Enter", "add a box in the middle"],
    ["arrows", "move the selected box (Alt: by one pixel)"],
    ["Shift + arrows", "resize the selected box"],
    ["+  −  0", "zoom in, zoom out, show all"],
    ["Space + drag", "move the photo"],
  ]],
  ["Text", [
    ["drag", "mark words"],
    ["arrows", "move by word"],
    ["Shift + arrows", "select words"],
    ["Enter", "label the selected words"],
  ]],
  ["Series", [
    ["drag", "mark a range"],
    ["arrows", "move the cursor (Shift: faster, Alt: move the view)"],
    ["up, down", "change the channel"],
    ["[ and ]", "start and end of a range (also i and o)"],
    ["+  −  0", "zoom in, zoom out, show all"],
  ]],
  ["Task", [
    ["Ctrl+Enter or s", "submit and open the next task"],
    ["x", "skip with a reason"],
    ["Ctrl+Z", "undo, across all parts"],
    ["Ctrl+Shift+Z", "redo"],
    ["?", "show this list"],
  ]],
];

export const showHelp = (): void => {
  const groups = KEYS.map(([name, keys]) =>
    h("section", {}, h("h3", {}, name),
      h("dl", {}, ...keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]))));
  const dialog = open("Keyboard shortcuts", "wb-help", h("div", { class: "wb-help" }, ...groups),
    h("div", { class: "wb-dialog__actions" }, button("Close", () => dialog.close(), { class: "btn btn--primary" })));
};

const REASONS = ["A part cannot be read", "The sample shows something else", "I am not sure", "I know the person"];

/** Asks why a task is skipped; null when the dialog is cancelled. A skipped task ends, and a data steward can reopen it. */
export const askSkipReason = (): Promise<string | null> =>
  new Promise((resolve) => {
    const own = h("input", {
      type: "text", class: "input", maxlength: "300", placeholder: "Or enter another reason", "aria-label": "Another reason",
    });
    const choices = REASONS.map((reason, index) => h("label", { class: "wb-reason" }, h("input", { type: "radio", name: "reason", value: reason, checked: index === 0 }), reason));
    let answer: string | null = null;
    const form = h("form", { method: "dialog", onsubmit: () => {
      answer = own.value.trim() || (form.querySelector<HTMLInputElement>("input[name=reason]:checked")?.value ?? REASONS[0]!);
    } },
      h("p", {},
        "The task ends without being submitted. A data steward sees the reason and can reopen the task. ",
        "Saved labels stay with it."),
      ...choices, own,
      h("div", { class: "wb-dialog__actions" },
        button("Cancel", () => dialog.close(), { class: "btn btn--quiet" }),
        h("button", { type: "submit", class: "btn btn--primary" }, "Skip task")));
    const dialog = open("Skip this task?", "wb-skip", form);
    dialog.addEventListener("close", () => resolve(answer));
  });
