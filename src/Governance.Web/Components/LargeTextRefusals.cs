using Governance.Platform;

namespace Governance.Web.Components;

[RefusalCode("large-text-lost")]
public sealed record LargeTextLost() : Refusal("The text did not arrive from the browser.", "Try again.");

[RefusalCode("large-text-too-long")]
public sealed record LargeTextTooLong(int Longest)
    : Refusal($"The text is longer than {Longest / 1024:N0} KiB.", "Shorten it.");
