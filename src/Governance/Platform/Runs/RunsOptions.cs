namespace Governance.Platform.Runs;

/// <summary>Limits of runs: section <c>Runs</c> of the configuration.</summary>
public sealed class RunsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Runs";

    /// <summary>A run fails after its worker was killed so many times in a row, without a clean stop in between.</summary>
    public int MaxKills { get; set; } = 3;
}
