import { createImageAnnotator, ShapeType, type DrawingStyle, type ImageAnnotation, type ImageAnnotator } from "@annotorious/annotorious";
import { Origin } from "@recogito/text-annotator";
import { button, ICONS } from "../lib/dom";
import { createPhoto, type Photo } from "../sample/photo";
import { panel, syncText } from "../sample/panels";
import type { ImagePart } from "../types";
import { cutBox, middleBox, nudgeBox, type Box } from "./box";
import type { Item, Panel, PanelHost } from "./panel";

const coarse = (): boolean => matchMedia("(pointer: coarse)").matches;

/** Boxes on a photo. Annotorious draws and drags them; the annotation history decides which exist. */
export class ImagePanel implements Panel {
  readonly element: HTMLElement;
  private readonly photo: Photo;
  private readonly hand: HTMLButtonElement;
  private annotator: ImageAnnotator | null = null;
  private items: Item[] = [];
  private moved = new Map<string, Box>();
  private space = false;
  private handOn = false;
  private active = false;
  private showing = false;

  constructor(
    private readonly part: ImagePart,
    private readonly host: PanelHost,
    alt: string,
    private readonly canDraw: boolean,
  ) {
    this.hand = button("Move the photo instead of drawing", () => this.setHand(!this.handOn),
      { icon: ICONS.hand, class: "btn-icon", title: "Move the photo (hold Space)" });
    this.photo = createPhoto(part, {
      alt,
      wheel: "always",
      dragPans: () => !this.draws,
      onKey: (event) => this.onKey(event),
      controls: canDraw ? [this.hand] : [],
    });
    this.element = panel("image", part.name, syncText(part), this.photo.element);
    const { viewport, image } = this.photo;
    viewport.setAttribute("data-testid", "wb-image");
    viewport.setAttribute("data-part", part.name);
    viewport.addEventListener("focusin", () => host.activate("box", part.name));
    viewport.addEventListener("pointerdown", () => host.activate("box", part.name), true);
    viewport.addEventListener("keyup", (event) => event.code === "Space" && this.setSpace(false));
    viewport.addEventListener("blur", () => this.setSpace(false));
    window.addEventListener("pointerup", this.settle);
    if (image.complete && image.naturalWidth > 0) this.attach();
    else image.addEventListener("load", () => this.attach(), { once: true });
  }

  /** A drag draws unless the photo is being moved; on touch it draws only when the field is active. */
  private get draws(): boolean {
    return this.canDraw && !this.space && !this.handOn && (this.active || !coarse());
  }

  /** Pixels of the sample's image per pixel of the loaded picture, which can be a smaller rendition. */
  private get scale(): number {
    return this.photo.image.naturalWidth > 0 ? this.part.width / this.photo.image.naturalWidth : 1;
  }

  private attach(): void {
    if (this.annotator || !this.photo.image.isConnected) return;
    const annotator = createImageAnnotator(this.photo.image, {
      drawingEnabled: this.draws,
      drawingMode: "drag",
      style: this.styleNow(),
    });
    this.annotator = annotator;
    annotator.state.store.observe(({ changes }) => {
      for (const created of changes.created ?? []) this.host.create(this.toBox(created), created.id);
      for (const { newValue } of changes.updated ?? []) this.moved.set(newValue.id, this.toBox(newValue));
    }, { origin: Origin.LOCAL });
    annotator.on("selectionChanged", (selected) => {
      if (!this.showing) this.host.select(selected[0]?.id ?? null);
    });
    this.applyMode();
    this.show(this.items);
  }

  /** A dragged box changes with every move; only the final position is a change to save. */
  private readonly settle = (): void => {
    // After the library's own pointerup handler, which may still change the box.
    setTimeout(() => {
      for (const [id, box] of this.moved) this.host.move(id, box);
      this.moved.clear();
    });
  };

  private toBox(annotation: ImageAnnotation): Box {
    const { minX, minY, maxX, maxY } = annotation.target.selector.geometry.bounds;
    const scale = this.scale;
    return cutBox({ kind: "box", part: this.part.name, x: minX * scale, y: minY * scale, w: (maxX - minX) * scale, h: (maxY - minY) * scale },
      this.part.width, this.part.height);
  }

