import { describe, expect, it } from "vitest";
import { exactSeconds, nsToSeconds, parseExactSeconds, scaleNs, secondsToNs } from "../src/js/lib/ns";
import { axisSplits, axisStep, axisUnit, formatDuration, formatInstant, formatOffset, formatRelative, formatSpan } from "../src/js/lib/time";
import { ViewRange } from "../src/js/series/view-range";

const S = 1_000_000_000n;
const MIN = 60n * S;
const ANCHOR = 1_793_716_325_120_000_001n;

describe("nanoseconds", () => {
  it("keeps the last digit where a double would lose it", () => {
    expect(BigInt(Number(ANCHOR))).not.toBe(ANCHOR);
    expect(exactSeconds(ANCHOR)).toBe("1793716325.120000001");
    expect(parseExactSeconds("1793716325.120000001")).toBe(ANCHOR);
  });

  it("writes no trailing zeros and no exponent", () => {
    expect(exactSeconds(12_500_000_000n)).toBe("12.5");
    expect(exactSeconds(0n)).toBe("0");
    expect(exactSeconds(1n)).toBe("0.000000001");
    expect(exactSeconds(-1n)).toBe("-0.000000001");
  });

  it("refuses what it cannot read exactly", () => {
    expect(parseExactSeconds("1.0000000001")).toBeNull();
    expect(parseExactSeconds("1e3")).toBeNull();
    expect(parseExactSeconds("")).toBeNull();
  });

  it("comes back from drawn seconds unchanged within the hours around an anchor", () => {
    for (const ns of [0n, 1n, -1n, 10_799_999_999_999n, -3_600_000_000_001n]) expect(secondsToNs(nsToSeconds(ns))).toBe(ns);
  });

  it("scales spans", () => {
    expect(scaleNs(10n * S, 0.25)).toBe(2_500_000_000n);
  });
});

describe("the axis", () => {
  it("labels four hours around an anchor in minutes", () => {
    const { at, unit } = axisSplits(-60n * MIN, 180n * MIN, 8);
    expect(unit).toBe("min");
    expect(at.map((ns) => formatOffset(ns, unit))).toEqual(["−60 min", "anchor", "+60 min", "+120 min", "+180 min"]);
  });

  it("always puts a label on an anchor in view", () => {
    for (const span of [200n, 3n * S, 7n * MIN, 90n * MIN, 86_400n * 30n * S])
      expect(axisSplits(-span / 3n, span, 7).at).toContain(0n);
  });

  it("never has more labels than asked for, and at least one", () => {
    for (let span = 10n; span < 10n ** 18n; span *= 7n) {
      const { at } = axisSplits(0n, span, 6);
      expect(at.length).toBeGreaterThan(0);
      expect(at.length).toBeLessThanOrEqual(7);
    }
  });

  it("chooses the unit by the length of the view", () => {
    expect([5n, 4_000n, 5_000_000n, 3n * S, 10n * MIN, 600n * MIN, 86_400n * 9n * S].map(axisUnit)).toEqual(["ns", "µs", "ms", "s", "min", "h", "d"]);
    expect(axisStep(100n * MIN, 5)).toBe(30n * MIN);
  });

  it("counts in seconds where it is zoomed in far from the anchor", () => {
    const { at, unit } = axisSplits(2_159_400_000_000n, 2_160_000_000_000n, 4);
    expect(at.map((ns) => formatOffset(ns, unit))).toEqual(["+2159.4 s", "+2159.6 s", "+2159.8 s", "+2160 s"]);
  });

  it("keeps fractions exact", () => {
    expect(formatOffset(1_500_000n, "ms")).toBe("+1.5 ms");
    expect(formatOffset(-90n * S, "min")).toBe("−1.5 min");
  });
});

describe("words for time", () => {
  it("says durations as people do", () => {
    expect(formatDuration(12n * S)).toBe("12 s");
    expect(formatDuration(192n * S)).toBe("3 min 12 s");
    expect(formatDuration(40_000_000n)).toBe("40 ms");
    expect(formatDuration(7_200n * S)).toBe("2 h");
    expect(formatDuration(0n)).toBe("0 s");
    expect(formatRelative(-30n * S)).toBe("30 s before the anchor");
    expect(formatSpan(-60n * MIN, 180n * MIN)).toBe("1 h before to 3 h after the anchor");
  });

  it("shows an instant in its zone, to the digits that it has", () => {
    expect(formatInstant(1_793_716_325_120_000_000n, "Europe/Zurich")).toBe("3 Nov 2026, 15:32:05.120 Europe/Zurich");
    expect(formatInstant(ANCHOR, "UTC")).toBe("3 Nov 2026, 14:32:05.120000001 UTC");
    expect(formatInstant(1_793_716_325n * S, "UTC", false)).toBe("3 Nov 2026, 14:32:05");
  });

  it("shows instants before 1970", () => {
    expect(formatInstant(-1n, "UTC", false)).toBe("31 Dec 1969, 23:59:59.999999999");
  });

  it("follows the clock change of the zone: the hour after two comes twice", () => {
    const midnight = BigInt(Date.UTC(2026, 9, 25)) * 1_000_000n;
    const shown = [0n, 3_600n, 7_200n].map((seconds) => formatInstant(midnight + seconds * S, "Europe/Zurich", false).slice(13));
    expect(shown).toEqual(["02:00:00", "02:00:00", "03:00:00"]);
  });
});

describe("the view", () => {
  it("zooms around an instant, which keeps its place", () => {
    const view = new ViewRange(0n, 1_000n * S);
    view.zoom(250n * S, 0.5);
    expect([view.from, view.to]).toEqual([125n * S, 625n * S]);
  });

  it("never leaves its bounds", () => {
    const view = new ViewRange(0n, 100n * S);
    view.zoom(50n * S, 0.1);
    view.pan(1_000n * S);
    expect(view.to).toBe(100n * S);
    view.zoom(95n * S, 1_000);
    expect(view.isWhole).toBe(true);
  });

  it("stops at a few nanoseconds", () => {
    const view = new ViewRange(0n, 100n * S);
    for (let i = 0; i < 80; i++) view.zoom(50n * S, 0.5);
    expect(view.span).toBe(100n);
  });

  it("moves just far enough to show an instant", () => {
    const view = new ViewRange(0n, 100n);
    view.show(0n, 10n);
    view.reveal(15n);
    expect([view.from, view.to]).toEqual([5n, 15n]);
  });
});
