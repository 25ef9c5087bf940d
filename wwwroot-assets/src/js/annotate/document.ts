// Converts between the labels that the panels draw and the W3C documents that are saved.
// https://www.w3.org/TR/annotation-model/ and https://www.w3.org/TR/media-frags/
import { codePointLength, toCodePoints, toUnits } from "../lib/codepoints";
import { exactSeconds, parseExactSeconds } from "../lib/ns";
import type { Label, Selector, WebAnnotation } from "./types";

const MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/";
const QUOTE_CONTEXT = 32;

/** The data of a sample that is needed to place a label. */
export interface SampleContext {
  sampleId: string;
  fromNs: bigint;
  /** Text parts by name. */
  texts: ReadonlyMap<string, string>;
}

const MOTIVATION: Record<Label["kind"], string> = {
  choice: "classifying",
  box: "tagging",
  span: "tagging",
  range: "tagging",
};

const sourceOf = (context: SampleContext, part?: string): string =>
  `urn:governance:sample:${context.sampleId}${part === undefined ? "" : `:part:${part}`}`;

export const annotationUrn = (id: string): string => `urn:uuid:${id}`;

export const toDocument = (context: SampleContext, id: string, label: Label): WebAnnotation => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  id: annotationUrn(id),
  type: "Annotation",
  motivation: MOTIVATION[label.kind],
  body: { type: "TextualBody", purpose: "tagging", value: label.optionId, fieldId: label.fieldId },
  target: targetOf(context, label),
});

const targetOf = (context: SampleContext, label: Label): WebAnnotation["target"] => {
  switch (label.kind) {
    case "choice":
      return { source: sourceOf(context) };
    case "box": {
      const [x, y, w, h] = [label.x, label.y, label.w, label.h].map(Math.round);
      return {
        source: sourceOf(context, label.part),
        selector: { type: "FragmentSelector", conformsTo: MEDIA_FRAGMENTS, value: `xywh=pixel:${x},${y},${w},${h}` },
      };
    }
    case "span":
      return {
        source: sourceOf(context, label.part),
        selector: textSelectors(context.texts.get(label.part) ?? "", label.start, label.end),
      };
    case "range": {
      const value = `t=${exactSeconds(label.fromNs - context.fromNs)},${exactSeconds(label.toNs - context.fromNs)}`;
      return {
        source: sourceOf(context, label.part),
        selector: { type: "FragmentSelector", conformsTo: MEDIA_FRAGMENTS, value },
        ...(label.channel === undefined ? {} : { channel: label.channel }),
      };
    }
  }
};

/** The position says where; the quote makes it possible to find the words again if the text is cleaned later. */
const textSelectors = (text: string, start: number, end: number): Selector[] => {
  const from = toCodePoints(text, start);
  const to = toCodePoints(text, end);
  const before = toUnits(text, Math.max(0, from - QUOTE_CONTEXT));
  const after = toUnits(text, Math.min(codePointLength(text), to + QUOTE_CONTEXT));
  return [
    { type: "TextPositionSelector", start: from, end: to },
    { type: "TextQuoteSelector", exact: text.slice(start, end), prefix: text.slice(before, start), suffix: text.slice(end, after) },
  ];
};

const PART = /:part:(.+)$/;

/** Reads a document; null when it is not one of the four kinds. Such a document is left unchanged. */
export const readDocument = (context: SampleContext, document: WebAnnotation): Label | null => {
  const fieldId = document.body?.fieldId;
  const optionId = document.body?.value;
  if (typeof fieldId !== "string" || typeof optionId !== "string") return null;
  const target: WebAnnotation["target"] = typeof document.target === "string" ? { source: document.target } : document.target;
  const named = { fieldId, optionId };
  const part = PART.exec(target.source)?.[1];
  if (part === undefined) return { ...named, kind: "choice" };

  const selectors = target.selector === undefined ? [] : Array.isArray(target.selector) ? target.selector : [target.selector];
  for (const selector of selectors) {
    if (selector.type === "TextPositionSelector") {
      const text = context.texts.get(part) ?? "";
      return { ...named, kind: "span", part, start: toUnits(text, selector.start), end: toUnits(text, selector.end) };
    }
    if (selector.type !== "FragmentSelector") continue;
    const box = /^xywh=(?:pixel:)?([\d.]+),([\d.]+),([\d.]+),([\d.]+)$/.exec(selector.value);
    if (box) {
      const [x, y, w, h] = box.slice(1).map(Number) as [number, number, number, number];
      return { ...named, kind: "box", part, x, y, w, h };
    }
    const time = /^t=([^,]+),([^,]+)$/.exec(selector.value);
    const from = time && parseExactSeconds(time[1]!);
    const to = time && parseExactSeconds(time[2]!);
    if (from != null && to != null)
      return { ...named, kind: "range", part, fromNs: context.fromNs + from, toNs: context.fromNs + to, channel: target.channel };
  }
  return null;
};
