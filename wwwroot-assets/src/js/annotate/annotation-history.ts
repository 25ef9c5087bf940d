import type { SavedAnnotation, WebAnnotation } from "./types";

/** One annotation before and after; null where it does not exist. */
export interface Change {
  id: string;
  before: WebAnnotation | null;
  after: WebAnnotation | null;
}

/** What is to be saved. A revision is used once, also by undo, so that the server can order the saves. */
export interface Revision {
  id: string;
  revision: number;
  body: WebAnnotation | null;
}

const MERGE_WITHIN_MS = 800;
const DEPTH = 500;

/**
 * All annotations of a task, of every modality, with one undo history:
 * after a box, a span and a range, undo takes back the range first.
 */
export class AnnotationHistory {
  private readonly bodies = new Map<string, WebAnnotation>();
  private readonly revisions = new Map<string, number>();
  private readonly past: { changes: Change[]; merge: string | null; at: number }[] = [];
  private readonly future: Change[][] = [];

  constructor(
    private readonly onChange: (saved: Revision[]) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Adds what is already saved; this cannot be undone. A null body is a deletion that waits to be sent. */
  load(saved: Iterable<SavedAnnotation | Revision>): void {
    for (const { id, revision, body } of saved) {
      if (revision < (this.revisions.get(id) ?? 0)) continue;
      this.revisions.set(id, revision);
      if (body) this.bodies.set(id, body);
      else this.bodies.delete(id);
    }
  }

  all(): [string, WebAnnotation][] {
    return [...this.bodies];
  }

  get(id: string): WebAnnotation | null {
    return this.bodies.get(id) ?? null;
  }

  /** The revisions that a submission names. */
  current(): { id: string; revision: number }[] {
    return [...this.bodies.keys()].map((id) => ({ id, revision: this.revisions.get(id)! }));
  }

  /** Raises the revision, so that the next change is newer than the one on the server. */
  raise(id: string, revision: number): void {
    this.revisions.set(id, Math.max(revision, this.revisions.get(id) ?? 0));
  }

  /** One step of work. Steps with the same `merge` in quick succession are undone together. */
  apply(after: { id: string; body: WebAnnotation | null }[], merge: string | null = null): void {
    const changes = after
      .map(({ id, body }) => ({ id, before: this.get(id), after: body }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
    if (changes.length === 0) return;
    const last = this.past[this.past.length - 1];
    const at = this.now();
    this.future.length = 0;
    if (last && merge !== null && last.merge === merge && at - last.at < MERGE_WITHIN_MS) {
      last.changes = joined(last.changes, changes);
      last.at = at;
    } else {
      this.past.push({ changes, merge, at });
      if (this.past.length > DEPTH) this.past.shift();
    }
    this.write(changes);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  undo(): boolean {
    const step = this.past.pop();
    if (!step) return false;
    this.future.push(step.changes);
    this.write(step.changes.map(({ id, before, after }) => ({ id, before: after, after: before })).reverse());
    return true;
  }

  redo(): boolean {
    const changes = this.future.pop();
    if (!changes) return false;
    this.past.push({ changes, merge: null, at: this.now() });
    this.write(changes);
    return true;
  }

  private write(changes: Change[]): void {
    const saved = changes.map(({ id, after }): Revision => {
      const revision = (this.revisions.get(id) ?? 0) + 1;
      this.revisions.set(id, revision);
      if (after) this.bodies.set(id, after);
      else this.bodies.delete(id);
      return { id, revision, body: after };
    });
    this.onChange(saved);
  }
}

/** Joins two steps: the first state before and the last state after. */
const joined = (first: Change[], second: Change[]): Change[] => {
  const byId = new Map(first.map((change) => [change.id, { ...change }]));
  for (const change of second) {
    const known = byId.get(change.id);
    if (known) known.after = change.after;
    else byId.set(change.id, { ...change });
  }
  return [...byId.values()];
};