  private toShape(item: Item): ImageAnnotation {
    const box = item.label as unknown as Box;
    const scale = 1 / this.scale;
    const [x, y, w, h] = [box.x * scale, box.y * scale, box.w * scale, box.h * scale];
    return {
      id: item.id,
      bodies: [],
      target: {
        annotation: item.id,
        selector: { type: ShapeType.RECTANGLE, geometry: { x, y, w, h, bounds: { minX: x, minY: y, maxX: x + w, maxY: y + h } } } as ImageAnnotation["target"]["selector"],
      },
    };
  }

  show(items: Item[]): void {
    this.items = items;
    const annotator = this.annotator;
    if (!annotator) return;
    this.showing = true;
    const { store, selection } = annotator.state;
    const wanted = new Map(items.map((item) => [item.id, this.toShape(item)]));
    for (const known of store.all()) if (!wanted.has(known.id)) store.deleteAnnotation(known.id, Origin.REMOTE);
    for (const [id, shape] of wanted) {
      const known = store.getAnnotation(id);
      if (!known) store.addAnnotation(shape, Origin.REMOTE);
      else if (!same(known, shape)) store.updateAnnotation(shape, Origin.REMOTE);
    }
    const selected = items.find((item) => item.selected)?.id;
    const now = selection.selected[0]?.id;
    if (selected && selected !== now) selection.setSelected(selected, true);
    else if (!selected && now) selection.clear();
    annotator.setStyle(this.styleNow());
    // The library reports selections a moment later; these are the ones that were just set here.
    setTimeout(() => (this.showing = false), 5);
  }

  /** Returns a new function each time, because the library redraws colours only when the style changes. */
  private styleNow(): (annotation: ImageAnnotation) => DrawingStyle {
    const items = new Map(this.items.map((item) => [item.id, item]));
    return (annotation) => {
      const item = items.get(annotation.id);
      const colour = (item?.colour ?? "#E69F00") as `#${string}`;
      return { stroke: colour, strokeWidth: item?.selected ? 3 : 2, fill: colour, fillOpacity: item?.selected ? 0.22 : 0.1 };
    };
  }

  private onKey(event: KeyboardEvent): boolean {
    if (event.code === "Space") {
      this.setSpace(true);
      return true;
    }
    if (event.key === "Enter" && this.canDraw && event.target === this.photo.viewport) {
      this.host.create(middleBox(this.part.name, this.part.width, this.part.height));
      return true;
    }
    const selected = this.items.find((item) => item.selected);
    if (!selected || selected.label.kind !== "box") return false;
    const { kind, part, x, y, w, h } = selected.label;
    const next = nudgeBox({ kind, part, x, y, w, h }, event.key, event, this.part.width, this.part.height);
    if (next) this.host.move(selected.id, next, `nudge ${selected.id}`);
    return next !== null;
  }

  private setSpace(on: boolean): void {
    this.space = on;
    this.applyMode();
  }

  private setHand(on: boolean): void {
    this.handOn = on;
    this.applyMode();
  }

  private applyMode(): void {
    this.hand.setAttribute("aria-pressed", String(this.handOn));
    this.annotator?.setDrawingEnabled(this.draws);
    // Without drawing, a drag scrolls the photo, and boxes are selected in the list.
    this.photo.viewport.classList.toggle("is-hand", !this.draws);
  }

  commit(): boolean {
    return false;
  }

  cancel(): void {
    this.annotator?.cancelDrawing();
  }

  setActive(active: boolean): void {
    this.active = active;
    this.applyMode();
  }

  destroy(): void {
    window.removeEventListener("pointerup", this.settle);
    this.annotator?.destroy();
    this.photo.destroy();
    this.element.remove();
  }
}

const same = (a: ImageAnnotation, b: ImageAnnotation): boolean => {
  const one = a.target.selector.geometry.bounds;
  const two = b.target.selector.geometry.bounds;
  return one.minX === two.minX && one.minY === two.minY && one.maxX === two.maxX && one.maxY === two.maxY;
};
