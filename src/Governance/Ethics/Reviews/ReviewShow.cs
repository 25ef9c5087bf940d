namespace Governance.Ethics;

/// <summary>Which reviews a list shows.</summary>
public enum ReviewShow
{
    All,
    Waiting,
    Decided,
}
