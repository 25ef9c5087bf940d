import { beforeEach, describe, expect, it } from "vitest";
import { Board, type Revision } from "../src/js/annotate/board";
import { toDocument } from "../src/js/annotate/document";
import type { WebAnnotation } from "../src/js/annotate/types";

const body = (value: string): WebAnnotation =>
  toDocument({ sampleId: "s", fromNs: 0n, texts: new Map() }, "id", { kind: "choice", fieldId: "f", optionId: value });

let saved: Revision[];
let clock: number;
let board: Board;

beforeEach(() => {
  saved = [];
  clock = 0;
  board = new Board((revisions) => saved.push(...revisions), () => clock);
});

const value = (id: string): string | undefined => board.get(id)?.body.value;

describe("the board", () => {
  it("undoes and redoes across annotations, last first", () => {
    board.apply([{ id: "box", body: body("1") }]);
    board.apply([{ id: "span", body: body("2") }]);
    board.apply([{ id: "box", body: body("3") }]);
    board.undo();
    expect(value("box")).toBe("1");
    board.undo();
    expect(value("span")).toBeUndefined();
    board.redo();
    board.redo();
    expect([value("box"), value("span")]).toEqual(["3", "2"]);
    expect(board.redo()).toBe(false);
  });

  it("uses every revision once, also for undo", () => {
    board.apply([{ id: "a", body: body("1") }]);
    board.undo();
    board.redo();
    expect(saved.map(({ revision, body: after }) => [revision, after?.body.value ?? null])).toEqual([[1, "1"], [2, null], [3, "1"]]);
  });

  it("brings back what was deleted, under its own id", () => {
    board.apply([{ id: "a", body: body("1") }]);
    board.apply([{ id: "a", body: null }]);
    board.undo();
    expect(board.current()).toEqual([{ id: "a", revision: 3 }]);
  });

  it("forgets the redone future when something new is done", () => {
    board.apply([{ id: "a", body: body("1") }]);
    board.undo();
    board.apply([{ id: "b", body: body("2") }]);
    expect(board.canRedo).toBe(false);
  });

  it("makes one step of many nudges, but not of two pauses", () => {
    board.apply([{ id: "a", body: body("0") }]);
    for (const step of ["1", "2", "3"]) {
      clock += 100;
      board.apply([{ id: "a", body: body(step) }], "nudge a");
    }
    clock += 5_000;
    board.apply([{ id: "a", body: body("4") }], "nudge a");
    board.undo();
    expect(value("a")).toBe("3");
    board.undo();
    expect(value("a")).toBe("0");
  });

  it("undoes a step of several annotations as a whole", () => {
    board.apply([{ id: "a", body: body("1") }, { id: "b", body: body("2") }]);
    board.undo();
    expect(board.all()).toEqual([]);
  });

  it("does nothing for a change that changes nothing", () => {
    board.apply([{ id: "a", body: body("1") }]);
    board.apply([{ id: "a", body: body("1") }]);
    board.apply([{ id: "none", body: null }]);
    expect(saved).toHaveLength(1);
  });

  it("goes on from the loaded revision and lets newer local work win", () => {
    board.load([{ id: "a", revision: 7, body: body("server") }]);
    board.load([{ id: "a", revision: 8, body: body("local") }, { id: "b", revision: 2, body: null }]);
    board.load([{ id: "a", revision: 3, body: body("stale") }]);
    expect(value("a")).toBe("local");
    expect(board.canUndo).toBe(false);
    board.apply([{ id: "a", body: body("next") }, { id: "b", body: body("again") }]);
    expect(saved.map(({ revision }) => revision)).toEqual([9, 3]);
  });

  it("rises above what the server holds", () => {
    board.apply([{ id: "a", body: body("1") }]);
    board.raise("a", 10);
    board.apply([{ id: "a", body: body("2") }]);
    expect(saved[saved.length - 1]!.revision).toBe(11);
  });
});
