namespace Governance.Ingestion;

/// <summary>What to do after a refused file or row.</summary>
public enum OnError
{
    /// <summary>Import the rest.</summary>
    Continue,

    /// <summary>Stop the import.</summary>
    Stop,
}
