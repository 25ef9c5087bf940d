import { h } from "./lib/dom";
import { parseNs } from "./lib/ns";
import { formatDuration, formatInstant } from "./lib/time";
import { createPhoto, type Photo } from "./sample/photo";
import { missingPanel, panel, syncText } from "./sample/panels";
import { mount as mountSeries, type SeriesHandle } from "./series-view";
import type { ImagePart, MissingPart, SampleDetail, SensorPart, TextPart } from "./types";

export interface SampleOptions {
  sample: SampleDetail;
  /** The viewer's zone; if empty, the sample's own zone. */
  zone?: string;
}

export interface SampleHandle {
  destroy(): void;
  setTheme(): void;
}

/** Shows the parts of a sample on one clock: photos and texts side by side, the series below, with the anchor. */
export const mount = (el: HTMLElement, { sample, zone }: SampleOptions): SampleHandle => {
  const shownZone = zone || sample.zone || "UTC";
  const photos: Photo[] = [];
  let series: SeriesHandle | null = null;

  const images = sample.parts.filter((part): part is ImagePart => part.present && part.modality === "image");
  const texts = sample.parts.filter((part): part is TextPart => part.present && part.modality === "text");
  const sensors = sample.parts.filter((part): part is SensorPart => part.present && part.modality === "sensor");
  const missing = sample.parts.filter((part): part is MissingPart => !part.present);

  const top = h("div", { class: "sample__top" });
  for (const part of images) {
    const photo = createPhoto(part, { alt: `Photo ${part.name} of sample ${sample.key}`, wheel: "focus", dragPans: () => true });
    photos.push(photo);
    top.append(panel("image", part.name, [syncText(part), `${part.width} × ${part.height}`].filter(Boolean).join(" · "), photo.element));
  }
  for (const part of missing.filter((each) => each.modality === "image")) top.append(missingPanel(part));
  for (const part of texts)
    top.append(panel("text", part.name, syncText(part), h("div", { class: "text-body", dir: "auto", tabindex: "0" }, part.text)));
  for (const part of missing.filter((each) => each.modality === "text")) top.append(missingPanel(part));

  const bottom = h("div", { class: "sample__bottom" });
  const root = h("article", { class: "sample", "data-testid": "sample-view", "data-sample-id": sample.id },
    h("p", { class: "sample__when" },
      sample.synthetic && h("span", { class: "synthetic-badge" }, "Synthetic"),
      h("span", {}, h("strong", {}, "Anchor "), formatInstant(parseNs(sample.anchorNs), shownZone)),
      h("span", { class: "sample__span" }, `${formatDuration(parseNs(sample.toNs) - parseNs(sample.fromNs))} in view`)),
    top, bottom);
  el.append(root);

  if (sensors.length > 0) {
    const host = h("div", {});
    bottom.append(panel("sensor", sensors.map((part) => part.name).join(" · "), "", host));
    series = mountSeries(host, {
      streams: sensors.map((part) => part.stream),
      anchorNs: sample.anchorNs,
      fromNs: sample.fromNs,
      toNs: sample.toNs,
      zone: shownZone,
      sync: Object.fromEntries(sensors.map((part) => [part.stream.id, syncText(part)])),
    });
  }
  for (const part of missing.filter((each) => each.modality === "sensor")) bottom.append(missingPanel(part));

  return {
    setTheme: () => series?.setTheme(),
    destroy() {
      series?.destroy();
      for (const photo of photos) photo.destroy();
      root.remove();
    },
  };
};
