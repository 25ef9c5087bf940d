// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { sendable } from "../src/js/fields";

describe("what can be sent", () => {
  it("is what was typed, where it fits", () => {
    for (const text of ["", "plain", "👩‍🔬 emoji", "\u202eabc\u202c", "\u0000\ufffe"]) expect(sendable(text, 120)).toEqual({ text, problem: "" });
  });

  it("has whole characters only", () => {
    expect(sendable("a\ud800b", -1).text).toBe("a\ufffdb");
    expect(sendable("\udc00\ud83d\ude00\ud83d", -1).text).toBe("\ufffd😀\ufffd");
    expect(sendable("a\ud800b", -1).problem).toContain("Broken characters");
  });

  it("is cut between characters, and that is said", () => {
    expect(sendable("x".repeat(100_000), 120).text).toBe("x".repeat(120));
    expect(sendable("x".repeat(100_000), 120).problem).toBe("This field takes 120 characters. The text was cut from 100,000.");
    expect(sendable("abc😀", 4).text).toBe("abc");
  });

  it("never ends the connection", () => {
    expect(sendable("\u0001".repeat(8000), 8000).text).toBe("");
    expect(sendable("x".repeat(100_000), -1).problem).toContain("too long to be sent");
  });
});

describe("a field", () => {
  beforeEach(() => document.body.replaceChildren());

  it("holds what is sent before anybody else hears of it", () => {
    document.body.innerHTML = "<input maxlength=5><textarea data-large></textarea>";
    const [input, large] = [document.querySelector("input")!, document.querySelector("textarea")!];
    let heard = "";
    input.addEventListener("change", () => (heard = input.value));
    Object.assign(input, { value: "much too long" });
    input.dispatchEvent(new Event("change", { bubbles: true }));
    expect(heard).toBe("much ");
    expect(input.validationMessage).toContain("takes 5 characters");

    large.value = "x".repeat(40_000);
    large.dispatchEvent(new Event("change", { bubbles: true }));
    expect(large.value).toHaveLength(40_000);
  });
});
