using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>Somebody should look: which batch, in which modality, and the scenario that grew most.</summary>
public sealed class DriftAlert : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CheckId { get; init; }
    public required Message Difference { get; init; }
    public string Line => Difference.Text;

    /// <summary>
    /// Attribute and value whose share differs most between batch and reference: where a refresh begins. Null when no
    /// attribute differs.
    /// </summary>
    public string? Attribute { get; init; }
    public string? Value { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    public AlertState State { get; set; }
    public string? Note { get; set; }
    public string? ClosedBy { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
}
