import type { FieldKind, Label, Place } from "./types";

/** One label as a panel draws it. */
export interface Item {
  id: string;
  label: Label;
  text: string;
  colour: string;
  selected: boolean;
}

/** What a panel asks of the desk that it lies on. */
export interface PanelHost {
  /** Makes a label of a place with the active option; `id` where the panel's library has chosen one already. */
  create(place: Place, id?: string): void;
  /** Moves a label. Calls with the same `merge` in quick succession are one step to undo. */
  move(id: string, place: Place, merge?: string): void;
  select(id: string | null): void;
  /** The person works here now; the number keys follow. */
  activate(kind: FieldKind, part: string): void;
}

export interface Panel {
  readonly element: HTMLElement;
  show(items: Item[]): void;
  /** Makes a label from what is marked but not labelled yet. True when there was something. */
  commit(): boolean;
  /** Drops what is marked but not labelled yet. */
  cancel(): void;
  /** Whether one-finger drags draw here; on touch they scroll the page until the field is chosen. */
  setActive(active: boolean): void;
  setTheme?(): void;
  destroy(): void;
}
