namespace Governance.Ingestion;

/// <summary>What to do with rows of the same time in a sensor stream.</summary>
public enum Duplicates
{
    /// <summary>Keep the row that was read first.</summary>
    KeepFirst,

    /// <summary>Keep the row that was read last.</summary>
    KeepLast,

    /// <summary>Keep all rows, in the order in which they were read.</summary>
    KeepAll,

    /// <summary>Keep one row with the mean of each channel.</summary>
    Average,

    /// <summary>Keep the first row and report each further one.</summary>
    Refuse,
}
