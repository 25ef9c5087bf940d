import { h } from "../lib/dom";
import { parseNs } from "../lib/ns";
import { formatDuration } from "../lib/time";
import { missingReason } from "../lib/words";
import type { MissingPart, Modality, Part } from "../types";

const WORD: Record<Modality, string> = { image: "Photo", text: "Text", sensor: "Series" };

/** `12 s from the anchor`: the distance of the part's own time, without a direction; empty if it is zero. */
export const syncText = (part: Part): string =>
  part.present && parseNs(part.syncErrorNs) !== 0n ? `${formatDuration(parseNs(part.syncErrorNs))} from the anchor` : "";

/** The frame of a part: modality, name and a note, such as the distance from the anchor. */
export const panel = (modality: Modality, name: string, note: string, ...content: (Node | string)[]): HTMLElement =>
  h("section", { class: `panel panel--${modality}`, "aria-label": `${WORD[modality]} ${name}` },
    h("header", { class: "panel__head" },
      h("span", { class: `chip chip--${modality}` }, WORD[modality]),
      h("h2", { class: "panel__name" }, name),
      note !== "" && h("span", { class: "panel__note" }, note)),
    h("div", { class: "panel__body" }, ...content));

/** The frame of a missing part, with the reason. */
export const missingPanel = (part: MissingPart): HTMLElement =>
  h("section", { class: `panel panel--${part.modality} panel--missing`, "aria-label": `${WORD[part.modality]} ${part.name} is missing` },
    h("header", { class: "panel__head" },
      h("span", { class: `chip chip--${part.modality} chip--hollow` }, WORD[part.modality]),
      h("h2", { class: "panel__name" }, part.name)),
    h("div", { class: "panel__body panel__missing" },
      h("span", { class: `missing-mark missing-mark--${part.modality} missing-mark--large`, "aria-hidden": "true" }),
      h("p", {}, h("strong", {}, `No ${WORD[part.modality].toLowerCase()}: `), missingReason(part.missing?.reason)),
      part.missing?.detail ? h("p", { class: "panel__detail" }, part.missing.detail) : ""));
