namespace Governance.Annotation;

/// <summary>
/// The target of an annotation: a sample, <c>urn:governance:sample:{id}</c>, or one of its parts,
/// <c>urn:governance:sample:{id}:part:{name}</c>.
/// </summary>
/// <param name="Part">Null for the whole sample.</param>
public readonly record struct SampleUrn(Guid SampleId, string? Part = null)
{
    private const string Root = "urn:governance:sample:";
    private const string Then = ":part:";

    /// <summary>Parses a URN; null when it does not have this form.</summary>
    public static SampleUrn? Read(string? urn)
    {
        if (urn?.StartsWith(Root, StringComparison.Ordinal) != true)
            return null;
        var rest = urn.AsSpan(Root.Length);
        var end = rest.IndexOf(Then, StringComparison.Ordinal);
        var id = end < 0 ? rest : rest[..end];
        // Exactly one spelling: “D” is the form with hyphens, and a capital letter makes a second name for the same sample.
        if (!Guid.TryParseExact(id, "D", out var sampleId) || !id.SequenceEqual(sampleId.ToString()))
            return null;
        return end < 0 ? new(sampleId) : new(sampleId, rest[(end + Then.Length)..].ToString());
    }

    /// <summary>The URN.</summary>
    public override string ToString() => Part is null ? $"{Root}{SampleId}" : $"{Root}{SampleId}{Then}{Part}";
}
