import Ajv from "ajv";
import { describe, expect, it } from "vitest";
import { readDocument, toDocument, type SampleContext } from "../src/js/annotate/document";
import type { Label, WebAnnotation } from "../src/js/annotate/types";

const ID = "0193e4a0-7c11-4000-8000-000000000001";
const TEXT = "Pump 🛠️ seal weeping at flange.";
const context: SampleContext = { sampleId: "s-1", fromNs: 1_793_712_725_120_000_000n, texts: new Map([["note", TEXT]]) };

const selector = {
  type: "object",
  required: ["type"],
  oneOf: [
    { properties: { type: { const: "FragmentSelector" }, conformsTo: { const: "http://www.w3.org/TR/media-frags/" }, value: { type: "string", pattern: "^(xywh=pixel:\\d+,\\d+,\\d+,\\d+|t=\\d+(\\.\\d{1,9})?,\\d+(\\.\\d{1,9})?)$" } }, required: ["value", "conformsTo"], additionalProperties: false },
    { properties: { type: { const: "TextPositionSelector" }, start: { type: "integer", minimum: 0 }, end: { type: "integer", minimum: 1 } }, required: ["start", "end"], additionalProperties: false },
    { properties: { type: { const: "TextQuoteSelector" }, exact: { type: "string", minLength: 1 }, prefix: { type: "string" }, suffix: { type: "string" } }, required: ["exact"], additionalProperties: false },
  ],
};
const valid = new Ajv({ strict: false }).compile({
  type: "object",
  required: ["@context", "id", "type", "motivation", "body", "target"],
  additionalProperties: false,
  properties: {
    "@context": { const: "http://www.w3.org/ns/anno.jsonld" },
    id: { type: "string", pattern: "^urn:uuid:[0-9a-f-]{36}$" },
    type: { const: "Annotation" },
    motivation: { enum: ["tagging", "classifying"] },
    body: { type: "object", required: ["type", "purpose", "value", "fieldId"], additionalProperties: false, properties: { type: { const: "TextualBody" }, purpose: { const: "tagging" }, value: { type: "string" }, fieldId: { type: "string" } } },
    target: { type: "object", required: ["source"], additionalProperties: false, properties: { source: { type: "string", pattern: "^urn:governance:sample:" }, channel: { type: "string" }, selector: { anyOf: [selector, { type: "array", items: selector }] } } },
  },
});

const roundTrip = (label: Label): WebAnnotation => {
  const document = JSON.parse(JSON.stringify(toDocument(context, ID, label))) as WebAnnotation;
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  expect(readDocument(context, document)).toEqual(label);
  return document;
};

describe("W3C documents", () => {
  it("put a choice on the sample itself", () => {
    const document = roundTrip({ kind: "choice", fieldId: "fault", optionId: "leak" });
    expect(document.target).toEqual({ source: "urn:governance:sample:s-1" });
    expect(document.id).toBe(`urn:uuid:${ID}`);
    expect(document.body).toEqual({ type: "TextualBody", purpose: "tagging", value: "leak", fieldId: "fault" });
    expect(document.motivation).toBe("classifying");
  });

  it("put a box on whole pixels of the image", () => {
    const document = roundTrip({ kind: "box", fieldId: "region", optionId: "seal", part: "photo", x: 10, y: 20, w: 300, h: 40 });
    expect(document.target).toEqual({
      source: "urn:governance:sample:s-1:part:photo",
      selector: { type: "FragmentSelector", conformsTo: "http://www.w3.org/TR/media-frags/", value: "xywh=pixel:10,20,300,40" },
    });
  });

  it("count a span in code points and quote it with its neighbours", () => {
    const start = TEXT.indexOf("seal");
    const document = roundTrip({ kind: "span", fieldId: "phrase", optionId: "symptom", part: "note", start, end: start + "seal weeping".length });
    const points = [...TEXT.slice(0, start)].length;
    expect(points).toBe(start - 1);
    expect(document.target.selector).toEqual([
      { type: "TextPositionSelector", start: points, end: points + 12 },
      { type: "TextQuoteSelector", exact: "seal weeping", prefix: "Pump 🛠️ ", suffix: " at flange." },
    ]);
  });

  it("write a range as exact seconds from the sample's start, with its channel", () => {
    const document = roundTrip({ kind: "range", fieldId: "episode", optionId: "high", part: "vibration", channel: "velocity",
      fromNs: context.fromNs + 12_500_000_000n, toNs: context.fromNs + 3_600_000_000_001n });
    expect(document.target.channel).toBe("velocity");
    expect(document.target.selector).toMatchObject({ value: "t=12.5,3600.000000001" });
  });

  it("leave out a channel that was not named", () => {
    const place = { part: "p", fromNs: context.fromNs, toNs: context.fromNs + 1n };
    const range = toDocument(context, ID, { kind: "range", fieldId: "e", optionId: "o", ...place });
    expect(range.target).not.toHaveProperty("channel");
  });

  it("read a plain target and a part with a colon in its name", () => {
    const choice = toDocument(context, ID, { kind: "choice", fieldId: "f", optionId: "o" });
    const plain = { ...choice, target: "urn:governance:sample:s-1" } as unknown as WebAnnotation;
    expect(readDocument(context, plain)).toEqual({ kind: "choice", fieldId: "f", optionId: "o" });
    roundTrip({ kind: "box", fieldId: "f", optionId: "o", part: "cam:left", x: 0, y: 0, w: 1, h: 1 });
  });

  it("leave alone what they do not understand", () => {
    const document = toDocument(context, ID, { kind: "box", fieldId: "f", optionId: "o", part: "photo", x: 0, y: 0, w: 1, h: 1 });
    (document.target.selector as { value: string }).value = "xywh=percent:1,1,1,1";
    expect(readDocument(context, document)).toBeNull();
    expect(readDocument(context, { ...document, body: undefined } as unknown as WebAnnotation)).toBeNull();
  });
});
