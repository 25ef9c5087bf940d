import { h, uuid } from "../lib/dom";
import { parseNs } from "../lib/ns";
import { formatDuration } from "../lib/time";
import { missingPanel } from "../sample/panels";
import type { ImagePart, MissingPart, SensorPart, TextPart } from "../types";
import { AnnotationHistory, type Revision } from "./annotation-history";
import { readDocument, toDocument, type SampleContext } from "./document";
import { ImagePanel } from "./image-panel";
import { LabelStrip } from "./label-strip";
import type { Item, Panel, PanelHost } from "./panel";
import { colourOf, fieldForPart, isPossible, missingRequired, optionForKey, optionLabel, optionsOf } from "./schema";
import { SeriesPanel } from "./series-panel";
import { TextPanel } from "./text-panel";
import type { Field, FieldKind, Label, NextTask, Place } from "./types";

export interface TaskEvents {
  changed(revisions: Revision[]): void;
  /** Something changed that the frame shows, such as whether undo is possible. */
  shown(): void;
  say(text: string): void;
}

/** One task: the panels, the label strip, and the annotation history that they share. */
export class TaskView implements PanelHost {
  readonly element: HTMLElement;
  readonly history: AnnotationHistory;
  private readonly strip: LabelStrip;
  private readonly panels: { kind: FieldKind; parts: Set<string>; panel: Panel }[] = [];
  private readonly context: SampleContext;
  private readonly next = new Map<string, string>();
  private active: Field | null = null;
  private selectedId: string | null = null;

  constructor(
    readonly source: NextTask,
    saved: Iterable<Revision>,
    private readonly zone: string,
    private readonly events: TaskEvents,
  ) {
    const { sample, schema, task } = source;
    const texts = sample.parts.filter((part): part is TextPart => part.present && part.modality === "text");
    this.context = { sampleId: sample.id, fromNs: parseNs(sample.fromNs), texts: new Map(texts.map((part) => [part.name, part.text])) };
    this.history = new AnnotationHistory((revisions) => {
      events.changed(revisions);
      this.show();
    });
    this.history.load(source.annotations);
    this.history.load(saved);
    this.strip = new LabelStrip(schema, sample, {
      activate: (field) => this.setActive(field),
      option: (field, index) => {
        this.setActive(field);
        this.option(field, index);
      },
      select: (id) => this.select(id),
      remove: (id) => this.remove(id),
    });

    const top = h("div", { class: "wb-panels__top" });
    const bottom = h("div", { class: "wb-panels__bottom" });
    this.addPanels(top, bottom);
    this.element = h("div", { class: "wb-task", "data-testid": "wb-task", "data-task-id": task.id },
      h("div", { class: "wb-panels", "data-top": top.childElementCount, "data-bottom": bottom.childElementCount }, top, bottom),
      this.strip.element);
    this.setActive(schema.fields.find((field) => isPossible(field, sample)) ?? null);
  }

  private addPanels(top: HTMLElement, bottom: HTMLElement): void {
    const { sample, schema } = this.source;
    const can = (kind: FieldKind, part: string): boolean => fieldForPart(schema, kind, part, null) !== null;
    const add = (host: HTMLElement, kind: FieldKind, parts: string[], panel: Panel): void => {
      this.panels.push({ kind, parts: new Set(parts), panel });
      host.append(panel.element);
    };
    const missing = (host: HTMLElement, modality: string): void => {
      for (const part of sample.parts) if (!part.present && part.modality === modality) host.append(missingPanel(part as MissingPart));
    };
    for (const part of sample.parts) {
      if (part.present && part.modality === "image")
        add(top, "box", [part.name], new ImagePanel(part as ImagePart, this, `Photo ${part.name} of sample ${sample.key}`, can("box", part.name)));
    }
    missing(top, "image");
    for (const part of sample.parts) {
      if (part.present && part.modality === "text") add(top, "span", [part.name], new TextPanel(part as TextPart, this, can("span", part.name)));
    }
    missing(top, "text");
    const sensors = sample.parts.filter((part): part is SensorPart => part.present && part.modality === "sensor");
    if (sensors.length > 0) {
      const names = sensors.map((part) => part.name);
      add(bottom, "range", names, new SeriesPanel(sample, sensors, this, new Set(names.filter((name) => can("range", name))), this.zone));
    }
    missing(bottom, "sensor");
  }

  /* Calls of the panels. */

  create(place: Place, id = uuid()): void {
    const field = fieldForPart(this.source.schema, place.kind, place.part, this.active);
    if (!field) {
      this.events.say("No field of the label schema can be marked here.");
      this.show();
      return;
    }
    this.setActive(field);
    this.selectedId = id;
    const label = { ...place, fieldId: field.id, optionId: this.nextOption(field) } as Label;
    this.history.apply([{ id, body: toDocument(this.context, id, label) }]);
  }

  move(id: string, place: Place, merge?: string): void {
    const label = this.labelOf(id);
    if (!label) return;
    const moved = { ...place, fieldId: label.fieldId, optionId: label.optionId } as Label;
    this.history.apply([{ id, body: toDocument(this.context, id, moved) }], merge ?? null);
  }

  select(id: string | null): void {
    if (id === this.selectedId) return;
    this.selectedId = id;
    const label = id ? this.labelOf(id) : null;
    const field = label && this.source.schema.fields.find((each) => each.id === label.fieldId);
    if (field) this.setActive(field);
    this.show();
  }

