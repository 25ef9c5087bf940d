namespace Governance.Web.Home;

/// <summary>
/// One line of the home page: a count, what is counted (“imports with unreadable rows”), and a link to the page for it.
/// A line with count 0 is not shown.
/// </summary>
/// <param name="Text">Follows the count, in the singular or plural that fits it.</param>
/// <param name="Path">The page that the line links to.</param>
public sealed record HomeLine(HomePart Part, long Count, string Text, string Path);
