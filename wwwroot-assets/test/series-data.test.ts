import { describe, expect, it } from "vitest";
import { findRuns, instants, longestStep, nearest, toBand, yRange } from "../src/js/series/data";
import { formatTick, formatValue } from "../src/js/lib/words";
import type { SeriesResponse } from "../src/js/types";

const response = (t: number[], min: (number | null)[], max = min, bucketNs = "0"): SeriesResponse => ({
  streamId: "s", baseNs: "1793716325120000001", level: bucketNs === "0" ? 0 : 2, bucketNs, t,
  channels: [{ name: "c", unit: "u", min, max }],
});

describe("runs", () => {
  it("are cut at nulls and keep lone points", () => {
    expect(findRuns([0, 1, 2, 3, 4, 5], [1, 1, null, 1, null, 1], [1, 1, null, 1, null, 1], 10)).toEqual([[0, 1], [3, 3], [5, 5]]);
  });

  it("are cut where rows are missing without a null", () => {
    expect(findRuns([0, 1, 2, 9, 10], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], 4)).toEqual([[0, 2], [3, 4]]);
  });

  it("keep a zero, which is a value and no gap", () => {
    expect(findRuns([0, 1, 2], [0, 0, 0], [0, 0, 0], 10)).toEqual([[0, 2]]);
  });

  it("are empty when everything is missing", () => {
    expect(findRuns([0, 1], [null, null], [null, null], 10)).toEqual([]);
    expect(findRuns([], [], [], 10)).toEqual([]);
  });

  it("bridge jitter but not an hour", () => {
    const t = [0, 100, 210, 290, 400];
    expect(longestStep(t, 0, "regular")).toBeGreaterThan(110);
    expect(longestStep(t, 0, "regular")).toBeLessThan(1_000);
    expect(longestStep(t, 5_000, "regular")).toBe(7_500);
    expect(longestStep(t, 0, "events")).toBe(Infinity);
  });
});

describe("bands", () => {
  const anchor = 1_793_716_325_120_000_000n;

  it("place values by their difference to the anchor, to the nanosecond", () => {
    const answer = response([0, 1_000_000_000], [1, 2]);
    expect(instants(answer)).toEqual([1_793_716_325_120_000_001n, 1_793_716_326_120_000_001n]);
    expect(toBand(answer, 0, anchor, "regular").x).toEqual([1e-9, 1.000000001]);
  });

  it("keep the spike of a bucket in their range", () => {
    const band = toBand(response([0, 10, 20], [1, 1, 1], [1, 99, 1], "10"), 0, anchor, "regular");
    expect([band.low, band.high, band.count]).toEqual([1, 99, 3]);
    expect(band.runs).toEqual([[0, 2]]);
    expect(yRange(band, "regular")[1]).toBeGreaterThan(99);
  });

  it("do not count gaps", () => {
    const band = toBand(response([0, 1, 2], [null, -5, null]), 0, anchor, "regular");
    expect([band.low, band.high, band.count]).toEqual([-5, -5, 1]);
  });

  it("give a flat line some height and events their zero", () => {
    const flat = toBand(response([0, 1], [7, 7]), 0, anchor, "regular");
    const [low, high] = yRange(flat, "regular");
    expect(low).toBeLessThan(7);
    expect(high).toBeGreaterThan(7);
    expect(yRange(flat, "events")[0]).toBe(0);
    expect(yRange(toBand(response([], []), 0, anchor, "regular"), "regular")).toEqual([0, 1]);
  });
});

describe("nearest", () => {
  it("finds the closer neighbour", () => {
    expect(nearest([0, 10, 20], 14)).toBe(1);
    expect(nearest([0, 10, 20], 16)).toBe(2);
    expect(nearest([0, 10, 20], -5)).toBe(0);
    expect(nearest([0, 10, 20], 50)).toBe(2);
    expect(nearest([3], 50)).toBe(0);
    expect(nearest([], 1)).toBe(-1);
  });
});

describe("labels of values", () => {
  it("have the decimals of their step and fit their axis", () => {
    expect([40, 42.5].map((value) => formatTick(value, 2.5))).toEqual(["40.0", "42.5"]);
    expect(formatTick(15, 5)).toBe("15");
    expect(formatTick(2.68, 0.02)).toBe("2.68");
    expect([43.31475, 43.315].map((value) => formatTick(value, 0.00025))).toEqual(["43.31475", "43.31500"]);
    expect([1043.31475, 1043.315].map((value) => formatTick(value, 0.00025))).toEqual(["….31475", "….31500"]);
    expect(formatTick(-0, 0.5)).toBe("0.0");
    expect(formatTick(123_456_789, 1e6)).toBe("1.2e+8");
    expect(formatValue(0.1 + 0.2)).toBe("0.3");
  });
});
