namespace Governance.Ethics;

/// <summary>How states read inside a sentence.</summary>
internal static class ReviewWords
{
    /// <summary>3 Nov 2026, in UTC: lines of gates are kept as they were given, for readers in any zone.</summary>
    public static string Day(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    public static string Of(ReviewState state) =>
        state switch
        {
            ReviewState.Draft => "a draft",
            ReviewState.Submitted => "waiting for the board",
            ReviewState.Voting => "being voted on",
            ReviewState.Approved => "approved",
            ReviewState.ApprovedWithConditions => "approved with conditions",
            ReviewState.Rejected => "rejected",
            _ => "withdrawn",
        };
}
