namespace Governance.Web.Home;

/// <summary>
/// One line of the home page: how many, of what (“imports with unreadable rows”), and where it is done.
/// A line with count 0 is not shown.
/// </summary>
public sealed record HomeLine(HomePart Part, long Count, string Text, string Path);
