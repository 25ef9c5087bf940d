using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>What a recipient is told, as JSON. It contains no personal data of the subject.</summary>
/// <param name="Kind">Always <c>recall</c>.</param>
/// <param name="Format">Version of this form; 2 since it names modalities.</param>
/// <param name="NoticeId">Id of the notice.</param>
/// <param name="ExportId">Id of the export, as in its <c>manifest.json</c>.</param>
/// <param name="ManifestDigest">
/// SHA-256 of the export's <c>manifest.json</c>; null when the delivery had not ended, or was interrupted.
/// </param>
/// <param name="VersionId">Id of the dataset version.</param>
/// <param name="WithdrawalId">Id of the withdrawal.</param>
/// <param name="Instruction">What the recipient must do.</param>
/// <param name="Modalities">The modalities of the samples to delete; all three when the samples are to be deleted whole.</param>
/// <param name="Samples">The samples to delete, or the samples with parts to delete.</param>
/// <param name="Certificate">Address of the certificate; null when the portal's address is not configured.</param>
public sealed record RecallDocument(
    string Kind,
    int Format,
    Guid NoticeId,
    Guid ExportId,
    string? ManifestDigest,
    Guid VersionId,
    Guid WithdrawalId,
    DateTimeOffset CreatedAt,
    string Instruction,
    IReadOnlyList<Modality> Modalities,
    IReadOnlyList<RecalledSample> Samples,
    string? Certificate
)
{
    /// <summary>The instruction of a notice about whole samples.</summary>
    public const string Standard =
        "Consent for the listed samples was withdrawn. Stop using them, delete them and every copy and derivative of them, and tell "
        + "those whom you gave copies to. Each sample is one line of samples.jsonl and one folder below samples/.";

    /// <summary>Whether only some parts of the samples are to be deleted.</summary>
    [JsonIgnore]
    public bool IsPartial => Modalities.AsSet() != Governance.Modalities.All;

    /// <summary>The instruction of a notice about some modalities.</summary>
    internal static string InstructionFor(Modalities modalities) =>
        modalities == Governance.Modalities.All
            ? Standard
            : $"Consent for these modalities of the listed samples was withdrawn: {modalities.InSentence()}. Stop "
                + "using these parts, delete them and "
                + "every copy and derivative of them, and tell those whom you gave copies to. The other parts of the samples may be "
                + "kept. Each sample is one line of samples.jsonl, which names the modality and the file of each part.";

    internal static RecallDocument Of(RecallNotice notice, Export export, string? portalAddress) =>
        new(
            "recall",
            2,
            notice.Id,
            export.Id,
            export.ManifestDigest,
            export.VersionId,
            notice.WithdrawalId,
            notice.CreatedAt,
            InstructionFor(notice.Modalities),
            [.. notice.Modalities.Each()],
            notice.Samples,
            portalAddress is { Length: > 0 }
                ? $"{portalAddress.TrimEnd('/')}/trust/withdrawals/{notice.WithdrawalId}/certificate"
                : null
        );
}
