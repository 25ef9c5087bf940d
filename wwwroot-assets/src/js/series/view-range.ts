import { clampNs, scaleNs, type Ns } from "../lib/ns";

/** The visible part of the time axis. It stays inside the outer bounds and does not get shorter than 100 ns. */
export class ViewRange {
  from: Ns;
  to: Ns;

  constructor(
    readonly outerFrom: Ns,
    readonly outerTo: Ns,
  ) {
    this.from = outerFrom;
    this.to = outerTo > outerFrom ? outerTo : outerFrom + 1n;
  }

  get span(): Ns {
    return this.to - this.from;
  }

  get isWhole(): boolean {
    return this.from === this.outerFrom && this.to === this.outerTo;
  }

  /** Zooms around an instant, which keeps its position on the screen. */
  zoom(around: Ns, factor: number): void {
    const whole = this.outerTo - this.outerFrom;
    const span = clampNs(scaleNs(this.span, factor), 100n, whole > 100n ? whole : 100n);
    // BigInt does not overflow, even for a product of two long spans.
    const left = ((around - this.from) * span) / this.span;
    this.show(around - left, around - left + span);
  }

  pan(by: Ns): void {
    this.show(this.from + by, this.to + by);
  }

  reset(): void {
    this.from = this.outerFrom;
    this.to = this.outerTo;
  }

  /** Shows a range of this length, moved inside the bounds. */
  show(from: Ns, to: Ns): void {
    const span = clampNs(to - from, 1n, this.outerTo - this.outerFrom);
    this.from = clampNs(from, this.outerFrom, this.outerTo - span);
    this.to = this.from + span;
  }

  /** Moves the view just far enough to show the instant. */
  reveal(ns: Ns): void {
    if (ns < this.from) this.pan(ns - this.from);
    else if (ns > this.to) this.pan(ns - this.to);
  }
}
