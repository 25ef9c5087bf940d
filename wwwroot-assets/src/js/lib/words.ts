const MISSING: Record<string, string> = {
  "file-missing": "the file is missing",
  "file-corrupt": "the file is corrupt",
  "not-recorded": "it was not recorded",
  "no-consent": "no consent covers it",
  "consent-withdrawn": "consent was withdrawn",
  "out-of-range": "the recording does not cover this time",
  "empty": "it is empty",
  "unreadable": "it cannot be read",
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
