import type { SampleDetail } from "../types";
import type { Field, FieldKind, Label, LabelSchema, Option } from "./types";

/** Okabe–Ito palette, starting with colours that no modality uses. The option's number is the sign besides colour. */
export const OPTION_COLOURS = ["#E69F00", "#56B4E9", "#CC79A7", "#F0E442", "#0072B2", "#D55E00", "#009E73"] as const;

/** A field without options has itself as its only option. */
export const optionsOf = (field: Field): Option[] =>
  field.options && field.options.length > 0 ? field.options : [{ id: field.id, label: field.label }];

export const colourOf = (schema: LabelSchema, label: { fieldId: string; optionId: string }): string => {
  const field = schema.fields.find((each) => each.id === label.fieldId);
  const index = field ? optionsOf(field).findIndex((option) => option.id === label.optionId) : -1;
  return OPTION_COLOURS[Math.max(0, index) % OPTION_COLOURS.length]!;
};

export const optionLabel = (schema: LabelSchema, label: { fieldId: string; optionId: string }): string => {
  const field = schema.fields.find((each) => each.id === label.fieldId);
  return (field && optionsOf(field).find((option) => option.id === label.optionId)?.label) ?? label.optionId;
};

/** The option of a number key in a field: 1 is the first, 9 the last with a key. */
export const optionForKey = (field: Field, digit: number): Option | null =>
  digit >= 1 && digit <= 9 ? (optionsOf(field)[digit - 1] ?? null) : null;

export const keyForOption = (index: number): string => (index < 9 ? String(index + 1) : "");

const KIND_OF_MODALITY = { image: "box", text: "span", sensor: "range" } as const;

/** False when the field marks a part that this sample does not have. */
export const isPossible = (field: Field, sample: SampleDetail): boolean =>
  field.kind === "choice" ||
  sample.parts.some((part) => part.present && KIND_OF_MODALITY[part.modality] === field.kind && fits(field, part.name));

const fits = (field: Field, part: string): boolean => field.part === undefined || field.part === part;

/** The field of a mark on a part; the active field if several fit. */
export const fieldForPart = (schema: LabelSchema, kind: FieldKind, part: string, active: Field | null): Field | null => {
  const fitting = schema.fields.filter((field) => field.kind === kind && fits(field, part));
  return fitting.find((field) => field === active) ?? fitting[0] ?? null;
};

/** Required fields without a label. A field is not required if the sample has no part for it. */
export const missingRequired = (schema: LabelSchema, sample: SampleDetail, labels: Iterable<Label>): Field[] => {
  const filled = new Set([...labels].map((label) => label.fieldId));
  return schema.fields.filter((field) => field.required && isPossible(field, sample) && !filled.has(field.id));
};
