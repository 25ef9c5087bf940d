using Governance.Platform;

namespace Governance.Consent;

/// <summary>What data may be used for. Consent is requested and given for each purpose separately.</summary>
public sealed class Purpose : IGoverned
{
    /// <summary>Id of the purpose.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Short name for import maps, files and the API, such as <c>research</c>; unique, never changes.</summary>
    public required string Code { get; init; }

    /// <summary>Name on pages, at most 120 characters.</summary>
    public required string Title { get; set; }

    /// <summary>What is done under this purpose, in plain words for the person who is asked.</summary>
    public required string Description { get; set; }

    /// <summary>When the purpose was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
