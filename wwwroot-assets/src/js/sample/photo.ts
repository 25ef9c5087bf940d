import { button, errorBox, h, ICONS } from "../lib/dom";
import type { ImagePart } from "../types";

const MAX_ZOOM = 16;

export interface PhotoOptions {
  alt: string;
  wheel: "always" | "focus";
  /** False if a drag draws; then Space, the hand button or the middle mouse button moves the photo. */
  dragPans: () => boolean;
  /** Handles keys first, for example to move a selected box. True if it handled the key. */
  onKey?: (event: KeyboardEvent) => boolean;
  controls?: HTMLElement[];
}

export interface Photo {
  readonly element: HTMLElement;
  readonly viewport: HTMLElement;
  readonly image: HTMLImageElement;
  destroy(): void;
}

/**
 * A photo that zooms by changing its size inside a scrolling element, so that scroll bars, keyboard scrolling and the
 * overlay of boxes work without a transform.
 */
export const createPhoto = (part: ImagePart, options: PhotoOptions): Photo => {
  const image = h("img", { alt: options.alt, draggable: "false", decoding: "async" });
  const stage = h("div", { class: "photo__stage" }, image);
  const viewport = h("div", { class: "photo__viewport", tabindex: "0", role: "group",
    "aria-label": `${options.alt}. Plus and minus zoom, arrows move, 0 shows all.` }, stage);
  const level = h("span", { class: "photo__level", "aria-live": "polite" });
  const problem = h("div", {});
  let zoom = 1;

  const fit = (): number =>
    Math.min(viewport.clientWidth / part.width, viewport.clientHeight / part.height) || 0.1;

  const layout = (): void => {
    const scale = fit() * zoom;
    image.style.width = `${Math.max(1, Math.floor(part.width * scale))}px`;
    image.style.height = `${Math.max(1, Math.floor(part.height * scale))}px`;
    level.textContent = `${Math.round(scale * 100)} %`;
    viewport.classList.toggle("is-zoomed", zoom > 1);
  };

  const zoomAt = (factor: number, clientX?: number, clientY?: number): void => {
    const box = viewport.getBoundingClientRect();
    const x = (clientX ?? box.left + box.width / 2) - box.left;
    const y = (clientY ?? box.top + box.height / 2) - box.top;
    const before = image.getBoundingClientRect();
    const partX = (x + box.left - before.left) / before.width;
    const partY = (y + box.top - before.top) / before.height;
    zoom = Math.min(MAX_ZOOM, Math.max(1, zoom * factor));
    layout();
    const after = image.getBoundingClientRect();
    viewport.scrollLeft += after.left + partX * after.width - box.left - x;
    viewport.scrollTop += after.top + partY * after.height - box.top - y;
  };

  const reset = (): void => {
    zoom = 1;
    layout();
  };

  const load = (): void => {
    problem.replaceChildren();
    image.src = part.contentUrl;
  };
  image.addEventListener("error", () =>
    problem.replaceChildren(errorBox("The photo could not be loaded", part.contentUrl, () => {
      image.removeAttribute("src");
      load();
    })));

  viewport.addEventListener("wheel", (event) => {
    const wanted = options.wheel === "always" || event.ctrlKey || event.metaKey || viewport.contains(document.activeElement);
    if (!wanted || event.shiftKey) return;
    event.preventDefault();
    zoomAt(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.004), event.clientX, event.clientY);
  }, { passive: false });

  viewport.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (options.onKey?.(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const pan = (x: number, y: number) => (): void => viewport.scrollBy({ left: x, top: y });
    const act: Record<string, () => void> = {
      "+": () => zoomAt(1.25), "=": () => zoomAt(1.25), "-": () => zoomAt(0.8), "0": reset,
      ArrowLeft: pan(-40, 0), ArrowRight: pan(40, 0), ArrowUp: pan(0, -40), ArrowDown: pan(0, 40),
    };
    const run = act[event.key];
    // Without zoom there is nothing to pan, so the arrow keys scroll the page.
    if (!run || (zoom === 1 && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });

  const fingers = new Map<number, { x: number; y: number }>();
  let pinch = 0;
  const spread = (): number => {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  viewport.addEventListener("pointerdown", (event) => {
    const middle = event.button === 1;
    if (!middle && (event.button !== 0 || !options.dragPans())) return;
    if (event.pointerType === "mouse") event.preventDefault();
    viewport.focus({ preventScroll: true });
    viewport.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    pinch = spread();
  });
  viewport.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) {
      const now = spread();
      const [a, b] = [...fingers.values()];
      if (pinch > 0) zoomAt(now / pinch, (a!.x + b!.x) / 2, (a!.y + b!.y) / 2);
      pinch = now;
    } else {
      viewport.scrollBy({ left: last.x - event.clientX, top: last.y - event.clientY });
    }
  });
  const lift = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  viewport.addEventListener("pointerup", lift);
  viewport.addEventListener("pointercancel", lift);

  const element = h("div", { class: "photo" },
    viewport,
    h("div", { class: "photo__controls" },
      ...(options.controls ?? []),
      button("Zoom out", () => zoomAt(0.8), { icon: ICONS.minus, class: "btn-icon", title: "Zoom out (−)" }),
      level,
      button("Zoom in", () => zoomAt(1.25), { icon: ICONS.plus, class: "btn-icon", title: "Zoom in (+)" }),
      button("Show all", reset, { icon: ICONS.fit, class: "btn-icon", title: "Show all (0)" })),
    problem);

  const observer = new ResizeObserver(layout);
  observer.observe(viewport);
  load();
  return {
    element,
    viewport,
    image,
    destroy() {
      observer.disconnect();
      // The browser keeps a decoded picture as long as an element refers to it.
      image.removeAttribute("src");
      element.remove();
    },
  };
};
