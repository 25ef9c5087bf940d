import { beforeEach, describe, expect, it } from "vitest";
import { AnnotationHistory, type Revision } from "../src/js/annotate/annotation-history";
import { toDocument } from "../src/js/annotate/document";
import type { WebAnnotation } from "../src/js/annotate/types";

const body = (value: string): WebAnnotation =>
  toDocument({ sampleId: "s", fromNs: 0n, texts: new Map() }, "id", { kind: "choice", fieldId: "f", optionId: value });

let saved: Revision[];
let clock: number;
let history: AnnotationHistory;

beforeEach(() => {
  saved = [];
  clock = 0;
  history = new AnnotationHistory((revisions) => saved.push(...revisions), () => clock);
});

const value = (id: string): string | undefined => history.get(id)?.body.value;

describe("the annotation history", () => {
  it("undoes and redoes across annotations, last first", () => {
    history.apply([{ id: "box", body: body("1") }]);
    history.apply([{ id: "span", body: body("2") }]);
    history.apply([{ id: "box", body: body("3") }]);
    history.undo();
    expect(value("box")).toBe("1");
    history.undo();
    expect(value("span")).toBeUndefined();
    history.redo();
    history.redo();
    expect([value("box"), value("span")]).toEqual(["3", "2"]);
    expect(history.redo()).toBe(false);
  });

  it("uses every revision once, also for undo", () => {
    history.apply([{ id: "a", body: body("1") }]);
    history.undo();
    history.redo();
    expect(saved.map(({ revision, body: after }) => [revision, after?.body.value ?? null])).toEqual([[1, "1"], [2, null], [3, "1"]]);
  });

  it("brings back what was deleted, under its own id", () => {
    history.apply([{ id: "a", body: body("1") }]);
    history.apply([{ id: "a", body: null }]);
    history.undo();
    expect(history.current()).toEqual([{ id: "a", revision: 3 }]);
  });

  it("forgets the redone future when something new is done", () => {
    history.apply([{ id: "a", body: body("1") }]);
    history.undo();
    history.apply([{ id: "b", body: body("2") }]);
    expect(history.canRedo).toBe(false);
  });

  it("makes one step of many nudges, but not of two pauses", () => {
    history.apply([{ id: "a", body: body("0") }]);
    for (const step of ["1", "2", "3"]) {
      clock += 100;
      history.apply([{ id: "a", body: body(step) }], "nudge a");
    }
    clock += 5_000;
    history.apply([{ id: "a", body: body("4") }], "nudge a");
    history.undo();
    expect(value("a")).toBe("3");
    history.undo();
    expect(value("a")).toBe("0");
  });

  it("undoes a step of several annotations as a whole", () => {
    history.apply([{ id: "a", body: body("1") }, { id: "b", body: body("2") }]);
    history.undo();
    expect(history.all()).toEqual([]);
  });

  it("does nothing for a change that changes nothing", () => {
    history.apply([{ id: "a", body: body("1") }]);
    history.apply([{ id: "a", body: body("1") }]);
    history.apply([{ id: "none", body: null }]);
    expect(saved).toHaveLength(1);
  });

  it("goes on from the loaded revision and lets newer local work win", () => {
    history.load([{ id: "a", revision: 7, body: body("server") }]);
    history.load([{ id: "a", revision: 8, body: body("local") }, { id: "b", revision: 2, body: null }]);
    history.load([{ id: "a", revision: 3, body: body("stale") }]);
    expect(value("a")).toBe("local");
    expect(history.canUndo).toBe(false);
    history.apply([{ id: "a", body: body("next") }, { id: "b", body: body("again") }]);
    expect(saved.map(({ revision }) => revision)).toEqual([9, 3]);
  });

  it("rises above what the server holds", () => {
    history.apply([{ id: "a", body: body("1") }]);
    history.raise("a", 10);
    history.apply([{ id: "a", body: body("2") }]);
    expect(saved[saved.length - 1]!.revision).toBe(11);
  });
});
