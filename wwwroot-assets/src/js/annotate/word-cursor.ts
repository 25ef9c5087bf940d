/** Words of a text as UTF-16 ranges, by the browser's segmenter, so that languages without spaces have words too. */
export const findWords = (text: string, locale?: string): [number, number][] => {
  if (typeof Intl.Segmenter === "function") {
    const words: [number, number][] = [];
    for (const part of new Intl.Segmenter(locale, { granularity: "word" }).segment(text))
      if (part.isWordLike) words.push([part.index, part.index + part.segment.length]);
    return words;
  }
  return [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].map((match) => [match.index, match.index + match[0].length]);
};

/** A cursor that moves by word; with Shift it extends the selection. */
export class WordCursor {
  private readonly words: [number, number][];
  private anchor = -1;
  private head = -1;

  constructor(text: string) {
    this.words = findWords(text);
  }

  get range(): [number, number] | null {
    if (this.head < 0) return null;
    const first = Math.min(this.anchor, this.head);
    const last = Math.max(this.anchor, this.head);
    return [this.words[first]![0], this.words[last]![1]];
  }

  step(by: number, extend: boolean): void {
    if (this.words.length === 0) return;
    this.to(this.head < 0 ? (by > 0 ? 0 : this.words.length - 1) : this.head + by, extend);
  }

  toEnd(end: "first" | "last", extend: boolean): void {
    if (this.words.length > 0) this.to(end === "first" ? 0 : this.words.length - 1, extend);
  }

  /** Moves the cursor to the word at an offset, for example after a click. */
  place(offset: number): void {
    const at = this.words.findIndex(([, end]) => offset <= end);
    if (at >= 0) this.to(at, false);
  }

  clear(): void {
    this.anchor = this.head = -1;
  }

  private to(index: number, extend: boolean): void {
    this.head = Math.min(this.words.length - 1, Math.max(0, index));
    if (!extend || this.anchor < 0) this.anchor = this.head;
  }
}
