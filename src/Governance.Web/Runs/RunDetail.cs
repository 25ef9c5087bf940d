using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Web.Runs;

/// <summary>A run with the first of what it rejected, as the API shows it.</summary>
internal sealed record RunDetail : RunView
{
    private RunDetail(RunView run)
        : base(run) { }

    public required int RefusalCount { get; init; }

    /// <summary>The first 20; <c>/refusals</c> lists all.</summary>
    public required IReadOnlyList<RefusalView> Refusals { get; init; }

    public static RunDetail Of(Run run, GridPage<RunRefusal> refusals, DateTimeOffset now) =>
        new(RunView.Of(run, now))
        {
            RefusalCount = refusals.Total,
            Refusals = [.. refusals.Items.Select(RefusalView.Of)],
        };
}
