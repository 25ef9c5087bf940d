namespace Governance.Ingestion;

/// <summary>
/// Says that a row or file of an import names a subject, also when nothing of it was taken: the uploaded archive and the refusals may
/// contain data of that subject, and its erasure must find them.
/// </summary>
public sealed class ImportSubject
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>The pseudonym, hashed as in <see cref="Consent.SubjectTombstone.Hash"/>; 32 bytes.</summary>
    public required byte[] Hash { get; init; }
}
