import type { FieldKind, Label, Place } from "./types";

/** One label as a panel draws it. */
export interface Item {
  id: string;
  label: Label;
  text: string;
  colour: string;
  selected: boolean;
}

/** What a panel asks of the task view. */
export interface PanelHost {
  /** Creates a label at a place with the active option; `id` if the panel's library has already chosen one. */
  create(place: Place, id?: string): void;
  /** Moves a label. Calls with the same `merge` in quick succession are undone together. */
  move(id: string, place: Place, merge?: string): void;
  select(id: string | null): void;
  /** The user works in this part now: the number keys apply to its field. */
  activate(kind: FieldKind, part: string): void;
}

export interface Panel {
  readonly element: HTMLElement;
  show(items: Item[]): void;
  /** Labels what is marked but not labelled yet. True if something was marked. */
  commit(): boolean;
  /** Clears what is marked but not labelled yet. */
  cancel(): void;
  /** Whether one-finger drags draw here; on touch they scroll the page until the field is active. */
  setActive(active: boolean): void;
  setTheme?(): void;
  destroy(): void;
}
