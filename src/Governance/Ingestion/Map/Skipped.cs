namespace Governance.Ingestion;

/// <summary>What to do with a local time that does not exist because clocks went forward.</summary>
public enum Skipped
{
    /// <summary>Refuse the row or file.</summary>
    Refuse,

    /// <summary>Move the time forward by the length of the gap.</summary>
    Shift,
}
