namespace Governance.Samples;

/// <summary>One capture: a run on the fixed rig of a pump, or a round that a person walks.</summary>
/// <param name="Subject">Pseudonym: pump-03, inspector-b.</param>
/// <param name="Folder">Path inside the import.</param>
internal sealed record StationRecording(
    string Subject,
    bool IsMachine,
    string Folder,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<Inspection> Inspections
);
