namespace Governance.Samples;

/// <summary>The two archives of the sample workspace: runs on fixed rigs, and rounds that people walked.</summary>
internal sealed record SampleArchive(string Name, bool Machines)
{
    public static readonly SampleArchive Rigs = new("pump-station-rigs-2025.zip", true);
    public static readonly SampleArchive Rounds = new("pump-station-rounds-2025.zip", false);
    public static readonly IReadOnlyList<SampleArchive> All = [Rigs, Rounds];
}
