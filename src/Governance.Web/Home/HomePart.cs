namespace Governance.Web.Home;

/// <summary>Under which heading of the home page a line stands.</summary>
public enum HomePart
{
    Waiting,
    LastWeek,
}
