using Governance.Platform;

namespace Governance.Ingestion;

// Why a time cannot be read. The cell is as TextRule.Shown shows it.

[Code("time-is-empty")]
internal sealed record TimeIsEmpty() : Statement("the time is empty");

[Code("time-not-in-format")]
internal sealed record TimeNotInFormat(string Cell, string Format)
    : Statement($"“{Cell}” does not match the format {Format}");

[Code("time-not-a-number")]
internal sealed record TimeNotANumber(string Cell) : Statement($"“{Cell}” is not a number");

[Code("time-out-of-range")]
internal sealed record TimeOutOfRange(string Cell) : Statement($"“{Cell}” is outside the years 1677 to 2262");

/// <summary>A local time in the hour that daylight saving time leaves out.</summary>
[Code("time-does-not-exist")]
internal sealed record TimeDoesNotExist(string Cell, string Zone)
    : Statement($"“{Cell}” does not exist in {Zone}: clocks went forward then");

/// <summary>A local time in the hour that the end of daylight saving time repeats.</summary>
[Code("time-occurred-twice")]
internal sealed record TimeOccurredTwice(string Cell, string Zone)
    : Statement($"“{Cell}” occurred twice in {Zone}: clocks went back then");
