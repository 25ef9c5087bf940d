import uPlot from "uplot";
import { h } from "../lib/dom";
import { token } from "../lib/theme";
import { secondsToNs } from "../lib/ns";
import { axisSplits, formatOffset } from "../lib/time";
import { nsToSeconds } from "../lib/ns";
import { formatTick } from "../lib/words";
import { yRange, type Band } from "./data";
import { canvasOf, clipped, drawAnchor, drawBand, drawMarks, drawStems, type Mark } from "./draw";
import type { Channel, StreamInfo } from "../types";

const AXIS_HEIGHT = 28;

/** One channel: a heading with the value at the cursor, and a canvas that shares its x axis with the other strips. */
export class Strip {
  readonly element: HTMLElement;
  readonly readout: HTMLElement;
  band: Band | null = null;
  marks: Mark[] = [];
  private readonly host: HTMLElement;
  private plot: uPlot;
  private readonly summary: HTMLElement;
  private view: [number, number] = [0, 1];

  constructor(
    readonly stream: StreamInfo,
    readonly index: number,
    private readonly withAxis: boolean,
    private readonly height: number,
    sync: string,
  ) {
    const channel = this.channel;
    this.readout = h("span", { class: "series-strip__value" });
    this.summary = h("p", { class: "visually-hidden" });
    this.host = h("div", { class: "series-strip__plot" });
    const name = channel.name !== stream.name ? `${stream.name} · ${channel.name}` : channel.name;
    this.element = h("div", { class: "series-strip", "data-stream": stream.id, "data-channel": channel.name },
      h("div", { class: "series-strip__head" },
        h("span", { class: "series-strip__name" }, name),
        h("span", { class: "series-strip__unit" }, channel.unit),
        sync !== "" && h("span", { class: "series-strip__sync" }, sync),
        this.readout),
      this.host, this.summary);
    this.plot = this.build(300);
  }

  get channel(): Channel {
    return this.stream.channels[this.index]!;
  }

  /** The plotting area. */
  get over(): HTMLElement {
    return this.plot.over;
  }

  secondsAt(clientX: number): number {
    return this.plot.posToVal(clientX - this.over.getBoundingClientRect().left, "x");
  }

  private build(width: number): uPlot {
    const grid = token("--line", "#e2e5e9");
    const muted = token("--text-muted", "#555");
    const font = "12px system-ui, sans-serif";
    const options: uPlot.Options = {
      width,
      height: this.height + (this.withAxis ? AXIS_HEIGHT : 0),
      // Space at the right for half of the last label of the shared axis.
      padding: [8, 34, this.withAxis ? 0 : 6, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => this.view },
        y: { range: () => (this.band ? yRange(this.band, this.stream.kind) : [0, 1]) },
      },
      axes: [
        {
          show: true,
          size: this.withAxis ? AXIS_HEIGHT : 0,
          stroke: muted,
          font,
          grid: { stroke: grid, width: 1 },
          ticks: { show: false },
          splits: (plot) => this.splits(plot).at.map(nsToSeconds),
          values: (plot, at) => {
            const { unit } = this.splits(plot);
            return at.map((seconds) => (this.withAxis ? formatOffset(secondsToNs(seconds), unit) : ""));
          },
        },
        {
          stroke: muted,
          font,
          // The same width on every strip, so that equal times are aligned.
          size: 58,
          grid: { stroke: grid, width: 1 },
          ticks: { show: false },
          space: 14,
          values: (_plot, at, _axis, _space, step) => at.map((value) => formatTick(value, step)),
        },
      ],
      series: [{}, { paths: () => null, points: { show: false } }, { paths: () => null, points: { show: false } }],
      hooks: { draw: [(plot) => this.draw(plot)] },
    };
    return new uPlot(options, this.data(), this.host);
  }

  private splits(plot: uPlot): { at: bigint[]; unit: string } {
    return axisSplits(secondsToNs(this.view[0]), secondsToNs(this.view[1]), Math.max(2, Math.floor(plot.over.clientWidth / 110)));
  }

  private data(): uPlot.AlignedData {
    const band = this.band;
    return band && band.x.length > 0 ? [band.x, band.min, band.max] : [[], [], []];
  }

  private draw(plot: uPlot): void {
    const canvas = canvasOf(plot);
    const colour = token("--modality-sensor", "#009E73");
    clipped(canvas, () => {
      drawMarks(canvas, this.marks);
      drawAnchor(canvas, token("--text-muted", "#555"));
      if (this.band) (this.stream.kind === "events" ? drawStems : drawBand)(canvas, this.band, colour);
    });
  }

  setView(from: number, to: number): void {
    this.view = [from, to];
    this.refresh();
  }

  setBand(band: Band, summary: string): void {
    this.band = band;
    this.summary.textContent = summary;
    this.host.setAttribute("role", "img");
    this.host.setAttribute("aria-label", summary);
    this.refresh();
  }

  private refresh(): void {
    this.plot.setData(this.data(), false);
    // An empty channel has no data to scale by, so the scale is set explicitly.
    this.plot.setScale("x", { min: this.view[0], max: this.view[1] });
  }

  redraw(): void {
    this.plot.redraw(false);
  }

  resize(width: number): void {
    if (width > 0 && Math.abs(width - this.plot.width) >= 1)
      this.plot.setSize({ width, height: this.height + (this.withAxis ? AXIS_HEIGHT : 0) });
  }

  /** A plot cannot change its axis colours, so a new theme needs a new plot; `over` changes with it. */
  retheme(): void {
    const width = this.plot.width;
    this.plot.destroy();
    this.plot = this.build(width);
    this.refresh();
  }

  destroy(): void {
    this.plot.destroy();
    this.element.remove();
  }
}
