import type { Ns } from "../lib/ns";
import type { StreamInfo } from "../types";

/** A labelled time range; without a channel it covers every channel of its stream. */
export interface SeriesRange {
  id: string;
  streamId: string;
  channel?: string | undefined;
  fromNs: string;
  toNs: string;
  label?: string | undefined;
  colour?: string | undefined;
  selected?: boolean | undefined;
}

export interface SeriesOptions {
  streams: StreamInfo[];
  anchorNs: string;
  fromNs: string;
  toNs: string;
  /** IANA name of the zone that absolute times are shown in. */
  zone: string;
  /** Note next to a stream's name, such as `12 s from the anchor`, by stream id. */
  sync?: Record<string, string>;
  /** The wheel always zooms ("always"), or only with Ctrl or after a click ("focus", the default). */
  wheel?: "always" | "focus";
  onCursor?: (ns: Ns | null) => void;
  selection?: {
    enabled: boolean;
    onRange: (streamId: string, channel: string, fromNs: Ns, toNs: Ns) => void;
    onPick?: (id: string | null) => void;
  };
  ranges?: SeriesRange[];
}

export interface SeriesHandle {
  destroy(): void;
  setCursor(ns: Ns | string | null): void;
  setTheme(): void;
  setRanges(ranges: SeriesRange[]): void;
  setSelectionEnabled(enabled: boolean): void;
  /** The cursor with its strip, for marking ranges by keyboard. */
  cursor(): { ns: Ns; streamId: string; channel: string } | null;
  focus(): void;
}