  activate(kind: FieldKind, part: string): void {
    const field = fieldForPart(this.source.schema, kind, part, this.active);
    if (field) this.setActive(field);
  }

  /* Calls of the keys and the label strip. */

  setActive(field: Field | null): void {
    if (field === this.active) return;
    this.active = field;
    for (const { kind, parts, panel } of this.panels)
      panel.setActive(field !== null && field.kind === kind && (field.part === undefined || parts.has(field.part)));
    this.show();
  }

  /** Steps to the next field that this sample can fill. */
  stepField(by: 1 | -1): void {
    const fields = this.source.schema.fields.filter((field) => isPossible(field, this.source.sample));
    if (fields.length === 0) return;
    const at = this.active ? fields.indexOf(this.active) : -1;
    this.strip.focus(fields[(at + by + fields.length) % fields.length]!);
  }

  digit(digit: number): void {
    if (this.active && isPossible(this.active, this.source.sample) && optionForKey(this.active, digit)) this.option(this.active, digit - 1);
  }

  option(field: Field, index: number): void {
    const option = optionsOf(field)[index];
    if (!option) return;
    this.strip.mark([]);
    if (field.kind === "choice") return this.choose(field, option.id);
    this.next.set(field.id, option.id);
    // Labels what is marked; otherwise changes the selected label; otherwise the next mark gets this option.
    if (this.panels.some(({ kind, panel }) => kind === field.kind && panel.commit())) return;
    const label = this.selectedId ? this.labelOf(this.selectedId) : null;
    if (label && label.fieldId === field.id)
      this.history.apply([{ id: this.selectedId!, body: toDocument(this.context, this.selectedId!, { ...label, optionId: option.id }) }]);
    else this.show();
  }

  /** A single choice has one annotation that changes its value; a multiple choice has one for each option. */
  private choose(field: Field, optionId: string): void {
    const mine = this.items().filter(({ label }) => label.fieldId === field.id);
    const same = mine.find(({ label }) => label.optionId === optionId);
    if (same) {
      // The same key clears the option, except in a required single choice.
      if (field.multiple || !field.required) this.history.apply([{ id: same.id, body: null }]);
      return;
    }
    const id = field.multiple ? uuid() : (mine[0]?.id ?? uuid());
    this.history.apply([{ id, body: toDocument(this.context, id, { kind: "choice", fieldId: field.id, optionId }) }]);
  }

  stepSelection(by: 1 | -1): void {
    const placed = this.items().filter(({ label }) => label.kind !== "choice");
    if (placed.length === 0) return;
    const at = placed.findIndex((item) => item.id === this.selectedId);
    this.select(placed[at < 0 ? (by > 0 ? 0 : placed.length - 1) : (at + by + placed.length) % placed.length]!.id);
  }

  removeSelected(): void {
    if (this.selectedId) this.remove(this.selectedId);
  }

  private remove(id: string): void {
    if (this.selectedId === id) this.selectedId = null;
    this.history.apply([{ id, body: null }]);
  }

  cancel(): void {
    for (const { panel } of this.panels) panel.cancel();
    this.select(null);
  }

  /** The required fields without a label; focuses the first. Empty when the task can be submitted. */
  missing(): Field[] {
    const fields = missingRequired(this.source.schema, this.source.sample, this.items().map(({ label }) => label));
    this.strip.mark(fields);
    if (fields[0]) this.strip.focus(fields[0]);
    return fields;
  }

  focus(): void {
    if (this.active) this.strip.focus(this.active);
  }

  /* Display. */

  private labelOf(id: string): Label | null {
    const body = this.history.get(id);
    return body && readDocument(this.context, body);
  }

  private nextOption(field: Field): string {
    return this.next.get(field.id) ?? optionsOf(field)[0]!.id;
  }

  private items(): Item[] {
    const { schema } = this.source;
    return this.history.all().flatMap(([id, body]) => {
      const label = readDocument(this.context, body);
      if (!label) return [];
      return [{ id, label, text: `${optionLabel(schema, label)}${this.extent(label)}`, colour: colourOf(schema, label), selected: id === this.selectedId }];
    });
  }

  private extent(label: Label): string {
    if (label.kind === "box") return ` · ${label.w} × ${label.h} px`;
    if (label.kind === "range") return ` · ${formatDuration(label.toNs - label.fromNs)}`;
    if (label.kind !== "span") return "";
    const words = (this.context.texts.get(label.part) ?? "").slice(label.start, label.end).replace(/\s+/g, " ");
    return ` · “${words.length > 28 ? `${words.slice(0, 27).trimEnd()}…` : words}”`;
  }

  private show(): void {
    if (!this.strip || !this.element) return;
    if (this.selectedId && !this.history.get(this.selectedId)) this.selectedId = null;
    const items = this.items();
    for (const { kind, parts, panel } of this.panels)
      panel.show(items.filter(({ label }) => label.kind === kind && label.kind !== "choice" && parts.has(label.part)));
    this.strip.show(this.active, (field) => this.chosen(field, items), items);
    this.events.shown();
  }

  private chosen(field: Field, items: Item[]): Set<string> {
    if (field.kind === "choice") return new Set(items.filter(({ label }) => label.fieldId === field.id).map(({ label }) => label.optionId));
    const selected = items.find((item) => item.selected && item.label.fieldId === field.id);
    return new Set([selected?.label.optionId ?? this.nextOption(field)]);
  }

  destroy(): void {
    for (const { panel } of this.panels) panel.destroy();
    this.element.remove();
  }
}
