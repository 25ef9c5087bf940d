import type { Place } from "./types";

export type Box = Extract<Place, { kind: "box" }>;

const STEP = 0.01;

/** Whole pixels inside the image, at least one pixel large, as an `xywh=pixel` fragment needs them. */
export const fitBox = (box: Box, width: number, height: number): Box => {
  const w = Math.min(width, Math.max(1, Math.round(box.w)));
  const h = Math.min(height, Math.max(1, Math.round(box.h)));
  const x = Math.min(width - w, Math.max(0, Math.round(box.x)));
  const y = Math.min(height - h, Math.max(0, Math.round(box.y)));
  return { ...box, x, y, w, h };
};

/** A drawn rectangle, cut at the image's edge and not moved inside. */
export const cutBox = (box: Box, width: number, height: number): Box => {
  const left = Math.max(0, Math.min(box.x, width - 1));
  const top = Math.max(0, Math.min(box.y, height - 1));
  const right = Math.min(width, box.x + box.w);
  const bottom = Math.min(height, box.y + box.h);
  return fitBox({ ...box, x: left, y: top, w: right - left, h: bottom - top }, width, height);
};

/** A box of a fifth of the width and height in the middle of the image, for drawing by keyboard. */
export const middleBox = (part: string, width: number, height: number): Box =>
  fitBox({ kind: "box", part, x: width * 0.4, y: height * 0.4, w: width * 0.2, h: height * 0.2 }, width, height);

const DIRECTION: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

/** Arrows move by a hundredth of the image, with Alt by one pixel; Shift moves the lower right corner. */
export const nudgeBox = (box: Box, key: string, keys: { shiftKey: boolean; altKey: boolean }, width: number, height: number): Box | null => {
  const direction = DIRECTION[key];
  if (!direction) return null;
  const dx = direction[0] * (keys.altKey ? 1 : Math.max(1, Math.round(width * STEP)));
  const dy = direction[1] * (keys.altKey ? 1 : Math.max(1, Math.round(height * STEP)));
  return keys.shiftKey
    ? cutBox({ ...box, w: Math.max(1, box.w + dx), h: Math.max(1, box.h + dy) }, width, height)
    : fitBox({ ...box, x: box.x + dx, y: box.y + dy }, width, height);
};
