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
    ["1 – 9", "set the option; relabel what is selected; label what is marked"],
    ["Tab or f", "next field (Shift+F: the one before)"],
    ["n", "select the next label (Shift+N: the one before)"],
    ["Delete", "remove the selected label"],
    ["Esc", "select nothing, drop what is marked"],
  ]],
  ["Photo", [
    ["drag", "draw a box"],
    ["Enter", "box in the middle"],
    ["arrows", "move the selected box (Alt: by one pixel)"],
    ["Shift + arrows", "resize it"],
    ["+  −  0", "zoom in, zoom out, show all"],
    ["Space + drag", "move the picture"],
  ]],
  ["Text", [
    ["drag", "mark words"],
    ["arrows", "step over words"],
    ["Shift + arrows", "select words"],
    ["Enter", "label the selected words"],
  ]],
  ["Series", [
    ["drag", "mark a range"],
    ["arrows", "move the cursor (Shift: faster, Alt: the view)"],
    ["up, down", "change the channel"],
    ["[ and ]", "start and end of a range (also i and o)"],
    ["+  −  0", "zoom in, zoom out, show all"],
  ]],
  ["Task", [
    ["Ctrl+Enter or s", "submit and go on"],
    ["x", "skip with a reason"],
    ["Ctrl+Z", "undo, in all parts"],
    ["Ctrl+Shift+Z", "redo"],
    ["?", "this list"],
  ]],
];

export const showHelp = (): void => {
  const groups = KEYS.map(([name, keys]) =>
    h("section", {}, h("h3", {}, name),
      h("dl", {}, ...keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]))));
  const dialog = open("All keys", "wb-help", h("div", { class: "wb-help" }, ...groups),
    h("div", { class: "wb-dialog__actions" }, button("Close", () => dialog.close(), { class: "btn btn--primary" })));
};

const REASONS = ["A part cannot be read", "The sample shows something else", "I am not sure enough", "It concerns somebody I know"];

/** A skipped task goes to somebody else, who is helped by the reason. */
export const askSkipReason = (): Promise<string | null> =>
  new Promise((resolve) => {
    const own = h("input", { type: "text", class: "input", maxlength: "300", placeholder: "or in your words", "aria-label": "Reason in your words" });
    const choices = REASONS.map((reason, index) => h("label", { class: "wb-reason" }, h("input", { type: "radio", name: "reason", value: reason, checked: index === 0 }), reason));
    let answer: string | null = null;
    const form = h("form", { method: "dialog", onsubmit: () => {
      answer = own.value.trim() || (form.querySelector<HTMLInputElement>("input[name=reason]:checked")?.value ?? REASONS[0]!);
    } },
      h("p", {}, "The task goes back into the queue for somebody else. What you have labelled so far stays saved with your name."),
      ...choices, own,
      h("div", { class: "wb-dialog__actions" },
        button("Go on labelling", () => dialog.close(), { class: "btn btn--quiet" }),
        h("button", { type: "submit", class: "btn btn--primary" }, "Skip this task")));
    const dialog = open("Skip this task?", "wb-skip", form);
    dialog.addEventListener("close", () => resolve(answer));
  });
