import { tinykeys } from "tinykeys";

export interface KeyActions {
  digit(digit: number): void;
  nextField(): void;
  previousField(): void;
  nextLabel(): void;
  previousLabel(): void;
  remove(): void;
  cancel(): void;
  undo(): void;
  redo(): void;
  submit(): void;
  skip(): void;
  help(): void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * The keys of the whole workbench. They listen in the capture phase, because both drawing libraries bind their own
 * undo to the document, which undoes only a part of what the workbench undoes.
 */
export const bindKeys = (actions: KeyActions): (() => void) => {
  const run = (action: () => void) => (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  const map: Record<string, (event: KeyboardEvent) => void> = {
    f: run(actions.nextField),
    "Shift+F": run(actions.previousField),
    n: run(actions.nextLabel),
    "Shift+N": run(actions.previousLabel),
    Delete: run(actions.remove),
    Backspace: run(actions.remove),
    Escape: run(actions.cancel),
    "$mod+z": run(actions.undo),
    "$mod+Shift+z": run(actions.redo),
    "$mod+y": run(actions.redo),
    "$mod+Enter": run(actions.submit),
    s: run(actions.submit),
    x: run(actions.skip),
    "[Shift]+?": run(actions.help),
    // Tab moves the focus as usual; without a focused element it goes to the next field.
    Tab: (event) => {
      if (document.activeElement === document.body) run(actions.nextField)(event);
    },
  };
  // By position, because some layouts need Shift for digits.
  for (let digit = 1; digit <= 9; digit++) {
    map[`Digit${digit}`] = run(() => actions.digit(digit));
    map[`Numpad${digit}`] = run(() => actions.digit(digit));
  }
  return tinykeys(window, map, {
    capture: true,
    ignore: (event) => isTyping(event.target) || document.querySelector("dialog[open]") !== null || event.isComposing,
  });
};
