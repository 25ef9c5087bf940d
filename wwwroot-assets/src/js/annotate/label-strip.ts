import { button, h, ICONS } from "../lib/dom";
import type { SampleDetail } from "../types";
import type { Item } from "./panel";
import { isPossible, keyForOption, OPTION_COLOURS, optionsOf } from "./schema";
import type { Field, LabelSchema } from "./types";

const HINT: Record<Field["kind"], string> = {
  choice: "",
  box: "draw on the photo",
  span: "select in the text",
  range: "drag on the series",
};

export interface StripEvents {
  activate(field: Field): void;
  option(field: Field, index: number): void;
  select(id: string): void;
  remove(id: string): void;
}

/**
 * The fields with their options. One field is active and shows its number keys.
 * Each field is one tab stop, so Tab moves from field to field and leaves the strip after the last one.
 */
export class LabelStrip {
  readonly element: HTMLElement;
  private readonly groups = new Map<Field, { root: HTMLElement; options: HTMLButtonElement[]; items: HTMLElement }>();

  constructor(
    private readonly schema: LabelSchema,
    sample: SampleDetail,
    private readonly events: StripEvents,
  ) {
    this.element = h("div", { class: "wb-strip", role: "group", "aria-label": "Labels" });
    for (const field of schema.fields) this.addField(field, isPossible(field, sample));
  }

  private addField(field: Field, possible: boolean): void {
    const options = optionsOf(field).map((option, index) => this.optionButton(field, option, index, possible));
    const items = h("div", { class: "wb-field__items" });
    const hint = possible ? HINT[field.kind] : "this sample has no part for this field";
    const root = h("section", {
      class: `wb-field wb-field--${field.kind}`,
      "data-testid": `wb-field-${field.id}`,
      "data-possible": String(possible),
      role: "group",
      "aria-label": `${field.label}${field.required ? ", required" : ""}`,
      onfocusin: () => this.events.activate(field),
      onkeydown: (event: KeyboardEvent) => this.rove(event, options),
    },
      h("div", { class: "wb-field__head" },
        h("span", { class: "wb-field__label" }, field.label),
        field.required && possible ? h("span", { class: "wb-field__required" }, "required") : null,
        hint !== "" && h("span", { class: "wb-field__hint" }, hint)),
      h("div", { class: "wb-field__options" }, ...options), items);
    this.groups.set(field, { root, options, items });
    this.element.append(root);
  }

  private optionButton(field: Field, option: { id: string; label: string }, index: number, possible: boolean): HTMLButtonElement {
    const colour = OPTION_COLOURS[index % OPTION_COLOURS.length]!;
    const element = h("button", {
      type: "button",
      class: "wb-option",
      "data-testid": `wb-option-${field.id}-${option.id}`,
      "aria-pressed": "false",
      tabindex: index === 0 ? "0" : "-1",
      disabled: !possible,
      // Pressing the button must not clear the text selection that it labels.
      onmousedown: (event: MouseEvent) => event.preventDefault(),
      onclick: () => this.events.option(field, index),
    },
      h("kbd", { class: "wb-option__key" }, keyForOption(index)),
      field.kind === "choice" ? null : h("span", { class: "wb-option__swatch", style: `background:${colour}` }),
      h("span", {}, option.label));
    return element;
  }

  private rove(event: KeyboardEvent, options: HTMLButtonElement[]): void {
    const at = options.indexOf(document.activeElement as HTMLButtonElement);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    options[(at + by + options.length) % options.length]!.focus();
  }

  /** `chosen` are the ids of the options that are set (choices) or that the next mark gets (other kinds). */
  show(active: Field | null, chosen: (field: Field) => Set<string>, items: Item[]): void {
    for (const [field, group] of this.groups) {
      group.root.classList.toggle("is-active", field === active);
      const set = chosen(field);
      optionsOf(field).forEach((option, index) => {
        const element = group.options[index]!;
        element.setAttribute("aria-pressed", String(set.has(option.id)));
        element.tabIndex = (set.size > 0 ? set.has(option.id) : index === 0) ? 0 : -1;
      });
      // A number key moves the tab stop. The focus moves too, so that Tab does not stop twice in this field.
      const focused = group.options.find((option) => option === document.activeElement);
      if (focused && focused.tabIndex < 0) group.options.find((option) => option.tabIndex === 0)?.focus({ preventScroll: true });
      if (field.kind !== "choice") this.listItems(group.items, items.filter((item) => item.label.fieldId === field.id));
    }
  }

  /** Lists every placed label as a chip, so that it can be reached, read and removed by keyboard. */
  private listItems(host: HTMLElement, items: Item[]): void {
    host.replaceChildren(...items.map((item) =>
      h("span", { class: `wb-item${item.selected ? " is-selected" : ""}`, style: `--item:${item.colour}` },
        h("button", { type: "button", class: "wb-item__pick", "aria-pressed": String(item.selected), onclick: () => this.events.select(item.id) }, item.text),
        button(`Remove ${item.text}`, () => this.events.remove(item.id), { icon: ICONS.trash, class: "wb-item__remove" }))));
    const selected = host.querySelector<HTMLElement>(".is-selected");
    if (selected) host.scrollLeft = selected.offsetLeft - host.offsetLeft - 8;
  }

  focus(field: Field): void {
    const group = this.groups.get(field);
    const target = group?.options.find((option) => option.tabIndex === 0) ?? group?.options[0];
    group?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
    target?.focus({ preventScroll: true });
  }

  /** Marks the fields that a submission still needs. */
  mark(fields: readonly Field[]): void {
    for (const [field, group] of this.groups) group.root.classList.toggle("is-missing", fields.includes(field));
  }

  get fields(): Field[] {
    return this.schema.fields;
  }
}
