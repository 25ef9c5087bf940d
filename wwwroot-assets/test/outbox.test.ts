import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Outbox, backoff, type OutboxStatus } from "../src/js/annotate/outbox";
import { MemoryStore, openStore, type OutboxStore, type PendingChange, type PendingSubmit } from "../src/js/annotate/outbox-store";
import { statusWords } from "../src/js/annotate/status";
import { classify, type Outcome, type Transport } from "../src/js/annotate/transport";
import { toDocument } from "../src/js/annotate/document";
import { OfflineError, ProblemError } from "../src/js/lib/http";

const body = (value: string) => toDocument({ sampleId: "s", fromNs: 0n, texts: new Map() }, "id", { kind: "choice", fieldId: "f", optionId: value });
const problem = (status: number, extra = {}) => ({ status, title: `status ${status}`, ...extra });
const OK = { kind: "ok", value: null } as const;

/** A server with scripted answers; without a script every request succeeds. */
class Server implements Transport {
  readonly sent: string[] = [];
  readonly script: Outcome<null>[] = [];
  onSave: (change: PendingChange) => Promise<void> | void = () => undefined;

  async save(change: PendingChange): Promise<Outcome<null>> {
    this.sent.push(`${change.annotationId}@${change.revision}${change.body ? "" : "x"}/${change.leaseToken}`);
    await this.onSave(change);
    return this.script.shift() ?? OK;
  }

  async submit(submit: PendingSubmit): Promise<Outcome<null>> {
    this.sent.push(`submit ${submit.taskId}`);
    return this.script.shift() ?? OK;
  }
}

let count = 0;
let name: string;
let store: OutboxStore;
let server: Server;
let outbox: Outbox;
let statuses: OutboxStatus[];
let events: string[];
const open: Outbox[] = [];

const make = (owner = "ana", settleMs = 100_000): Outbox => {
  const made = new Outbox({
    owner, store, transport: server, settleMs, backoffMs: () => 5,
    events: {
      status: (status) => statuses.push(status),
      submitted: (submit) => events.push(`submitted ${submit.taskId}`),
      blocked: (kind, taskId) => events.push(`${kind} ${taskId}`),
    },
  });
  open.push(made);
  return made;
};

const change = (annotationId: string, revision: number, taskId = "t1", value: string | null = "v") =>
  ({ projectId: "p", taskId, leaseToken: "L0", annotationId, revision, body: value === null ? null : body(value) });

