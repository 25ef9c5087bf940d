namespace Governance.Ingestion;

/// <summary>What to do with a local time that occurs twice because clocks went back.</summary>
public enum Ambiguous
{
    /// <summary>Refuse the row or file.</summary>
    Refuse,

    /// <summary>Take the earlier of the two instants.</summary>
    Earlier,

    /// <summary>Take the later of the two instants.</summary>
    Later,
}
