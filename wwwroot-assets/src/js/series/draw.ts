import type uPlot from "uplot";
import type { Band } from "./data";
import { withAlpha } from "../lib/theme";

export interface Mark {
  /** Seconds from the anchor. */
  from: number;
  to: number;
  colour: string;
  selected?: boolean;
}

interface Canvas {
  ctx: CanvasRenderingContext2D;
  px: (seconds: number) => number;
  py: (value: number) => number;
  box: { left: number; top: number; width: number; height: number };
  dpr: number;
}

export const canvasOf = (plot: uPlot): Canvas => ({
  ctx: plot.ctx,
  px: (seconds) => plot.valToPos(seconds, "x", true),
  py: (value) => plot.valToPos(value, "y", true),
  box: plot.bbox,
  dpr: devicePixelRatio || 1,
});

export const clipped = ({ ctx, box }: Canvas, paint: () => void): void => {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.left, box.top, box.width, box.height);
  ctx.clip();
  paint();
  ctx.restore();
};

/**
 * Fills between minimum and maximum, then strokes the span of every bucket and the line through the middles:
 * a spike of a single row is part of a bucket's span and therefore always visible.
 */
export const drawBand = ({ ctx, px, py, dpr }: Canvas, band: Band, colour: string): void => {
  ctx.fillStyle = withAlpha(colour, 0.22);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.25 * dpr;
  ctx.lineJoin = "round";
  for (const [start, end] of band.runs) {
    if (start === end) {
      drawLone(ctx, px(band.x[start]!), py(band.min[start]!), py(band.max[start]!), colour, dpr);
      continue;
    }
    const thick = band.min.some((value, i) => i >= start && i <= end && value !== band.max[i]);
    if (thick) {
      ctx.beginPath();
      for (let i = start; i <= end; i++) ctx.lineTo(px(band.x[i]!), py(band.max[i]!));
      for (let i = end; i >= start; i--) ctx.lineTo(px(band.x[i]!), py(band.min[i]!));
      ctx.fill();
    }
    ctx.beginPath();
    for (let i = start; i <= end; i++) {
      const middle = (py(band.min[i]!) + py(band.max[i]!)) / 2;
      ctx.lineTo(px(band.x[i]!), middle);
    }
    for (let i = start; i <= end; i++) {
      if (band.min[i] === band.max[i]) continue;
      ctx.moveTo(px(band.x[i]!), py(band.min[i]!));
      ctx.lineTo(px(band.x[i]!), py(band.max[i]!));
    }
    ctx.stroke();
  }
};

/** Draws a value between two gaps, which has no neighbour to connect to. */
const drawLone = (ctx: CanvasRenderingContext2D, x: number, low: number, high: number, colour: string, dpr: number): void => {
  ctx.beginPath();
  ctx.moveTo(x, low);
  ctx.lineTo(x, high);
  ctx.stroke();
  dot(ctx, x, high, 2 * dpr, colour);
};

const dot = (ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void => {
  ctx.save();
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
  ctx.restore();
};

/** Draws events as stems with a dot on the zero line. */
export const drawStems = ({ ctx, px, py, dpr }: Canvas, band: Band, colour: string): void => {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * dpr;
  const foot = py(0);
  for (let i = 0; i < band.x.length; i++) {
    const min = band.min[i];
    const max = band.max[i];
    if (min == null || max == null) continue;
    const x = px(band.x[i]!);
    ctx.beginPath();
    ctx.moveTo(x, foot);
    ctx.lineTo(x, py(Math.abs(max) >= Math.abs(min) ? max : min));
    ctx.stroke();
    dot(ctx, x, py(max), 3 * dpr, colour);
    if (min !== max) dot(ctx, x, py(min), 3 * dpr, colour);
  }
};

/** Draws labelled ranges as an area between two solid edges, so that colour is not the only sign. */
export const drawMarks = ({ ctx, px, box, dpr }: Canvas, marks: readonly Mark[]): void => {
  for (const mark of marks) {
    const left = px(mark.from);
    const right = px(mark.to);
    ctx.fillStyle = withAlpha(mark.colour, mark.selected ? 0.3 : 0.16);
    ctx.fillRect(left, box.top, right - left, box.height);
    ctx.strokeStyle = mark.colour;
    ctx.lineWidth = (mark.selected ? 2.5 : 1.25) * dpr;
    for (const edge of [left, right]) {
      ctx.beginPath();
      ctx.moveTo(edge, box.top);
      ctx.lineTo(edge, box.top + box.height);
      ctx.stroke();
    }
  }
};

/** Draws the anchor, the reference instant of the sample, at the same position on every strip. */
export const drawAnchor = ({ ctx, px, box, dpr }: Canvas, colour: string): void => {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * dpr;
  ctx.setLineDash([4 * dpr, 3 * dpr]);
  ctx.beginPath();
  ctx.moveTo(px(0), box.top);
  ctx.lineTo(px(0), box.top + box.height);
  ctx.stroke();
  ctx.setLineDash([]);
};
