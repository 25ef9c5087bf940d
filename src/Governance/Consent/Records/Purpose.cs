using Governance.Platform;

namespace Governance.Consent;

/// <summary>What data may be used for. Consent is asked and given for each purpose alone.</summary>
public sealed class Purpose : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Short name used in maps, files and API: <c>research</c>.</summary>
    public required string Code { get; init; }
    public required string Title { get; set; }

    /// <summary>What is done under this purpose, in words for the person who is asked.</summary>
    public required string Description { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
