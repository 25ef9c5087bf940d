using Governance.Models;

namespace Governance.Web.Models;

/// <summary>An alias in the API.</summary>
internal sealed record AliasView(
    string Alias,
    Guid VersionId,
    int Number,
    DateTimeOffset MovedAt,
    CoverView Consent,
    AliasState State,
    string? StateReason,
    int? FallbackNumber
)
{
    public static AliasView Of(AliasRow row) =>
        new(
            row.Alias,
            row.VersionId,
            row.Number,
            row.MovedAt,
            CoverView.Of(row.Cover),
            row.State,
            row.StateReason,
            row.FallbackNumber
        );
}
