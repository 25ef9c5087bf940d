import { button, errorBox, h, ICONS } from "./lib/dom";
import { asProblem, problemDetail } from "./lib/http";
import { clampNs, nsToSeconds, parseNs, scaleNs, type Ns } from "./lib/ns";
import { formatDuration, formatInstant, formatRelative, formatSpan } from "./lib/time";
import { onThemeChange, token } from "./lib/theme";
import { formatValue, plural } from "./lib/words";
import { instants, nearest, toBand } from "./series/data";
import { listen } from "./series/gestures";
import type { SeriesHandle, SeriesOptions, SeriesRange } from "./series/options";
import { Loader } from "./series/loader";
import { Strip } from "./series/strip";
import { ViewRange } from "./series/view-range";
import type { SeriesResponse, StreamInfo } from "./types";

export type { SeriesHandle, SeriesOptions, SeriesRange };

const REFETCH_AFTER_MS = 150;

/** Few channels are taller; many still fit on one screen. */
const stripHeight = (channels: number): number => (channels <= 2 ? 84 : channels <= 4 ? 60 : 48);

export const mount = (el: HTMLElement, opts: SeriesOptions): SeriesHandle => new SeriesView(el, opts);

class SeriesView implements SeriesHandle {
  private readonly anchor: Ns;
  private readonly view: ViewRange;
  private readonly strips: Strip[] = [];
  private readonly loaders = new Map<string, Loader>();
  private readonly loaded = new Map<string, { answer: SeriesResponse; at: Ns[] }>();
  private readonly root: HTMLElement;
  private readonly body: HTMLElement;
  private readonly line: HTMLElement;
  private readonly shade: HTMLElement;
  private readonly when: HTMLElement;
  private readonly errors: HTMLElement;
  private readonly stop: (() => void)[] = [];
  private ranges: SeriesRange[];
  private selecting: boolean;
  private cursorNs: Ns | null = null;
  private active = 0;
  private timer = 0;
  private frame = 0;
  private gone = false;

  constructor(
    host: HTMLElement,
    private readonly opts: SeriesOptions,
  ) {
    this.anchor = parseNs(opts.anchorNs);
    this.view = new ViewRange(parseNs(opts.fromNs), parseNs(opts.toNs));
    this.ranges = opts.ranges ?? [];
    this.selecting = opts.selection?.enabled ?? false;

    this.when = h("span", { class: "series__when", "aria-live": "polite" });
    this.errors = h("div", { class: "series__errors" });
    this.line = h("div", { class: "series__cursor", hidden: true });
    this.shade = h("div", { class: "series__shade", hidden: true });
    this.body = h("div", {
      class: "series__body",
      tabindex: "0",
      role: "group",
      "aria-label": `Series: ${opts.streams.map((stream) => stream.name).join(", ")}. Arrows move the cursor, plus and minus zoom, 0 shows all.`,
      onkeydown: (event: KeyboardEvent) => this.onKey(event),
    });
    this.root = h("div", { class: "series" },
      h("div", { class: "series__bar" },
        this.when,
        h("div", { class: "series__controls" },
          button("Zoom in", () => this.zoomCentre(0.5), { icon: ICONS.plus, class: "btn-icon", title: "Zoom in (+)" }),
          button("Zoom out", () => this.zoomCentre(2), { icon: ICONS.minus, class: "btn-icon", title: "Zoom out (−)" }),
          button("Show all", () => this.reset(), { icon: ICONS.fit, class: "btn-icon", title: "Show all (0)" }))),
      this.errors, this.body);
    host.append(this.root);

    const channels = opts.streams.flatMap((stream) => stream.channels.map((_, index) => ({ stream, index })));
    channels.forEach(({ stream, index }, position) => {
      const strip = new Strip(stream, index, position === channels.length - 1, stripHeight(channels.length), opts.sync?.[stream.id] ?? "");
      this.strips.push(strip);
      this.body.append(strip.element);
    });
    this.body.append(this.line, this.shade);
    for (const stream of opts.streams) this.loaders.set(stream.id, new Loader(stream.seriesUrl ?? `/api/v1/streams/${encodeURIComponent(stream.id)}/series`));

    this.stop.push(listen(this.body, {
      zoomAt: (x, factor) => this.zoom(this.nsAt(x), factor),
      panBy: (pixels) => this.pan(pixels),
      hover: (x) => this.place(x === null ? null : this.nsAt(x)),
      drag: (from, to, ended) => this.onDrag(from, to, ended),
      touchMarks: () => this.selecting,
      wheelZooms: (event) => opts.wheel === "always" || event.ctrlKey || event.metaKey || this.body.contains(document.activeElement),
      tap: (x) => this.onTap(x),
    }));
    const pointed = (event: Event): void => {
      const element = (event.target as Element).closest?.(".series-strip");
      const found = this.strips.findIndex((strip) => strip.element === element);
      if (found >= 0) this.active = found;
    };
    // In the capture phase, because the strip must be known before the gesture starts.
    this.body.addEventListener("pointerdown", pointed, true);
    this.stop.push(() => this.body.removeEventListener("pointerdown", pointed, true));
    this.stop.push(onThemeChange(() => this.setTheme()));
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.body);
    this.stop.push(() => observer.disconnect());

