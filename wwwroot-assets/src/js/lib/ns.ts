// Nanoseconds since the epoch need 61 bits and a double holds 53, so instants stay BigInt.
// Only differences become numbers, and only for drawing.

export type Ns = bigint;

export const NS_PER_MS = 1_000_000n;
export const NS_PER_S = 1_000_000_000n;

/** Reads nanoseconds as the API writes them: a decimal string. */
export const parseNs = (text: string | bigint): Ns => BigInt(text);

/** A difference of nanoseconds as seconds, for drawing. Exact below 2^53 ns, which is 104 days. */
export const nsToSeconds = (ns: Ns): number => {
  const whole = ns / NS_PER_S;
  return Number(whole) + Number(ns - whole * NS_PER_S) / 1e9;
};

/** Seconds to nanoseconds; whole seconds and the fraction are rounded separately, so that no digit is lost. */
export const secondsToNs = (seconds: number): Ns => {
  const whole = Math.trunc(seconds);
  return BigInt(whole) * NS_PER_S + BigInt(Math.round((seconds - whole) * 1e9));
};

/** Exact decimal seconds with up to nine decimals and no trailing zeros: `12.5`, `-0.000000001`. */
export const exactSeconds = (ns: Ns): string => {
  const size = ns < 0n ? -ns : ns;
  const fraction = (size % NS_PER_S).toString().padStart(9, "0").replace(/0+$/, "");
  return `${ns < 0n ? "-" : ""}${size / NS_PER_S}${fraction && `.${fraction}`}`;
};

/** Reads decimal seconds exactly; null when the text is not a number with at most nine decimals. */
export const parseExactSeconds = (text: string): Ns | null => {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const size = BigInt(match[2]!) * NS_PER_S + BigInt((match[3] ?? "").padEnd(9, "0"));
  return match[1] ? -size : size;
};

export const clampNs = (ns: Ns, low: Ns, high: Ns): Ns => (ns < low ? low : ns > high ? high : ns);

/** The fraction `part` of a span, computed in parts per million so that long spans keep their nanoseconds. */
export const scaleNs = (span: Ns, part: number): Ns => (span * BigInt(Math.round(part * 1e6))) / 1_000_000n;
