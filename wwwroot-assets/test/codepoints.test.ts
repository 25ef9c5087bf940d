import { describe, expect, it } from "vitest";
import { codePointLength, snapToCharacters, splitsPair, toCodePoints, toUnits, trimSelection } from "../src/js/lib/codepoints";
import { findWords, WordCursor } from "../src/js/annotate/word-cursor";

const MIXED = "a😀b👩🏽‍🔧c e\u0301 ẽ 漢字";

describe("code points", () => {
  it("counts an emoji as one where UTF-16 counts two", () => {
    expect(toCodePoints("a😀b", 3)).toBe(2);
    expect(toUnits("a😀b", 2)).toBe(3);
    expect(codePointLength("👩🏽‍🔧")).toBe(4);
  });

  it("agrees with the iterator of the language at every boundary", () => {
    let units = 0;
    [...MIXED].forEach((character, points) => {
      expect(toCodePoints(MIXED, units)).toBe(points);
      expect(toUnits(MIXED, points)).toBe(units);
      units += character.length;
    });
    expect(toCodePoints(MIXED, units)).toBe([...MIXED].length);
  });

  it("takes an offset inside a pair as before it", () => {
    expect(splitsPair("a😀", 2)).toBe(true);
    expect(toCodePoints("a😀", 2)).toBe(1);
  });

  it("counts a combining mark by itself, as the standard does", () => {
    expect(toCodePoints("e\u0301x", 2)).toBe(2);
  });

  it("counts a lone surrogate as one", () => {
    expect(toCodePoints("\ud83dx", 2)).toBe(2);
    expect(toUnits("\ud83dx", 1)).toBe(1);
  });

  it("stays inside the text", () => {
    expect(toCodePoints("ab", 99)).toBe(2);
    expect(toUnits("ab", 99)).toBe(2);
  });
});

describe("selections", () => {
  it("widens to whole characters", () => {
    const text = "xe\u0301y";
    expect(snapToCharacters(text, 2, 3)).toEqual([1, 3]);
    expect(snapToCharacters(text, 1, 2)).toEqual([1, 3]);
    expect(snapToCharacters("a😀b", 2, 2)).toEqual([1, 3]);
  });

  it("takes a joined emoji as a whole", () => {
    const text = "a👩🏽‍🔧b";
    expect(snapToCharacters(text, 1, 3)).toEqual([1, text.length - 1]);
    expect(snapToCharacters(text, 5, text.length - 1)).toEqual([1, text.length - 1]);
  });

  it("drops the blanks at both ends", () => {
    expect(trimSelection("  ab \n", 0, 6)).toEqual([2, 4]);
    expect(trimSelection("   ", 0, 3)).toEqual([3, 3]);
  });
});

describe("the word cursor", () => {
  it("finds words and no punctuation", () => {
    expect(findWords("Seal, weeping!").map(([a, b]) => "Seal, weeping!".slice(a, b))).toEqual(["Seal", "weeping"]);
  });

  it("steps, extends and keeps its other end", () => {
    const cursor = new WordCursor("one two three");
    cursor.step(1, false);
    expect(cursor.range).toEqual([0, 3]);
    cursor.step(1, false);
    cursor.step(1, true);
    expect(cursor.range).toEqual([4, 13]);
    cursor.step(-2, true);
    expect(cursor.range).toEqual([0, 7]);
    cursor.step(9, false);
    expect(cursor.range).toEqual([8, 13]);
  });

  it("has nothing to stand on in a text without words", () => {
    const cursor = new WordCursor(" … ");
    cursor.step(1, false);
    expect(cursor.range).toBeNull();
  });
});
