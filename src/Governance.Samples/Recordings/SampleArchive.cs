namespace Governance.Samples;

/// <summary>An archive of the sample workspace: runs on fixed rigs, or rounds that people walked.</summary>
/// <param name="Machines">The subjects are machines.</param>
internal sealed record SampleArchive(string Name, bool Machines)
{
    public static readonly SampleArchive Rigs = new("pump-station-rigs-2025.zip", true);
    public static readonly SampleArchive Rounds = new("pump-station-rounds-2025.zip", false);
    public static readonly IReadOnlyList<SampleArchive> All = [Rigs, Rounds];
}
