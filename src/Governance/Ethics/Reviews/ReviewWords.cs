namespace Governance.Ethics;

/// <summary>Texts for the middle of a sentence.</summary>
internal static class ReviewWords
{
    /// <summary>Formats a date in UTC, such as “3 Nov 2026”: gate answers are shown to readers in any time zone.</summary>
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
