import { NS_PER_MS, NS_PER_S, type Ns } from "./ns";

const MINUS = "\u2212";

interface Unit {
  readonly name: string;
  readonly ns: Ns;
}

const UNITS: readonly Unit[] = [
  { name: "d", ns: 86_400n * NS_PER_S },
  { name: "h", ns: 3_600n * NS_PER_S },
  { name: "min", ns: 60n * NS_PER_S },
  { name: "s", ns: NS_PER_S },
  { name: "ms", ns: NS_PER_MS },
  { name: "µs", ns: 1_000n },
  { name: "ns", ns: 1n },
];

const unitNamed = (name: string): Unit => UNITS.find((unit) => unit.name === name)!;

/**
 * The unit of all labels of an axis. A unit is used only if the view is several units long,
 * so that four hours are shown in minutes (−60 min … +180 min) and two days in hours.
 */
export const axisUnit = (span: Ns): string => {
  const whole = UNITS.find((unit) => span >= unit.ns * (unit.name === "d" ? 4n : unit.name === "h" ? 6n : 2n));
  return (whole ?? UNITS[UNITS.length - 1]!).name;
};

/** A decimal without rounding: nanoseconds over a unit, trailing zeros dropped. */
const exactIn = (size: Ns, unit: Ns, decimals: number): string => {
  const whole = size / unit;
  const scale = 10n ** BigInt(decimals);
  const fraction = (((size % unit) * scale) / unit).toString().padStart(decimals, "0").replace(/0+$/, "");
  return fraction ? `${whole}.${fraction}` : `${whole}`;
};

/** A label on the shared clock: `−60 min`, `anchor`, `+180 min`. */
export const formatOffset = (ns: Ns, unitName: string): string => {
  if (ns === 0n) return "anchor";
  const size = ns < 0n ? -ns : ns;
  return `${ns < 0n ? MINUS : "+"}${exactIn(size, unitNamed(unitName).ns, 9)} ${unitName}`;
};

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

/** The smallest round step that puts at most `most` labels into the span. */
export const axisStep = (span: Ns, most: number): Ns => {
  const wanted = span / BigInt(Math.max(1, most)) + 1n;
  for (let power = 1n; power < NS_PER_S; power *= 10n)
    for (const digit of [1n, 2n, 5n]) if (digit * power >= wanted) return digit * power;
  for (const seconds of STEPS_S) if (BigInt(seconds) * NS_PER_S >= wanted) return BigInt(seconds) * NS_PER_S;
  const day = 86_400n * NS_PER_S;
  for (let power = 1n; ; power *= 10n)
    for (const digit of [1n, 2n, 5n]) if (digit * power * day >= wanted) return digit * power * day;
};

/** Labelled positions inside [from, to], all multiples of the step, so the anchor (0) is one of them. */
export const axisSplits = (from: Ns, to: Ns, most: number): { at: Ns[]; unit: string } => {
  const step = axisStep(to - from, most);
  const at: Ns[] = [];
  let first = (from / step) * step;
  if (first < from) first += step;
  for (let ns = first; ns <= to; ns += step) at.push(ns);
  const unit = axisUnit(to - from);
  const far = -from > to ? -from : to;
  // Far from the anchor, millions of ms are hard to read; exact seconds are not.
  return { at, unit: unitNamed(unit).ns < NS_PER_S && far >= 10n * NS_PER_S ? "s" : unit };
};

/** A duration in its two largest units: `3 min 12 s`, `250 ms`. */
export const formatDuration = (ns: Ns): string => {
  const size = ns < 0n ? -ns : ns;
  if (size === 0n) return "0 s";
  const index = UNITS.findIndex((unit) => size >= unit.ns);
  const unit = UNITS[index]!;
  if (unit.ns < NS_PER_S) return `${exactIn(size, unit.ns, unit.name === "ms" ? 3 : 0)} ${unit.name}`;
  if (unit.ns === NS_PER_S) return `${exactIn(size, unit.ns, 3)} s`;
  const next = UNITS[index + 1]!;
  const rest = (size % unit.ns) / next.ns;
  return `${size / unit.ns} ${unit.name}${rest > 0n ? ` ${rest} ${next.name}` : ""}`;
};

/** `12 min 3 s before the anchor`, for example for people who cannot see the cursor. */
export const formatRelative = (ns: Ns): string =>
  ns === 0n ? "at the anchor" : `${formatDuration(ns)} ${ns < 0n ? "before" : "after"} the anchor`;

/** A time range around the anchor: `1 h before to 3 h after the anchor`. */
export const formatSpan = (from: Ns, to: Ns): string => {
  const side = (ns: Ns): string => (ns === 0n ? "the anchor" : `${formatDuration(ns)} ${ns < 0n ? "before" : "after"}`);
  return to === 0n ? `${side(from)} to the anchor` : `${side(from)} to ${side(to)} the anchor`;
};

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (zone: string): Intl.DateTimeFormat => {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
};

/**
 * An instant in a named zone, with as many decimals of a second as it needs (0, 3, 6 or 9):
 * `3 Nov 2026, 14:32:05.120 Europe/Zurich`. Date has milliseconds only; the rest comes from the BigInt.
 */
export const formatInstant = (ns: Ns, zone: string, withZone = true): string => {
  let nanos = ns % NS_PER_S;
  if (nanos < 0n) nanos += NS_PER_S;
  const second = (ns - nanos) / NS_PER_MS;
  const decimals = nanos === 0n ? 0 : nanos % NS_PER_MS === 0n ? 3 : nanos % 1_000n === 0n ? 6 : 9;
  const text = formatterFor(zone).format(new Date(Number(second)));
  const fraction = decimals ? `.${nanos.toString().padStart(9, "0").slice(0, decimals)}` : "";
  return `${text}${fraction}${withZone ? ` ${zone}` : ""}`;
};
