using Governance.Platform;

namespace Governance.Web.Components;

/// <summary>The transfer of a text from the browser broke off.</summary>
[RefusalCode("large-text-lost")]
public sealed record LargeTextLost() : Refusal("The text did not arrive from the browser.", "Try again.");

/// <summary>The text exceeds the length that its page allows.</summary>
/// <param name="Longest">The greatest length, in bytes of UTF-8.</param>
[RefusalCode("large-text-too-long")]
public sealed record LargeTextTooLong(int Longest)
    : Refusal($"The text is longer than {Longest / 1024:N0} KiB.", "Shorten it.");
