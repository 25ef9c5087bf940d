const MISSING: Record<string, string> = {
  "not-recorded": "not recorded",
  "file-missing": "not delivered",
  "unreadable": "could not be read",
  "out-of-range": "no data near this time",
  "stream-missing": "stream not delivered",
  "gap": "gap in the stream",
  "not-permitted": "not permitted",
  "content-missing": "content not in the store",
};

/** The reason of a missing part in words; an unknown reason is shown as it is. */
export const missingReason = (reason: string | undefined): string =>
  reason ? (MISSING[reason] ?? reason.replaceAll("-", " ")) : "reason unknown";

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const counts = new Intl.NumberFormat("en-GB");
export const formatCount = (count: number): string => counts.format(count);

/** A measured value to five significant digits, which is the precision of most sensors. */
export const formatValue = (value: number): string =>
  value === 0 ? "0" : Math.abs(value) >= 1e6 || Math.abs(value) < 1e-4 ? value.toExponential(3) : String(Number(value.toPrecision(5)));

/** A label of the value axis with enough decimals to differ from its neighbour, in at most eight characters. */
export const formatTick = (value: number, step: number): string => {
  let decimals = 0;
  // A step of 2.5 needs one decimal as much as a step of 0.5 does.
  while (decimals < 6 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) decimals++;
  const text = (value === 0 ? 0 : value).toFixed(decimals);
  if (text.length <= 8) return text;
  // For large values the magnitude matters; for close values the last digits. The readout shows all digits.
  return Math.abs(value) >= 1e6 ? value.toExponential(1) : `…${text.slice(-6)}`;
};