    this.resize();
    this.applyRanges();
    this.show();
    void this.fetchAll();
  }

  private get channelCount(): number {
    return this.strips.length;
  }

  private resize(): void {
    for (const strip of this.strips) strip.resize(this.body.clientWidth);
    this.place(this.cursorNs);
  }

  private nsAt(clientX: number): Ns {
    const strip = this.strips[0];
    if (!strip) return this.view.from;
    const box = strip.over.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (clientX - box.left) / Math.max(1, box.width)));
    return this.view.from + scaleNs(this.view.span, part);
  }

  private leftOf(ns: Ns): number {
    const strip = this.strips[0]!;
    const part = Number(((ns - this.view.from) * 1_000_000n) / this.view.span) / 1e6;
    const box = strip.over.getBoundingClientRect();
    return box.left - this.body.getBoundingClientRect().left + part * box.width;
  }

  private show(): void {
    const from = nsToSeconds(this.view.from - this.anchor);
    const to = nsToSeconds(this.view.to - this.anchor);
    for (const strip of this.strips) strip.setView(from, to);
    this.place(this.cursorNs);
  }

  private zoom(around: Ns, factor: number): void {
    this.view.zoom(around, factor);
    this.changed();
  }

  private zoomCentre(factor: number): void {
    const centre = this.cursorNs !== null && this.cursorNs >= this.view.from && this.cursorNs <= this.view.to
      ? this.cursorNs
      : this.view.from + this.view.span / 2n;
    this.zoom(centre, factor);
  }

  private pan(pixels: number): void {
    const width = this.strips[0]?.over.clientWidth ?? 1;
    this.view.pan(scaleNs(this.view.span, pixels / Math.max(1, width)));
    this.changed();
  }

  private reset(): void {
    this.view.reset();
    this.changed();
  }

  private changed(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.show());
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetchAll(), REFETCH_AFTER_MS);
  }

  private async fetchAll(): Promise<void> {
    const points = Math.max(200, Math.round((this.strips[0]?.over.clientWidth ?? 600) * (devicePixelRatio || 1)));
    const { from, to } = this.view;
    await Promise.all(this.opts.streams.map((stream) => this.fetchOne(stream, from, to, points)));
  }

  private async fetchOne(stream: StreamInfo, from: Ns, to: Ns, points: number): Promise<void> {
    try {
      const answer = await this.loaders.get(stream.id)!.load(from, to, points);
      if (!answer || this.gone) return;
      this.loaded.set(stream.id, { answer, at: instants(answer) });
      this.errors.replaceChildren();
      for (const strip of this.strips.filter((each) => each.stream === stream)) {
        const at = answer.channels.findIndex((channel) => channel.name === strip.channel.name);
        if (at < 0) continue;
        const band = toBand(answer, at, this.anchor, stream.kind);
        strip.setBand(band, this.summarise(strip, band, answer));
      }
      this.place(this.cursorNs);
    } catch (error) {
      if (this.gone) return;
      const problem = asProblem(error);
      this.errors.replaceChildren(errorBox(`${stream.name} could not be loaded: ${problem.title}`, problemDetail(problem), () => void this.fetchAll()));
    }
  }

  private summarise(strip: Strip, band: { low: number; high: number; count: number; runs: readonly unknown[] }, answer: SeriesResponse): string {
    const { name, unit } = strip.channel;
    const where = `from ${formatRelative(this.view.from - this.anchor)} to ${formatRelative(this.view.to - this.anchor)}`;
    if (band.count === 0) return `${name}: no values ${where}.`;
    const bucket = parseNs(answer.bucketNs);
    const what = answer.level === 0 ? plural(band.count, "value") : `${plural(band.count, "step")} of ${formatDuration(bucket)}`;
    const gaps = strip.stream.kind === "regular" ? `, ${plural(band.runs.length - 1, "gap")}` : "";
    return `${name}: ${what} ${where}, minimum ${formatValue(band.low)} ${unit}, maximum ${formatValue(band.high)} ${unit}${gaps}.`;
  }

  private place(ns: Ns | null, tell = true): void {
    this.cursorNs = ns;
    const inView = ns !== null && ns >= this.view.from && ns <= this.view.to && this.channelCount > 0;
    this.line.hidden = !inView;
    if (!inView) {
      this.when.textContent = formatSpan(this.view.from - this.anchor, this.view.to - this.anchor);
      for (const strip of this.strips) strip.readout.textContent = "";
      if (tell) this.opts.onCursor?.(null);
      return;
    }
    this.line.style.transform = `translateX(${this.leftOf(ns)}px)`;
    this.when.textContent = `${formatInstant(this.shown(ns), this.opts.zone)} · ${formatRelative(this.shown(ns) - this.anchor)}`;
    const seconds = nsToSeconds(ns - this.anchor);
    for (const strip of this.strips) strip.readout.textContent = this.valueAt(strip, seconds);
    if (tell) this.opts.onCursor?.(ns);
  }

  /** The exact instant of the nearest row of the active strip, because the pointer is only as exact as a pixel. */
  private shown(ns: Ns): Ns {
    const strip = this.strips[this.active] ?? this.strips[0];
    const loaded = strip && this.loaded.get(strip.stream.id);
    if (!strip?.band || !loaded || loaded.at.length === 0) return this.round(ns);
    const index = nearest(strip.band.x, nsToSeconds(ns - this.anchor));
    const at = loaded.at[index]!;
    const far = at > ns ? at - ns : ns - at;
    return far * 50n < this.view.span ? at : this.round(ns);
  }

  /** Rounds to the largest power of ten that a pixel resolves; smaller digits are noise. */
  private round(ns: Ns): Ns {
    const pixel = this.view.span / BigInt(Math.max(1, this.strips[0]?.over.clientWidth ?? 1));
    let unit = 1n;
    while (unit * 10n <= pixel && unit < 1_000_000_000n) unit *= 10n;
    // From the sample's start, as in the annotation.
    const origin = this.view.outerFrom;
    return origin + ((ns - origin) / unit) * unit;
  }

  private valueAt(strip: Strip, seconds: number): string {
    const band = strip.band;
    const index = band ? nearest(band.x, seconds) : -1;
    if (!band || index < 0) return "";
    const far = Math.abs(band.x[index]! - seconds) * 25 > nsToSeconds(this.view.span);
    const min = band.min[index];
    const max = band.max[index];
    if (far || min == null || max == null) return strip.stream.kind === "events" ? "" : "gap";
    const value = min === max ? formatValue(min) : `${formatValue(min)}–${formatValue(max)}`;
    return `${value} ${strip.channel.unit}`;
  }

  private onDrag(fromX: number, toX: number, ended: boolean): void {
    const live = fromX !== toX;
    this.shade.hidden = !live || ended;
    if (live && !ended) {
      const left = this.leftOf(this.nsAt(Math.min(fromX, toX)));
      this.shade.style.left = `${left}px`;
      this.shade.style.width = `${this.leftOf(this.nsAt(Math.max(fromX, toX))) - left}px`;
    }
    if (!ended || !live) return;
    const from = this.round(this.nsAt(Math.min(fromX, toX)));
    const to = this.round(this.nsAt(Math.max(fromX, toX)));
    if (to <= from) return;
    if (this.selecting) {
      const strip = this.strips[this.active]!;
      this.opts.selection?.onRange(strip.stream.id, strip.channel.name, from, to);
    } else {
      this.view.show(from, to);
      this.changed();
    }
  }

  private onTap(x: number): void {
    this.body.focus({ preventScroll: true });
    const ns = this.nsAt(x);
    this.place(ns);
    const strip = this.strips[this.active];
    const hit = this.ranges.filter((range) =>
      range.streamId === strip?.stream.id && (!range.channel || range.channel === strip.channel.name) &&
      parseNs(range.fromNs) <= ns && ns <= parseNs(range.toNs));
    // The shortest range under the pointer, so that a range inside another can be selected.
    hit.sort((a, b) => Number(parseNs(a.toNs) - parseNs(a.fromNs) - (parseNs(b.toNs) - parseNs(b.fromNs))));
    this.opts.selection?.onPick?.(hit[0]?.id ?? null);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    const step = scaleNs(this.view.span, event.shiftKey ? 0.1 : 0.01);
    const start = this.cursorNs ?? this.view.from + this.view.span / 2n;
    const act: Record<string, () => void> = {
      ArrowLeft: () => (event.altKey ? this.pan(-60) : this.moveTo(start - (step || 1n))),
      ArrowRight: () => (event.altKey ? this.pan(60) : this.moveTo(start + (step || 1n))),
      ArrowUp: () => this.activate(this.active - 1),
      ArrowDown: () => this.activate(this.active + 1),
      Home: () => this.moveTo(this.view.outerFrom),
      End: () => this.moveTo(this.view.outerTo),
      "+": () => this.zoomCentre(0.5),
      "=": () => this.zoomCentre(0.5),
      "-": () => this.zoomCentre(2),
      "0": () => this.reset(),
    };
    const run = act[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  }

  private moveTo(ns: Ns): void {
    const inside = clampNs(ns, this.view.outerFrom, this.view.outerTo);
    const before = this.view.from;
    this.view.reveal(inside);
    if (this.view.from !== before) this.changed();
    this.place(inside);
  }

  private activate(index: number): void {
    this.active = Math.min(this.channelCount - 1, Math.max(0, index));
    this.strips.forEach((strip, i) => strip.element.classList.toggle("is-active", i === this.active));
    this.place(this.cursorNs);
  }

  private applyRanges(): void {
    const usual = token("--accent", "#0F766E");
    for (const strip of this.strips) {
      strip.marks = this.ranges
        .filter((range) => range.streamId === strip.stream.id && (!range.channel || range.channel === strip.channel.name))
        .map((range) => ({
          from: nsToSeconds(parseNs(range.fromNs) - this.anchor),
          to: nsToSeconds(parseNs(range.toNs) - this.anchor),
          colour: range.colour ?? usual,
          selected: range.selected ?? false,
        }));
      strip.redraw();
    }
  }

  setRanges(ranges: SeriesRange[]): void {
    this.ranges = ranges;
    this.applyRanges();
  }

  setSelectionEnabled(enabled: boolean): void {
    this.selecting = enabled;
  }

  setCursor(ns: Ns | string | null): void {
    // Without a callback, so that two views can follow each other without an endless loop.
    this.place(ns === null ? null : parseNs(ns), false);
  }

  cursor(): { ns: Ns; streamId: string; channel: string } | null {
    const strip = this.strips[this.active];
    if (this.cursorNs === null || !strip) return null;
    return { ns: this.round(this.cursorNs), streamId: strip.stream.id, channel: strip.channel.name };
  }

  setTheme(): void {
    for (const strip of this.strips) strip.retheme();
    this.applyRanges();
  }

  focus(): void {
    this.body.focus();
  }

  destroy(): void {
    this.gone = true;
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    for (const loader of this.loaders.values()) loader.cancel();
    for (const stop of this.stop) stop();
    for (const strip of this.strips) strip.destroy();
    this.root.remove();
  }
}

