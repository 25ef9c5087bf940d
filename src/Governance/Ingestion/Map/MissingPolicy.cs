namespace Governance.Ingestion;

/// <summary>What to do with a channel's cell that has no value.</summary>
public enum MissingPolicy
{
    /// <summary>Keep the row; the channel has no value in it.</summary>
    KeepGap,

    /// <summary>Leave the row out.</summary>
    SkipRow,

    /// <summary>Leave the row out and report it.</summary>
    Refuse,
}
