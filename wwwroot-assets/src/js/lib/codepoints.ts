// The browser counts text in UTF-16 units; the stored annotations count Unicode code points.
// An emoji is two units and one code point, so offsets are converted here and nowhere else.

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** True if the offset is between the two halves of a surrogate pair. */
export const splitsPair = (text: string, units: number): boolean =>
  units > 0 && units < text.length && isHigh(text.charCodeAt(units - 1)) && isLow(text.charCodeAt(units));

/** UTF-16 offset to code point offset; an offset inside a pair counts as before it. */
export const toCodePoints = (text: string, units: number): number => {
  const end = Math.min(Math.max(units, 0), text.length);
  let points = 0;
  for (let i = 0; i < end; points++) {
    const step = isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1)) ? 2 : 1;
    if (i + step > end) break;
    i += step;
  }
  return points;
};

/** Code point offset to UTF-16 offset; beyond the end it is the end. */
export const toUnits = (text: string, points: number): number => {
  let units = 0;
  for (let i = 0; i < points && units < text.length; i++)
    units += isHigh(text.charCodeAt(units)) && isLow(text.charCodeAt(units + 1)) ? 2 : 1;
  return units;
};

export const codePointLength = (text: string): number => toCodePoints(text, text.length);

export const isCombining = (text: string, units: number): boolean => {
  const point = text.codePointAt(units);
  if (point === undefined) return false;
  return point === 0x200d || /^[\p{M}\p{Emoji_Modifier}]$/u.test(String.fromCodePoint(point));
};

/** Widens a selection so that it splits neither a surrogate pair nor a letter from its combining marks. */
export const snapToCharacters = (text: string, start: number, end: number): [number, number] => {
  while (start > 0 && (splitsPair(text, start) || isCombining(text, start) || text.charCodeAt(start - 1) === 0x200d)) start--;
  while (end < text.length && (splitsPair(text, end) || isCombining(text, end) || text.charCodeAt(end - 1) === 0x200d)) end++;
  return [start, end];
};

/** A selection without white space at its ends, because people often drag past the word. */
export const trimSelection = (text: string, start: number, end: number): [number, number] => {
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return [start, end];
};
