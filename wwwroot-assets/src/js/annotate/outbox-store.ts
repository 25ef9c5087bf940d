import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { WebAnnotation } from "./types";

export type Blocked = "lease" | "revision" | "refused";

/** One change that the server has not confirmed. There is at most one for each annotation. */
export interface PendingChange {
  owner: string;
  projectId: string;
  taskId: string;
  leaseToken: string;
  annotationId: string;
  revision: number;
  body: WebAnnotation | null;
  /** Order of sending; a change that replaces another keeps its position. */
  seq: number;
  blocked: Blocked | null;
  /** The revision on the server, if a refusal contained it. */
  heldRevision?: number | undefined;
}

export interface PendingSubmit {
  owner: string;
  projectId: string;
  taskId: string;
  leaseToken: string;
  annotations: { id: string; revision: number }[];
  blocked: Blocked | null;
}

export interface OutboxStore {
  changes(owner: string): Promise<PendingChange[]>;
  /** Adds a change or replaces the change of the same annotation. A lower revision never replaces a higher one. */
  putChange(change: Omit<PendingChange, "seq">): Promise<void>;
  /** Edits a change; does nothing if it has been removed. */
  editChange(owner: string, annotationId: string, edit: (change: PendingChange) => PendingChange | null): Promise<void>;
  submits(owner: string): Promise<PendingSubmit[]>;
  putSubmit(submit: PendingSubmit): Promise<void>;
  removeSubmit(owner: string, taskId: string): Promise<void>;
  /** Everything in the store, whoever wrote it. */
  all(): Promise<{ changes: PendingChange[]; submits: PendingSubmit[] }>;
  readonly durable: boolean;
  close(): void;
}

interface Schema extends DBSchema {
  changes: { key: [string, string]; value: PendingChange; indexes: { owner: string; seq: number } };
  submits: { key: [string, string]; value: PendingSubmit; indexes: { owner: string } };
}

/** Stores changes in IndexedDB. Entries belong to a user name, so another user of this browser never sends them. */
export const openStore = async (name = "governance-outbox"): Promise<OutboxStore> => {
  const db = await openDB<Schema>(name, 1, {
    upgrade(database) {
      const changes = database.createObjectStore("changes", { keyPath: ["owner", "annotationId"] });
      changes.createIndex("owner", "owner");
      changes.createIndex("seq", "seq");
      database.createObjectStore("submits", { keyPath: ["owner", "taskId"] }).createIndex("owner", "owner");
    },
    // A tab with a newer version must not wait for this one.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return new DiskStore(db);
};

class DiskStore implements OutboxStore {
  readonly durable = true;

  constructor(private readonly db: IDBPDatabase<Schema>) {}

  async changes(owner: string): Promise<PendingChange[]> {
    const all = await this.db.getAllFromIndex("changes", "owner", owner);
    return all.sort((a, b) => a.seq - b.seq);
  }

  async putChange(change: Omit<PendingChange, "seq">): Promise<void> {
    // Reads the last number and writes the next in one transaction, because two tabs share this store.
    const tx = this.db.transaction("changes", "readwrite");
    const known = await tx.store.get([change.owner, change.annotationId]);
    if (!known) {
      const last = await tx.store.index("seq").openCursor(null, "prev");
      await tx.store.put({ ...change, seq: (last?.value.seq ?? 0) + 1 });
    } else if (known.revision <= change.revision) {
      await tx.store.put({ ...change, seq: known.seq });
    }
    await tx.done;
  }

  async editChange(owner: string, annotationId: string, edit: (change: PendingChange) => PendingChange | null): Promise<void> {
    const tx = this.db.transaction("changes", "readwrite");
    const known = await tx.store.get([owner, annotationId]);
    if (known) {
      const next = edit(known);
      if (next) await tx.store.put(next);
      else await tx.store.delete([owner, annotationId]);
    }
    await tx.done;
  }

  submits(owner: string): Promise<PendingSubmit[]> {
    return this.db.getAllFromIndex("submits", "owner", owner);
  }

  async putSubmit(submit: PendingSubmit): Promise<void> {
    await this.db.put("submits", submit);
  }

  async removeSubmit(owner: string, taskId: string): Promise<void> {
    await this.db.delete("submits", [owner, taskId]);
  }

  async all(): Promise<{ changes: PendingChange[]; submits: PendingSubmit[] }> {
    return { changes: await this.db.getAll("changes"), submits: await this.db.getAll("submits") };
  }

  close(): void {
    this.db.close();
  }
}

/** Used where IndexedDB is not available (some private windows): changes are lost when the page closes, and the status says so. */
export class MemoryStore implements OutboxStore {
  readonly durable = false;
  private readonly pending = new Map<string, PendingChange>();
  private readonly queue = new Map<string, PendingSubmit>();
  private seq = 0;

  async changes(owner: string): Promise<PendingChange[]> {
    return [...this.pending.values()].filter((change) => change.owner === owner).sort((a, b) => a.seq - b.seq);
  }

  async putChange(change: Omit<PendingChange, "seq">): Promise<void> {
    const known = this.pending.get(change.annotationId);
    if (known && known.revision > change.revision) return;
    this.pending.set(change.annotationId, { ...change, seq: known?.seq ?? ++this.seq });
  }

  async editChange(_owner: string, annotationId: string, edit: (change: PendingChange) => PendingChange | null): Promise<void> {
    const known = this.pending.get(annotationId);
    if (!known) return;
    const next = edit(known);
    if (next) this.pending.set(annotationId, next);
    else this.pending.delete(annotationId);
  }

  async submits(owner: string): Promise<PendingSubmit[]> {
    return [...this.queue.values()].filter((submit) => submit.owner === owner);
  }

  async putSubmit(submit: PendingSubmit): Promise<void> {
    this.queue.set(submit.taskId, submit);
  }

  async removeSubmit(_owner: string, taskId: string): Promise<void> {
    this.queue.delete(taskId);
  }

  async all(): Promise<{ changes: PendingChange[]; submits: PendingSubmit[] }> {
    return { changes: [...this.pending.values()], submits: [...this.queue.values()] };
  }

  close(): void {
    this.pending.clear();
  }
}
