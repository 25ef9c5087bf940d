// The JSON that the API returns. Nanoseconds are decimal strings, because a JSON number loses digits.

export interface Channel {
  name: string;
  unit: string;
}

export interface StreamInfo {
  /** Path of its series; annotators read it through their task. */
  seriesUrl?: string | null;
  id: string;
  name: string;
  kind: "regular" | "events";
  channels: Channel[];
  firstNs: string;
  lastNs: string;
  rows: number;
}

export interface ImagePart {
  name: string;
  modality: "image";
  present: true;
  syncErrorNs: string;
  mediaType: string;
  contentUrl: string;
  width: number;
  height: number;
}

export interface TextPart {
  name: string;
  modality: "text";
  present: true;
  syncErrorNs: string;
  text: string;
}

export interface SensorPart {
  name: string;
  modality: "sensor";
  present: true;
  syncErrorNs: string;
  stream: StreamInfo;
}

export interface MissingPart {
  name: string;
  modality: Modality;
  present: false;
  missing: { reason: string; detail?: string | null } | null;
}

export type Modality = "text" | "image" | "sensor";
export type Part = ImagePart | TextPart | SensorPart | MissingPart;

export interface SampleDetail {
  id: string;
  key: string;
  datasetId: string;
  recordingId: string;
  subject: string;
  anchorNs: string;
  fromNs: string;
  toNs: string;
  zone: string;
  strata: Record<string, string>;
  synthetic: boolean;
  parts: Part[];
}

/** The response of `GET /api/v1/streams/{id}/series`. A null is a gap; min equals max at level 0. */
export interface SeriesResponse {
  streamId: string;
  baseNs: string;
  level: number;
  bucketNs: string;
  t: number[];
  channels: { name: string; unit: string; min: (number | null)[]; max: (number | null)[] }[];
}
