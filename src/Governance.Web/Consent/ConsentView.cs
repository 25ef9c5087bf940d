using Governance.Consent;

namespace Governance.Web.Consent;

/// <summary>A consent record as the API shows it.</summary>
internal sealed record ConsentView(
    Guid Id,
    Guid SubjectId,
    Guid PurposeId,
    ConsentState State,
    IReadOnlyList<Modality> Modalities,
    DateTimeOffset EffectiveAt,
    DateTimeOffset? ValidUntil,
    string Notice,
    string Language,
    ConsentMethod Method,
    DateTimeOffset RecordedAt,
    string RecordedBy
)
{
    public static ConsentView Of(ConsentRecord c) =>
        new(
            c.Id,
            c.SubjectId,
            c.PurposeId,
            c.State,
            [.. c.Modalities.Each()],
            c.EffectiveAt,
            c.ValidUntil,
            c.Notice,
            c.Language,
            c.Method,
            c.Recorded.At,
            c.Recorded.By
        );
}
