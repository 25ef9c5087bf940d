namespace Governance.Ethics;

/// <summary>Which reviews a list shows.</summary>
public enum ReviewShow
{
    /// <summary>All reviews.</summary>
    All,

    /// <summary>Drafts of the reader, submitted reviews and open votes.</summary>
    Waiting,

    /// <summary>Approved, rejected and withdrawn reviews.</summary>
    Decided,
}
