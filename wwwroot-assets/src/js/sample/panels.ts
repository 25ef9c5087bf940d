import { h } from "../lib/dom";
import { parseNs } from "../lib/ns";
import { formatDuration } from "../lib/time";
import { missingReason } from "../lib/words";
import type { MissingPart, Modality, Part } from "../types";

const WORD: Record<Modality, string> = { image: "Photo", text: "Text", sensor: "Series" };

/** `± 12 s`; empty where the part shares the sample's clock. */
export const syncText = (part: Part): string =>
  part.present && parseNs(part.syncErrorNs) !== 0n ? `± ${formatDuration(parseNs(part.syncErrorNs))}` : "";

/** A part's frame: its sign in the modality's colour, its name, what is known of its clock. */
export const panel = (modality: Modality, name: string, note: string, ...content: (Node | string)[]): HTMLElement =>
  h("section", { class: `panel panel--${modality}`, "aria-label": `${WORD[modality]} ${name}` },
    h("header", { class: "panel__head" },
      h("span", { class: `chip chip--${modality}` }, WORD[modality]),
      h("h2", { class: "panel__name" }, name),
      note !== "" && h("span", { class: "panel__note" }, note)),
    h("div", { class: "panel__body" }, ...content));

/** A hollow frame says that something belongs here; the words say why it is not here. */
export const missingPanel = (part: MissingPart): HTMLElement =>
  h("section", { class: `panel panel--${part.modality} panel--missing`, "aria-label": `${WORD[part.modality]} ${part.name} is missing` },
    h("header", { class: "panel__head" },
      h("span", { class: `chip chip--${part.modality} chip--hollow` }, WORD[part.modality]),
      h("h2", { class: "panel__name" }, part.name)),
    h("div", { class: "panel__body panel__missing" },
      h("span", { class: `missing-mark missing-mark--${part.modality} missing-mark--large`, "aria-hidden": "true" }),
      h("p", {}, h("strong", {}, `No ${WORD[part.modality].toLowerCase()}: `), missingReason(part.missing?.reason)),
      part.missing?.detail ? h("p", { class: "panel__detail" }, part.missing.detail) : ""));