const until = async (met: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 15_000; performance.now() < end;) {
    if (await met()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("never happened");
};

beforeEach(async () => {
  name = `outbox-${++count}`;
  store = await openStore(name);
  server = new Server();
  statuses = [];
  events = [];
  outbox = make();
});

afterEach(() => {
  for (const each of open.splice(0)) each.close();
  store.close();
});

describe("the outbox", () => {
  it("sends in the order of the work", async () => {
    for (const id of ["c", "a", "b"]) await outbox.enqueue(change(id, 1));
    await outbox.flush();
    expect(server.sent).toEqual(["c@1/L0", "a@1/L0", "b@1/L0"]);
    expect(await outbox.status()).toMatchObject({ state: "saved", pending: 0 });
  });

  it("sends an annotation once, with its last revision, in its first place", async () => {
    await outbox.enqueue(change("a", 1));
    await outbox.enqueue(change("b", 1));
    await outbox.enqueue(change("a", 2));
    await outbox.enqueue(change("a", 3, "t1", null));
    await outbox.flush();
    expect(server.sent).toEqual(["a@3x/L0", "b@1/L0"]);
  });

  it("never lets an older revision replace a newer one", async () => {
    await outbox.enqueue(change("a", 3));
    await outbox.enqueue(change("a", 2));
    await outbox.flush();
    expect(server.sent).toEqual(["a@3/L0"]);
  });

  it("keeps what changed while the revision before was on its way", async () => {
    server.onSave = async (sent) => {
      if (sent.revision === 1) await outbox.enqueue(change("a", 2));
    };
    await outbox.enqueue(change("a", 1));
    await outbox.flush();
    expect(server.sent).toEqual(["a@1/L0", "a@2/L0"]);
    expect((await outbox.status()).pending).toBe(0);
  });

  it("sends by itself after a moment", async () => {
    outbox = make("ana", 1);
    await outbox.enqueue(change("a", 1));
    await until(() => server.sent.length === 1);
  });

  it("tries again, in the same order, until the network is back", async () => {
    server.script.push({ kind: "offline", problem: problem(0) }, { kind: "later", problem: problem(503) });
    await outbox.enqueue(change("a", 1));
    await outbox.enqueue(change("b", 1));
    await outbox.flush();
    expect(await outbox.status()).toMatchObject({ state: "offline", pending: 2 });
    await until(async () => (await outbox.status()).state === "saved");
    expect(server.sent).toEqual(["a@1/L0", "a@1/L0", "a@1/L0", "b@1/L0"]);
    expect(statuses.map((status) => status.state)).toContain("later");
  });

  it("waits longer each time, up to a minute", () => {
    expect(backoff(1)).toBeGreaterThanOrEqual(900);
    expect(backoff(1)).toBeLessThanOrEqual(1_100);
    expect(backoff(4)).toBeGreaterThan(7_000);
    expect(backoff(50)).toBeLessThanOrEqual(66_000);
  });

  it("keeps everything when signed out and goes on afterwards", async () => {
    server.script.push({ kind: "signed-out", problem: problem(401) });
    await outbox.enqueue(change("a", 1));
    await outbox.flush();
    expect(await outbox.status()).toMatchObject({ state: "signed-out", pending: 1, blocked: 0 });
    await outbox.flush();
    expect(await outbox.status()).toMatchObject({ state: "saved", pending: 0 });
    expect(server.sent).toEqual(["a@1/L0", "a@1/L0"]);
  });

  it("keeps the changes of a task whose lease ended, and sends those of others", async () => {
    server.script.push({ kind: "lease", problem: problem(409) });
    await outbox.enqueue(change("a", 1, "t1"));
    await outbox.enqueue(change("b", 1, "t1"));
    await outbox.enqueue(change("c", 1, "t2"));
    await outbox.flush();
    expect(server.sent).toEqual(["a@1/L0", "c@1/L0"]);
    expect(events).toEqual(["lease t1"]);
    expect(await outbox.status()).toMatchObject({ state: "saved", pending: 0, blocked: 2 });
  });

  it("sends kept changes under a new lease", async () => {
    server.script.push({ kind: "lease", problem: problem(409) });
    await outbox.enqueue(change("a", 4));
    await outbox.flush();
    await outbox.rebind("t1", "L1");
    await outbox.flush();
    expect(server.sent).toEqual(["a@4/L0", "a@4/L1"]);
    expect(await outbox.status()).toMatchObject({ pending: 0, blocked: 0 });
  });

  it("raises the revision above the one that the server holds, once the person says so", async () => {
    server.script.push({ kind: "revision", problem: problem(409, { currentRevision: 9 }) });
    await outbox.enqueue(change("a", 2));
    await outbox.enqueue(change("b", 1));
    await outbox.flush();
    expect(events).toEqual(["revision t1"]);
    expect(server.sent).toEqual(["a@2/L0", "b@1/L0"]);
    await outbox.rebind("t1", "L0");
    await outbox.flush();
    expect(server.sent.at(-1)).toBe("a@10/L0");
  });

  it("keeps what was refused and lets the rest pass", async () => {
    server.script.push({ kind: "refused", problem: problem(422) });
    await outbox.enqueue(change("a", 1));
    await outbox.enqueue(change("b", 1));
    await outbox.flush();
    expect(await outbox.status()).toMatchObject({ pending: 0, blocked: 1 });
    await outbox.discard("t1");
    expect(await outbox.status()).toMatchObject({ blocked: 0 });
  });

  it("submits only after every change of the task", async () => {
    await outbox.enqueue(change("a", 1));
    server.script.push({ kind: "offline", problem: problem(0) });
    await outbox.submit({ projectId: "p", taskId: "t1", leaseToken: "L0", annotations: [{ id: "a", revision: 1 }] });
    expect(await outbox.status()).toMatchObject({ state: "offline", pending: 1, submits: 1 });
    expect(server.sent).toEqual(["a@1/L0"]);
    await until(() => events.includes("submitted t1"));
    expect(server.sent).toEqual(["a@1/L0", "a@1/L0", "submit t1"]);
  });

  it("does not submit a task of which a change was refused", async () => {
    await outbox.enqueue(change("a", 1));
    server.script.push({ kind: "refused", problem: problem(422) });
    await outbox.submit({ projectId: "p", taskId: "t1", leaseToken: "L0", annotations: [] });
    expect(server.sent).toEqual(["a@1/L0"]);
    expect((await outbox.status()).submits).toBe(1);
  });

  it("gives a refused submission back to the person", async () => {
    server.script.push({ kind: "refused", problem: problem(422) });
    await outbox.submit({ projectId: "p", taskId: "t1", leaseToken: "L0", annotations: [] });
    expect(events).toEqual(["refused t1"]);
    expect((await outbox.status()).submits).toBe(0);
  });

  it("replays after a reload what an earlier visit left, submission last", async () => {
    server.script.push({ kind: "offline", problem: problem(0) });
    await outbox.enqueue(change("b", 2));
    await outbox.enqueue(change("a", 1));
    await outbox.submit({ projectId: "p", taskId: "t1", leaseToken: "L0", annotations: [] });
    outbox.close();
    store.close();

    store = await openStore(name);
    server = new Server();
    await make().flush();
    expect(server.sent).toEqual(["b@2/L0", "a@1/L0", "submit t1"]);
    expect(await store.changes("ana")).toEqual([]);
  });

  it("sends nothing under another person's name", async () => {
    server.script.push({ kind: "offline", problem: problem(0) });
    await outbox.enqueue(change("a", 1));
    await outbox.flush();
    outbox.close();
    server = new Server();
    await make("ben").flush();
    expect(server.sent).toEqual([]);
    expect(await store.changes("ana")).toHaveLength(1);
  });

  it("works in memory where the disk is refused, and says so", async () => {
    store = new MemoryStore();
    outbox = make();
    await outbox.enqueue(change("a", 1));
    await outbox.enqueue(change("a", 2));
    await outbox.flush();
    expect(server.sent).toEqual(["a@2/L0"]);
    expect((await outbox.status()).durable).toBe(false);
  });
});

describe("answers", () => {
  const of = (status: number, extra = {}) => classify(new ProblemError(problem(status, extra))).kind;

  it("are told apart by what is to be done", () => {
    expect(classify(new OfflineError("x")).kind).toBe("offline");
    expect([401, 409, 422, 403, 404, 429, 500, 503].map((status) => of(status))).toEqual(
      ["signed-out", "lease", "refused", "refused", "refused", "later", "later", "later"]);
    expect(of(409, { currentRevision: 3 })).toBe("revision");
  });
});

describe("the words of the status", () => {
  const status: OutboxStatus = { state: "saved", pending: 0, blocked: 0, submits: 0, durable: true, problem: null };

  it("never say saved while something waits", () => {
    expect(statusWords(status)).toEqual({ tone: "ok", text: "saved" });
    expect(statusWords({ ...status, state: "offline", pending: 2 })).toEqual({ tone: "waiting", text: "pending 2 · offline" });
    expect(statusWords({ ...status, state: "offline", pending: 1, submits: 1 }).text).toBe("pending 1 · submission pending · offline");
    expect(statusWords({ ...status, blocked: 3 })).toEqual({ tone: "stopped", text: "needs attention 3" });
    expect(statusWords({ ...status, state: "signed-out", pending: 1 })).toEqual({ tone: "stopped", text: "pending 1 · signed out" });
    expect(statusWords({ ...status, durable: false }).text).toContain("lost when this page closes");
  });
});
