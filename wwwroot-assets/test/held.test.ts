import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forgetGone, forgottenWords, type HeldTask } from "../src/js/annotate/held";
import { openStore, type OutboxStore, type PendingChange } from "../src/js/annotate/outbox-store";
import { OfflineError } from "../src/js/lib/http";

let store: OutboxStore;
let asked: string[][];
let answers: Map<string, HeldTask>;
let count = 0;

const ask = async (taskIds: string[]): Promise<HeldTask[]> => {
  asked.push(taskIds);
  return taskIds.flatMap((id) => answers.get(id) ?? []);
};

const draft = (annotationId: string, taskId: string, part: string | null = null, owner = "ana"): Omit<PendingChange, "seq"> => ({
  owner, projectId: "p1", taskId, leaseToken: "L0", annotationId, revision: 1, blocked: null,
  body: {
    "@context": "http://www.w3.org/ns/anno.jsonld", id: `urn:uuid:${annotationId}`, type: "Annotation", motivation: "tagging",
    body: { type: "TextualBody", purpose: "tagging", value: "leak", fieldId: "fault" },
    target: { source: `urn:governance:sample:s1${part ? `:part:${part}` : ""}` },
  },
});

const submission = (taskId: string) => ({ owner: "ana", projectId: "p1", taskId, leaseToken: "L0", annotations: [], blocked: null });
const permitted = (taskId: string, ...parts: string[]): void => void answers.set(taskId, { taskId, permitted: true, parts });
const left = async (): Promise<string[]> => (await store.all()).changes.map((change) => change.annotationId).sort();

beforeEach(async () => {
  store = await openStore(`held-${++count}`);
  [asked, answers] = [[], new Map()];
});

afterEach(() => store.close());

describe("what the browser holds", () => {
  it("is deleted, whoever wrote it, when the server says that the sample is gone", async () => {
    await store.putChange(draft("a", "t1"));
    await store.putChange(draft("b", "t1", null, "ben"));
    await store.putChange(draft("c", "t2"));
    await store.putSubmit(submission("t1"));
    permitted("t2");
    answers.set("t1", { taskId: "t1", permitted: false, parts: [] });

    const gone = await forgetGone(store, ask, null);

    expect(await left()).toEqual(["c"]);
    expect((await store.all()).submits).toEqual([]);
    expect([...gone.tasks]).toEqual(["t1"]);
    expect([...gone.drafts]).toEqual(["t1"]);
  });

  it("is deleted when the server does not mention the task", async () => {
    await store.putChange(draft("a", "t1"));
    await forgetGone(store, ask, null);
    expect(await left()).toEqual([]);
  });

  it("is deleted part by part when consent covers the others", async () => {
    await store.putChange(draft("whole", "t1"));
    await store.putChange(draft("note", "t1", "note"));
    await store.putChange(draft("photo", "t1", "photo"));
    await store.putSubmit(submission("t1"));
    permitted("t1", "note");

    const gone = await forgetGone(store, ask, null);

    expect(await left()).toEqual(["note", "whole"]);
    // It named a label that is gone.
    expect((await store.all()).submits).toEqual([]);
    expect(gone.tasks.size).toBe(0);
    expect(gone.parts.get("t1")).toEqual(new Set(["note"]));
  });

  it("stays when the server cannot be asked", async () => {
    await store.putChange(draft("a", "t1"));
    await expect(forgetGone(store, () => Promise.reject(new OfflineError("no network")), null)).rejects.toThrow(OfflineError);
    expect(await left()).toEqual(["a"]);
  });

  it("is asked about in bounded requests, with the open task, and not at all when there is nothing", async () => {
    await forgetGone(store, ask, null);
    expect(asked).toEqual([]);
    for (let i = 0; i < 201; i++) {
      await store.putChange(draft(`a${i}`, `t${i}`));
      permitted(`t${i}`);
    }
    await forgetGone(store, ask, "open");
    expect(asked.map((ids) => ids.length)).toEqual([200, 2]);
    expect(await left()).toHaveLength(201);
  });
});

it("says what was deleted, in the singular and in the plural", () => {
  expect(forgottenWords(1, 0)).toBe(
    "Consent no longer covers a sample that you worked on: its content and your unsent labels on it were deleted from this browser. "
      + "Your other work is kept. Thank you.");
  expect(forgottenWords(2, 0)).toContain("covers 2 samples that you worked on");
  expect(forgottenWords(0, 1)).toContain("covers a part of a sample that you worked on");
  expect(forgottenWords(0, 3)).toContain("covers parts of 3 samples");
});
