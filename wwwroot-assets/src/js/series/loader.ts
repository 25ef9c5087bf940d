import { send } from "../lib/http";
import type { Ns } from "../lib/ns";
import type { SeriesResponse } from "../types";

/** Loads one stream's series for a view; a newer call cancels the older one. */
export class Loader {
  private running: AbortController | null = null;

  constructor(private readonly address: string) {}

  async load(from: Ns, to: Ns, points: number): Promise<SeriesResponse | null> {
    this.cancel();
    const own = (this.running = new AbortController());
    try {
      const url = `${this.address}?from=${from}&to=${to}&points=${points}`;
      const answer = await send<SeriesResponse>(url, { signal: own.signal });
      return own.signal.aborted ? null : answer;
    } catch (error) {
      if (own.signal.aborted) return null;
      throw error;
    }
  }

  cancel(): void {
    this.running?.abort();
  }
}
