namespace Governance.Platform.Runs;

/// <summary>Something a run would not take: which file, which row, why, and how to mend it.</summary>
public sealed class RunRefusal
{
    /// <summary>Of each sentence, in characters.</summary>
    private const int Longest = 2_000;

    public long Id { get; init; }
    public required Guid RunId { get; init; }

    /// <summary>Kebab-case code, the same that the documentation lists.</summary>
    public required string Code { get; init; }

    /// <summary>Path inside the upload; null when the refusal is about no single file.</summary>
    public string? File { get; init; }

    /// <summary>1-based data row (the header is row 0); null when the whole file is meant.</summary>
    public long? Row { get; init; }

    /// <summary>The refusal with its values. Rows of the time before codes hold the first sentence, and the second beside it.</summary>
    public required Message Reason { get; init; }

    /// <summary>Only in rows of the time before codes.</summary>
    public string? WrittenRemedy { get; init; }

    /// <summary>How many alike were folded into this one.</summary>
    public long Count { get; init; } = 1;

    public string What => TextRule.Shown(Reason is Refusal refusal ? refusal.What : Reason.Text, Longest);

    public string Remedy => TextRule.Shown(Reason is Refusal refusal ? refusal.Remedy : WrittenRemedy ?? "", Longest);
}
