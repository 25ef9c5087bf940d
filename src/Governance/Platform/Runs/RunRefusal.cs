namespace Governance.Platform.Runs;

/// <summary>A file or row that a run refused: why, and what to do.</summary>
public sealed class RunRefusal
{
    /// <summary>Most characters of each sentence.</summary>
    private const int Longest = 2_000;

    /// <summary>Given by the database, in the order in which refusals are listed.</summary>
    public long Id { get; init; }

    /// <summary>The run that refused it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The code of the refusal, in kebab case.</summary>
    public required string Code { get; init; }

    /// <summary>Path inside the upload; null when the refusal is about no single file.</summary>
    public string? File { get; init; }

    /// <summary>1-based data row (the header is row 0); null when the whole file is meant.</summary>
    public long? Row { get; init; }

    /// <summary>
    /// The refusal with its values. Rows that were stored before refusals had codes have the first sentence here, and the second
    /// in <see cref="WrittenRemedy"/>.
    /// </summary>
    public required Message Reason { get; init; }

    /// <summary>The remedy; only in rows that were stored before refusals had codes.</summary>
    public string? WrittenRemedy { get; init; }

    /// <summary>How many refusals of the same kind this row counts.</summary>
    public long Count { get; init; } = 1;

    /// <summary>What happened, at most 2,000 characters.</summary>
    public string What => TextRule.Shown(Reason is Refusal refusal ? refusal.What : Reason.Text, Longest);

    /// <summary>What to do about it, at most 2,000 characters; may be empty.</summary>
    public string Remedy => TextRule.Shown(Reason is Refusal refusal ? refusal.Remedy : WrittenRemedy ?? "", Longest);
}
