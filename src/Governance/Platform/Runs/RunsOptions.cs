namespace Governance.Platform.Runs;

/// <summary>Section <c>Runs</c> of the configuration.</summary>
public sealed class RunsOptions
{
    public const string Section = "Runs";

    /// <summary>A run whose worker was gone so many times in a row, with no clean stop in between, is not taken up again.</summary>
    public int MaxKills { get; set; } = 3;
}
