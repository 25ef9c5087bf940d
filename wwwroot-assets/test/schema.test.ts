import { describe, expect, it } from "vitest";
import { cutBox, fitBox, middleBox, nudgeBox, type Box } from "../src/js/annotate/box";
import { colourOf, fieldForPart, isPossible, keyForOption, missingRequired, optionForKey, optionLabel, optionsOf } from "../src/js/annotate/schema";
import type { Field, LabelSchema } from "../src/js/annotate/types";
import type { SampleDetail } from "../src/js/types";

const options = (count: number): { id: string; label: string }[] => Array.from({ length: count }, (_, i) => ({ id: `o${i}`, label: `O ${i}` }));
const fault: Field = { id: "fault", kind: "choice", label: "Fault", required: true, options: options(3) };
const region: Field = { id: "region", kind: "box", part: "photo", label: "Region", required: true, options: options(11) };
const other: Field = { id: "other", kind: "box", label: "Other", options: [] };
const phrase: Field = { id: "phrase", kind: "span", part: "note", label: "Phrase", options: options(2) };
const schema: LabelSchema = { fields: [fault, region, other, phrase] };

const sample = (photo: boolean): SampleDetail => ({
  parts: [
    photo ? { name: "photo", modality: "image", present: true } : { name: "photo", modality: "image", present: false, missing: null },
    { name: "note", modality: "text", present: true, text: "x" },
  ],
}) as unknown as SampleDetail;

describe("number keys", () => {
  it("mean the options of a field in order", () => {
    expect(optionForKey(fault, 1)?.id).toBe("o0");
    expect(optionForKey(fault, 3)?.id).toBe("o2");
    expect(optionForKey(fault, 4)).toBeNull();
    expect(optionForKey(fault, 0)).toBeNull();
  });

  it("end at nine", () => {
    expect(optionForKey(region, 9)?.id).toBe("o8");
    expect(optionForKey(region, 10)).toBeNull();
    expect([0, 8, 9].map(keyForOption)).toEqual(["1", "9", ""]);
  });

  it("serve a field without options by the field itself", () => {
    expect(optionsOf(other)).toEqual([{ id: "other", label: "Other" }]);
    expect(optionForKey(other, 1)?.id).toBe("other");
  });
});

describe("fields", () => {
  it("are found for a part, the active one first", () => {
    expect(fieldForPart(schema, "box", "photo", null)).toBe(region);
    expect(fieldForPart(schema, "box", "photo", other)).toBe(other);
    expect(fieldForPart(schema, "box", "photo", fault)).toBe(region);
    expect(fieldForPart(schema, "box", "second", region)).toBe(other);
    expect(fieldForPart(schema, "range", "glucose", null)).toBeNull();
  });

  it("are asked for only where the sample has their part", () => {
    expect(isPossible(region, sample(false))).toBe(false);
    expect(missingRequired(schema, sample(true), []).map((field) => field.id)).toEqual(["fault", "region"]);
    expect(missingRequired(schema, sample(false), []).map((field) => field.id)).toEqual(["fault"]);
    expect(missingRequired(schema, sample(false), [{ kind: "choice", fieldId: "fault", optionId: "o1" }])).toEqual([]);
  });

  it("name and colour their options apart", () => {
    const colours = new Set(options(7).map(({ id }) => colourOf(schema, { fieldId: "region", optionId: id })));
    expect(colours.size).toBe(7);
    expect(optionLabel(schema, { fieldId: "fault", optionId: "o1" })).toBe("O 1");
    expect(optionLabel(schema, { fieldId: "gone", optionId: "kept" })).toBe("kept");
  });
});

describe("boxes", () => {
  const box = (x: number, y: number, w: number, h: number): Box => ({ kind: "box", part: "p", x, y, w, h });

  it("are whole pixels inside the image", () => {
    expect(fitBox(box(-5, 95.4, 10.6, 20), 100, 100)).toEqual(box(0, 80, 11, 20));
    expect(cutBox(box(-5, 90, 20, 40), 100, 100)).toEqual(box(0, 90, 15, 10));
    expect(cutBox(box(10, 10, 0.2, 0.2), 100, 100)).toEqual(box(10, 10, 1, 1));
    expect(cutBox(box(200, 200, 5, 5), 100, 100)).toEqual(box(99, 99, 1, 1));
    expect(middleBox("p", 100, 50)).toEqual(box(40, 20, 20, 10));
  });

  it("move and grow by the arrow keys and stop at the edge", () => {
    const none = { shiftKey: false, altKey: false };
    expect(nudgeBox(box(10, 10, 20, 20), "ArrowRight", none, 200, 100)).toEqual(box(12, 10, 20, 20));
    expect(nudgeBox(box(10, 10, 20, 20), "ArrowUp", { shiftKey: false, altKey: true }, 200, 100)).toEqual(box(10, 9, 20, 20));
    expect(nudgeBox(box(10, 10, 20, 20), "ArrowRight", { shiftKey: true, altKey: false }, 200, 100)).toEqual(box(10, 10, 22, 20));
    expect(nudgeBox(box(180, 10, 20, 20), "ArrowRight", none, 200, 100)).toEqual(box(180, 10, 20, 20));
    expect(nudgeBox(box(180, 10, 20, 20), "ArrowRight", { shiftKey: true, altKey: false }, 200, 100)).toEqual(box(180, 10, 20, 20));
    expect(nudgeBox(box(0, 0, 1, 1), "q", none, 200, 100)).toBeNull();
  });
});
