import type { SampleDetail } from "../types";

export type FieldKind = "choice" | "box" | "span" | "range";

export interface Option {
  id: string;
  label: string;
}

export interface Field {
  id: string;
  kind: FieldKind;
  label: string;
  /** The part that a box, span or range is drawn on. A choice labels the whole sample. */
  part?: string;
  required?: boolean;
  multiple?: boolean;
  options?: Option[];
}

export interface LabelSchema {
  fields: Field[];
}

export interface Task {
  id: string;
  projectId: string;
  sampleId: string;
  leaseToken: string;
  leaseUntil: string;
  ordinal: number;
}

export interface Progress {
  done: number;
  total: number;
  mineToday: number;
  excluded: number;
  excludedReason?: string | null;
}

export interface SavedAnnotation {
  id: string;
  revision: number;
  body: WebAnnotation;
}

export interface NextTask {
  task: Task;
  sample: SampleDetail;
  schema: LabelSchema;
  annotations: SavedAnnotation[];
  progress: Progress;
}

export interface FragmentSelector {
  type: "FragmentSelector";
  conformsTo: string;
  value: string;
}

export interface TextPositionSelector {
  type: "TextPositionSelector";
  start: number;
  end: number;
}

export interface TextQuoteSelector {
  type: "TextQuoteSelector";
  exact: string;
  prefix: string;
  suffix: string;
}

export type Selector = FragmentSelector | TextPositionSelector | TextQuoteSelector;

/** One W3C Web Annotation document; the same shape for all modalities. */
export interface WebAnnotation {
  "@context": string;
  id: string;
  type: "Annotation";
  motivation: string;
  body: { type: "TextualBody"; purpose: "tagging"; value: string; fieldId: string };
  target: { source: string; selector?: Selector | Selector[]; channel?: string };
}

/** The label in a document, in the units of the panels. */
export type Label = { fieldId: string; optionId: string } & (
  | { kind: "choice" }
  | { kind: "box"; part: string; x: number; y: number; w: number; h: number }
  | { kind: "span"; part: string; start: number; end: number }
  | { kind: "range"; part: string; fromNs: bigint; toNs: bigint; channel?: string | undefined }
);

/** A place without a label. */
export type Place =
  | { kind: "box"; part: string; x: number; y: number; w: number; h: number }
  | { kind: "span"; part: string; start: number; end: number }
  | { kind: "range"; part: string; fromNs: bigint; toNs: bigint; channel?: string | undefined };
