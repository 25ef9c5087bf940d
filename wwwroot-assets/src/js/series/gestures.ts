/** Gestures on a strip, in client pixels; the view decides what they do. */
export interface GestureTarget {
  zoomAt(clientX: number, factor: number): void;
  panBy(pixels: number): void;
  hover(clientX: number | null): void;
  /** A drag over the plot: called while moving and once at the end. */
  drag(fromX: number, toX: number, ended: boolean): void;
  /** True while a one-finger drag marks a range instead of moving the view. */
  touchMarks(): boolean;
  /** True while the wheel zooms; otherwise it scrolls the page. */
  wheelZooms(event: WheelEvent): boolean;
  tap(clientX: number): void;
}

const MOVED = 4;

/** Listens on the parent of all strips, so that a rebuilt plot needs no new listeners. */
export const listen = (element: HTMLElement, target: GestureTarget): (() => void) => {
  const touches = new Map<number, number>();
  let start: number | null = null;
  let last = 0;
  let pinch = 0;

  const onPlot = (event: Event): boolean => (event.target as Element).closest(".u-over") !== null;

  const spread = (): number => {
    const [a, b] = [...touches.values()];
    return Math.abs(a! - b!);
  };

  const down = (event: PointerEvent): void => {
    if (!onPlot(event) || event.button !== 0) return;
    touches.set(event.pointerId, event.clientX);
    element.setPointerCapture(event.pointerId);
    if (touches.size === 2) {
      start = null;
      pinch = spread();
      target.drag(0, 0, false);
    } else if (touches.size === 1) {
      start = last = event.clientX;
    }
  };

  const move = (event: PointerEvent): void => {
    if (!touches.has(event.pointerId)) {
      target.hover(onPlot(event) ? event.clientX : null);
      return;
    }
    touches.set(event.pointerId, event.clientX);
    if (touches.size === 2) {
      const now = spread();
      const [a, b] = [...touches.values()];
      if (pinch > 0 && now > 0) target.zoomAt((a! + b!) / 2, pinch / now);
      pinch = now;
      return;
    }
    if (start === null) return;
    const fingerPans = event.pointerType === "touch" && !target.touchMarks();
    if (fingerPans) target.panBy(last - event.clientX);
    else if (Math.abs(event.clientX - start) > MOVED) target.drag(start, event.clientX, false);
    last = event.clientX;
    target.hover(event.clientX);
  };

  const up = (event: PointerEvent): void => {
    if (!touches.delete(event.pointerId) || start === null) return;
    const moved = Math.abs(event.clientX - start) > MOVED;
    if (event.type === "pointercancel") target.drag(0, 0, false);
    else if (!moved) target.tap(event.clientX);
    else if (event.pointerType !== "touch" || target.touchMarks()) target.drag(start, event.clientX, true);
    start = null;
  };

  const wheel = (event: WheelEvent): void => {
    if (!onPlot(event) || !target.wheelZooms(event)) return;
    event.preventDefault();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways) target.panBy(event.deltaX);
    else target.zoomAt(event.clientX, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004));
  };

  const leave = (): void => target.hover(null);

  element.addEventListener("pointerdown", down);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("wheel", wheel, { passive: false });
  return () => {
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", up);
    element.removeEventListener("pointercancel", up);
    element.removeEventListener("pointerleave", leave);
    element.removeEventListener("wheel", wheel);
  };
};
