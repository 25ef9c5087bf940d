import { createTextAnnotator, Origin, type HighlightStyle, type TextAnnotation, type TextAnnotator } from "@recogito/text-annotator";
import { h } from "../lib/dom";
import { snapToCharacters, trimSelection } from "../lib/codepoints";
import { panel, syncText } from "../sample/panels";
import type { TextPart } from "../types";
import type { Item, Panel, PanelHost } from "./panel";
import { WordCursor } from "./word-cursor";

/**
 * Spans of a text. Recogito draws the highlights; this class turns selections into labels,
 * because a selection can come from a pointer, a finger or the word cursor.
 */
export class TextPanel implements Panel {
  readonly element: HTMLElement;
  private readonly annotator: TextAnnotator<TextAnnotation, TextAnnotation>;
  private readonly text: Text;
  private readonly body: HTMLElement;
  private readonly marks: HTMLElement;
  private readonly frame: HTMLElement;
  private readonly words: WordCursor;
  private readonly observer: ResizeObserver;
  private items: Item[] = [];
  private pending: [number, number] | null = null;

  constructor(
    private readonly part: TextPart,
    private readonly host: PanelHost,
    private readonly canMark: boolean,
  ) {
    this.text = document.createTextNode(part.text);
    this.body = h("div", { class: "text-body", dir: "auto" });
    this.body.append(this.text);
    this.marks = h("div", { class: "wb-words", "aria-hidden": "true" });
    this.frame = h("div", {
      class: "wb-text", tabindex: "0", role: "group", "data-testid": "wb-text", "data-part": part.name,
      "aria-label": `Text ${part.name}. Arrow keys move by word, with Shift they select, Enter or a number key labels the selection.`,
      onkeydown: (event: KeyboardEvent) => this.onKey(event),
      onfocus: () => host.activate("span", part.name),
      onpointerdown: () => host.activate("span", part.name),
      onpointerup: (event: PointerEvent) => this.onPointerUp(event),
    }, this.marks, this.body);
    this.element = panel("text", part.name, syncText(part), this.frame);
    this.words = new WordCursor(part.text);
    this.annotator = createTextAnnotator<TextAnnotation, TextAnnotation>(this.body, { annotatingEnabled: false, style: this.style });
    document.addEventListener("selectionchange", this.onSelection);
    this.observer = new ResizeObserver(() => this.drawMarks());
    this.observer.observe(this.frame);
  }

  private readonly style = (annotation: { id: string }): HighlightStyle => {
    const item = this.items.find((each) => each.id === annotation.id);
    const colour = (item?.colour ?? "#E69F00") as `#${string}`;
    return { fill: colour, fillOpacity: item?.selected ? 0.45 : 0.22, underlineStyle: "solid", underlineColor: colour, underlineThickness: item?.selected ? 3 : 2, underlineOffset: 0 };
  };

