import { h } from "../lib/dom";
import { formatRelative } from "../lib/time";
import { parseNs } from "../lib/ns";
import { panel, syncText } from "../sample/panels";
import { mount, type SeriesHandle } from "../series-view";
import type { SampleDetail, SensorPart } from "../types";
import type { Item, Panel, PanelHost } from "./panel";

interface Start {
  ns: bigint;
  streamId: string;
  channel: string;
}

/** Time ranges on the series. A drag marks one; on the keyboard, `[` sets the start and `]` the end. */
export class SeriesPanel implements Panel {
  readonly element: HTMLElement;
  private readonly series: SeriesHandle;
  private readonly message: HTMLElement;
  private readonly partOf: Map<string, string>;
  private items: Item[] = [];
  private start: Start | null = null;

  constructor(
    private readonly sample: SampleDetail,
    private readonly parts: SensorPart[],
    private readonly host: PanelHost,
    private readonly markable: ReadonlySet<string>,
    zone: string,
  ) {
    this.partOf = new Map(parts.map((part) => [part.stream.id, part.name]));
    this.message = h("p", { class: "wb-said", role: "status" });
    const frame = h("div", { class: "wb-series" });
    this.element = panel("sensor", parts.map((part) => part.name).join(" · "), "", frame, this.message);
    this.series = mount(frame, {
      streams: parts.map((part) => part.stream),
      anchorNs: sample.anchorNs,
      fromNs: sample.fromNs,
      toNs: sample.toNs,
      zone,
      wheel: "always",
      sync: Object.fromEntries(parts.map((part) => [part.stream.id, syncText(part)])),
      selection: {
        enabled: markable.size > 0,
        onRange: (streamId, channel, from, to) => this.create(streamId, channel, from, to),
        onPick: (id) => host.select(id),
      },
    });
    const body = frame.querySelector<HTMLElement>(".series__body")!;
    body.setAttribute("data-testid", "wb-series");
    body.addEventListener("focus", () => this.activate());
    body.addEventListener("pointerdown", () => this.activate());
    body.addEventListener("keydown", (event) => this.onKey(event));
  }

  private activate(): void {
    const streamId = this.series.cursor()?.streamId ?? this.parts.find((part) => this.markable.has(part.name))?.stream.id;
    const name = streamId && this.partOf.get(streamId);
    if (name) this.host.activate("range", name);
  }

  private onKey(event: KeyboardEvent): void {
    // Compares characters, because brackets need AltGr on some layouts. I and O are for keyboards without brackets.
    const key = event.key.toLowerCase();
    if (key === "[" || key === "i") this.begin();
    else if (key === "]" || key === "o" || key === "enter") this.end();
    else return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private begin(): void {
    const cursor = this.series.cursor();
    if (!cursor) {
      this.say("Move the cursor with the arrow keys first.");
      return;
    }
    this.start = cursor;
    this.say(`Start set ${formatRelative(cursor.ns - parseNs(this.sample.anchorNs))}. Move the cursor and press ] for the end.`);
    this.draw();
  }

  private end(): void {
    const cursor = this.series.cursor();
    if (!this.start || !cursor) {
      this.say("Set the start with [ first.");
      return;
    }
    const { ns, streamId, channel } = this.start;
    if (ns === cursor.ns) {
      this.say("The end is the same as the start. Move the cursor.");
      return;
    }
    this.start = null;
    this.create(streamId, channel, ns < cursor.ns ? ns : cursor.ns, ns < cursor.ns ? cursor.ns : ns);
  }

  private create(streamId: string, channel: string, fromNs: bigint, toNs: bigint): void {
    const part = this.partOf.get(streamId);
    if (part === undefined || !this.markable.has(part)) {
      this.say("No field of the label schema marks ranges on this series.");
      this.draw();
      return;
    }
    this.say("");
    this.host.create({ kind: "range", part, fromNs, toNs, channel });
  }

  private say(text: string): void {
    this.message.textContent = text;
  }

  show(items: Item[]): void {
    this.items = items;
    this.draw();
  }

  private draw(): void {
    const streamOf = new Map(this.parts.map((part) => [part.name, part.stream.id]));
    const ranges = this.items.flatMap(({ id, label, colour, selected }) =>
      label.kind === "range"
        ? [{ id, streamId: streamOf.get(label.part) ?? "", channel: label.channel, fromNs: String(label.fromNs), toNs: String(label.toNs), colour, selected }]
        : []);
    const start = this.start;
    this.series.setRanges(start
      ? [...ranges, { id: "", streamId: start.streamId, channel: start.channel, fromNs: String(start.ns), toNs: String(start.ns), selected: true }]
      : ranges);
  }

  commit(): boolean {
    const cursor = this.series.cursor();
    if (!this.start || !cursor || cursor.ns === this.start.ns) return false;
    this.end();
    return true;
  }

  cancel(): void {
    this.start = null;
    this.say("");
    this.draw();
  }

  setActive(active: boolean): void {
    this.series.setSelectionEnabled(this.markable.size > 0 && (active || !matchMedia("(pointer: coarse)").matches));
  }

  setTheme(): void {
    this.series.setTheme();
  }

  destroy(): void {
    this.series.destroy();
    this.element.remove();
  }
}
