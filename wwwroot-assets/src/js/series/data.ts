import type { SeriesResponse, StreamInfo } from "../types";
import { nsToSeconds, parseNs, type Ns } from "../lib/ns";

/** One channel prepared for drawing: x in seconds from the anchor, and the runs between gaps. */
export interface Band {
  readonly x: number[];
  readonly min: (number | null)[];
  readonly max: (number | null)[];
  /** Inclusive index ranges without a gap inside. A run of one point is drawn as a dot. */
  readonly runs: readonly (readonly [number, number])[];
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Exact instants of a response; the drawn x values are computed from them. */
export const instants = (response: SeriesResponse): Ns[] => {
  const base = parseNs(response.baseNs);
  return response.t.map((offset) => base + BigInt(offset));
};

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

/**
 * The longest step between connected values. Missing rows can be nulls or absent, and a line must not cross a time
 * without data.
 */
export const longestStep = (t: number[], bucketNs: number, kind: StreamInfo["kind"]): number => {
  if (kind === "events") return Infinity;
  const steps = t.slice(1).map((value, i) => value - t[i]!);
  return Math.max(4 * median(steps), 1.5 * bucketNs) || Infinity;
};

/** Cuts at nulls and at steps longer than `longest`. */
export const findRuns = (
  t: number[],
  min: (number | null)[],
  max: (number | null)[],
  longest: number,
): [number, number][] => {
  const runs: [number, number][] = [];
  let start = -1;
  for (let i = 0; i < t.length; i++) {
    const here = min[i] != null && max[i] != null;
    const cut = start >= 0 && (!here || t[i]! - t[i - 1]! > longest);
    if (cut) {
      runs.push([start, i - 1]);
      start = -1;
    }
    if (here && start < 0) start = i;
  }
  if (start >= 0) runs.push([start, t.length - 1]);
  return runs;
};

export const toBand = (response: SeriesResponse, channel: number, anchor: Ns, kind: StreamInfo["kind"]): Band => {
  const source = response.channels[channel]!;
  let low = Infinity;
  let high = -Infinity;
  let count = 0;
  for (let i = 0; i < response.t.length; i++) {
    const min = source.min[i];
    const max = source.max[i];
    if (min == null || max == null) continue;
    count++;
    if (min < low) low = min;
    if (max > high) high = max;
  }
  const longest = longestStep(response.t, Number(response.bucketNs), kind);
  return {
    x: instants(response).map((ns) => nsToSeconds(ns - anchor)),
    min: source.min,
    max: source.max,
    runs: findRuns(response.t, source.min, source.max, longest),
    low,
    high,
    count,
  };
};

/** The y range with a margin, also for a flat line; for events it always includes zero. */
export const yRange = (band: Band, kind: StreamInfo["kind"]): [number, number] => {
  if (band.count === 0) return [0, 1];
  const low = kind === "events" ? Math.min(0, band.low) : band.low;
  const high = kind === "events" ? Math.max(0, band.high) : band.high;
  const air = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  return [kind === "events" && low === 0 ? 0 : low - air, high + air];
};

/** The index of the value nearest to x, by binary search; -1 if there is none. */
export const nearest = (x: number[], at: number): number => {
  if (x.length === 0) return -1;
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= at) low = middle;
    else high = middle;
  }
  return at - x[low]! <= x[high]! - at ? low : high;
};