  /** The browser's selection as offsets into the text; null when it is elsewhere or empty. */
  private selected(): [number, number] | null {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!this.body.contains(range.commonAncestorContainer)) return null;
    return this.clean(this.offset(range.startContainer, range.startOffset), this.offset(range.endContainer, range.endOffset));
  }

  private offset(node: Node, at: number): number {
    if (node === this.text) return at;
    const before = document.createRange();
    before.setStart(this.body, 0);
    before.setEnd(node, at);
    return before.toString().length;
  }

  private clean(start: number, end: number): [number, number] | null {
    const [from, to] = trimSelection(this.part.text, ...snapToCharacters(this.part.text, start, end));
    return to > from ? [from, to] : null;
  }

  /** Touch selection with handles sends no pointerup; the selection is labelled when an option is tapped. */
  private readonly onSelection = (): void => {
    const selected = this.selected();
    if (selected) this.pending = selected;
  };

  private onPointerUp(event: PointerEvent): void {
    if (event.pointerType === "touch") return;
    const selected = this.selected();
    if (selected && this.canMark) {
      this.pending = selected;
      this.commit();
      return;
    }
    this.pending = null;
    const at = offsetAt(event.clientX, event.clientY, this.text);
    this.words.clear();
    if (at !== null) this.words.place(at);
    this.drawMarks();
    const hit = this.items
      .filter(({ label }) => label.kind === "span" && at !== null && label.start <= at && at <= label.end)
      .sort((a, b) => length(a) - length(b));
    this.host.select(hit[0]?.id ?? null);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act: Record<string, () => void> = {
      ArrowRight: () => this.words.step(1, event.shiftKey),
      ArrowLeft: () => this.words.step(-1, event.shiftKey),
      ArrowDown: () => this.words.step(8, event.shiftKey),
      ArrowUp: () => this.words.step(-8, event.shiftKey),
      Home: () => this.words.toEnd("first", event.shiftKey),
      End: () => this.words.toEnd("last", event.shiftKey),
      Enter: () => this.commit(),
    };
    const run = act[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
    if (event.key !== "Enter") {
      this.pending = this.words.range;
      // Delete and the number keys apply to the label at the word cursor.
      if (!event.shiftKey) this.host.select(this.itemAt(this.words.range));
    }
    this.drawMarks();
  }

  private itemAt(range: [number, number] | null): string | null {
    const hit = this.items.filter(({ label }) => range && label.kind === "span" && label.start <= range[0] && range[1] <= label.end);
    return hit.sort((a, b) => length(a) - length(b))[0]?.id ?? null;
  }

  private drawMarks(): void {
    const range = this.words.range;
    this.marks.replaceChildren();
    if (!range) return;
    const dom = document.createRange();
    dom.setStart(this.text, range[0]);
    dom.setEnd(this.text, range[1]);
    const origin = this.marks.getBoundingClientRect();
    const rects = [...dom.getClientRects()];
    for (const rect of rects) {
      const mark = h("span", { class: "wb-words__mark" });
      mark.style.cssText = `left:${rect.left - origin.left}px;top:${rect.top - origin.top}px;width:${rect.width}px;height:${rect.height}px`;
      this.marks.append(mark);
    }
    const bottom = rects[rects.length - 1];
    const frame = this.frame.getBoundingClientRect();
    if (bottom && bottom.bottom > frame.bottom) this.frame.scrollTop += bottom.bottom - frame.bottom + 8;
    else if (bottom && bottom.top < frame.top) this.frame.scrollTop -= frame.top - bottom.top + 8;
  }

  commit(): boolean {
    const range = this.pending;
    this.pending = null;
    if (!range || !this.canMark) return false;
    document.getSelection()?.removeAllRanges();
    this.words.clear();
    this.drawMarks();
    this.host.create({ kind: "span", part: this.part.name, start: range[0], end: range[1] });
    return true;
  }

  cancel(): void {
    this.pending = null;
    this.words.clear();
    document.getSelection()?.removeAllRanges();
    this.drawMarks();
  }

  show(items: Item[]): void {
    this.items = items;
    const { store } = this.annotator.state;
    const known = new Map(store.all().map((annotation) => [annotation.id, annotation]));
    for (const id of known.keys()) if (!items.some((item) => item.id === id)) store.deleteAnnotation(id, Origin.REMOTE);
    const changed = items.filter(({ id, label }) => {
      const at = known.get(id)?.target.selector[0];
      return label.kind === "span" && (at?.start !== label.start || at.end !== label.end);
    });
    if (changed.length > 0) store.bulkUpsertAnnotations(changed.map((item) => this.toAnnotation(item)), Origin.REMOTE);
    this.annotator.setStyle((annotation) => this.style(annotation));
    this.annotator.renderer.redraw(true);
  }

  private toAnnotation({ id, label }: Item): TextAnnotation {
    const { start, end } = label as Extract<Item["label"], { kind: "span" }>;
    // The library computes the range from the offsets, so it can be missing here.
    const selector = { start, end, quote: this.part.text.slice(start, end) } as TextAnnotation["target"]["selector"][number];
    return { id, bodies: [], target: { annotation: id, selector: [selector] } };
  }

  setActive(active: boolean): void {
    this.frame.classList.toggle("is-active", active);
  }

  destroy(): void {
    document.removeEventListener("selectionchange", this.onSelection);
    this.observer.disconnect();
    this.annotator.destroy();
    this.element.remove();
  }
}

const length = ({ label }: Item): number => (label.kind === "span" ? label.end - label.start : 0);

/** The text offset under a point; browsers have two different functions for it. */
const offsetAt = (x: number, y: number, text: Text): number | null => {
  const modern = document as Document & { caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null };
  const position = modern.caretPositionFromPoint?.(x, y);
  if (position) return position.offsetNode === text ? position.offset : null;
  const range = document.caretRangeFromPoint?.(x, y);
  return range && range.startContainer === text ? range.startOffset : null;
};
