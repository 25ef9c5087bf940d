using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>A warning that a batch differs from the reference, with the modalities and the scenario value that grew most.</summary>
public sealed class DriftAlert : IGoverned
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The check that raised it.</summary>
    public required Guid CheckId { get; init; }

    /// <summary>What differs, with p-values.</summary>
    public required Message Difference { get; init; }

    /// <summary><see cref="Difference"/> as a sentence.</summary>
    public string Line => Difference.Text;

    /// <summary>
    /// Attribute of the scenario value with the largest increase of its share; null if none increased.
    /// </summary>
    public string? Attribute { get; init; }

    /// <summary>The scenario value with the largest increase.</summary>
    public string? Value { get; init; }

    /// <summary>When it was raised.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>Open or closed.</summary>
    public AlertState State { get; set; }

    /// <summary>What was found or done, 1 to 2000 characters; null while open.</summary>
    public string? Note { get; set; }

    /// <summary>Who closed it, and when; null while it is open.</summary>
    public Stamp? Closed { get; set; }
}
