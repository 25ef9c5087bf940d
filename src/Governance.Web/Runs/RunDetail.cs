using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Web.Runs;

internal sealed record RunDetail : RunView
{
    private RunDetail(RunView run)
        : base(run) { }

    public required int RefusalCount { get; init; }

    /// <summary>The first twenty; <c>/refusals</c> has them all.</summary>
    public required IReadOnlyList<RefusalView> Refusals { get; init; }

    public static RunDetail Of(Run run, GridPage<RunRefusal> refusals, DateTimeOffset now) =>
        new(RunView.Of(run, now))
        {
            RefusalCount = refusals.Total,
            Refusals = [.. refusals.Items.Select(RefusalView.Of)],
        };
}
