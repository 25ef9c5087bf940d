namespace Governance.Web.Home;

/// <summary>The section of the home page that shows a line.</summary>
public enum HomePart
{
    /// <summary>Needs the person's decision or work.</summary>
    Waiting,

    /// <summary>Happened in the last 7 days.</summary>
    LastWeek,
}
