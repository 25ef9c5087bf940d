using System.Text.Json;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Runs;

namespace Governance.Web.Models;

/// <param name="LearnedFrom">Training and validation samples, erased ones included.</param>
/// <param name="Withdrawn">Samples whose subject no longer permits what was used, by reason.</param>
/// <param name="Share">Erased and withdrawn of all it learned from, 0 … 1.</param>
internal sealed record CoverView(
    int LearnedFrom,
    int Erased,
    IReadOnlyDictionary<Exclusion, int> Withdrawn,
    double Share,
    string Digest
)
{
    public static CoverView Of(ModelCover cover) =>
        new(cover.LearnedFrom, cover.Erased, cover.Withdrawn, cover.Share, cover.Digest);
}

internal sealed record AliasView(string Alias, Guid VersionId, int Number, DateTimeOffset MovedAt, CoverView Consent)
{
    public static AliasView Of(AliasRow row) =>
        new(row.Alias, row.VersionId, row.Number, row.MovedAt, CoverView.Of(row.Cover));
}

internal sealed record ModelView(
    Guid Id,
    string Name,
    string Title,
    string? IntendedUse,
    LabelSource Label,
    IReadOnlyList<string> Classes,
    int Ready,
    int Training,
    int Newest,
    IReadOnlyList<AliasView> Aliases,
    DateTimeOffset CreatedAt,
    string CreatedBy
)
{
    public static ModelView Of(ModelRow row) =>
        new(
            row.Model.Id,
            row.Model.Name,
            row.Model.Title,
            row.Model.IntendedUse,
            row.Model.Label,
            row.Model.Classes,
            row.Ready,
            row.Training,
            row.Newest,
            [.. row.Aliases.Select(AliasView.Of)],
            row.Model.CreatedAt,
            row.Model.CreatedBy
        );
}

/// <summary>A version with the facts of its model card.</summary>
internal sealed record ModelVersionView(
    Guid Id,
    string Model,
    int Number,
    ModelVersionState State,
    FusionKind Kind,
    JsonElement Options,
    long Seed,
    Guid DatasetVersionId,
    string DatasetVersion,
    string ManifestDigest,
    string Purpose,
    Guid? TextEncoderId,
    Guid? ImageEncoderId,
    Guid? SensorEncoderId,
    IReadOnlyDictionary<SampleRole, int> Samples,
    IReadOnlyDictionary<string, int> Excluded,
    CoverView Consent,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<EpochLoss> Losses,
    ModelMetrics? Metrics,
    string? OnnxDigest,
    long? OnnxLength,
    double? Parity,
    string? Error,
    Guid RunId,
    string CodeVersion,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ReadyAt
)
{
    public static ModelVersionView Of(ModelVersionRow row)
    {
        var v = row.Version;
        return new(
            v.Id,
            row.Model,
            v.Number,
            v.State,
            Enum.Parse<FusionKind>(v.Fusion),
            JsonSerializer.Deserialize<JsonElement>(v.Options),
            v.Seed,
            v.DatasetVersionId,
            row.DatasetVersion,
            v.ManifestDigest,
            row.Purpose,
            v.TextEncoderId,
            v.ImageEncoderId,
            v.SensorEncoderId,
            row.Places,
            v.Excluded,
            CoverView.Of(row.Cover),
            row.Aliases,
            v.Losses,
            v.Metrics,
            v.OnnxDigest,
            v.OnnxLength,
            v.Parity,
            v.Error,
            v.RunId,
            v.CodeVersion,
            v.CreatedAt,
            v.CreatedBy,
            v.ReadyAt
        );
    }
}

internal sealed record GateView(string Gate, GateState State, string Line, string? Link, string? Digest)
{
    public static GateView Of(GateAnswer a) => new(a.Gate, a.State, a.Line, a.Link, a.Digest);

    public static GateView Of(AliasGateAnswer a) => new(a.Gate, a.State, a.Line, a.Link, a.Digest);
}

internal sealed record PromotionView(
    Guid Id,
    string Alias,
    int? FromNumber,
    int Number,
    string Reason,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    ProposalState State,
    IReadOnlyList<GateView> Gates
)
{
    public static PromotionView Of(ProposalRow row) =>
        new(
            row.Proposal.Id,
            row.Proposal.Alias,
            row.FromNumber,
            row.ToNumber,
            row.Proposal.Reason,
            row.Proposal.ProposedBy,
            row.Proposal.ProposedAt,
            row.Proposal.State,
            [.. row.Answers.Select(GateView.Of)]
        );
}

internal sealed record AliasEventView(
    Guid Id,
    string Alias,
    AliasMove Move,
    int? FromNumber,
    int Number,
    string Reason,
    string ProposedBy,
    string? ApprovedBy,
    string? AuditDigest,
    string? EthicsDecision,
    int LearnedFrom,
    int Withdrawn,
    string ConsentDigest,
    DateTimeOffset At,
    IReadOnlyList<GateView> Gates
)
{
    public static AliasEventView Of(AliasEventRow row)
    {
        var e = row.Event;
        return new(
            e.Id,
            e.Alias,
            e.Move,
            row.FromNumber,
            row.ToNumber,
            e.Reason,
            e.ProposedBy,
            e.ApprovedBy,
            e.AuditDigest,
            e.EthicsDecision,
            e.LearnedFrom,
            e.Withdrawn,
            e.ConsentDigest,
            e.At,
            [.. row.Answers.Select(GateView.Of)]
        );
    }
}

internal sealed record TrainingView(Guid VersionId, string Model, int Number, FusionKind Kind, RunView Run)
{
    public static TrainingView Of(StartedTraining one, DateTimeOffset now) =>
        new(one.VersionId, one.Model, one.Number, one.Kind, RunView.Of(one.Run, now));
}

internal sealed record RollbackTargetView(int Number, CoverView Consent, string? Fault, bool Clean);

internal sealed record RollbackOfferView(int StandsAt, int? Offered, IReadOnlyList<RollbackTargetView> Targets)
{
    public static RollbackOfferView Of(RollbackOffer offer) =>
        new(
            offer.StandsAt,
            offer.Offered,
            [.. offer.Targets.Select(t => new RollbackTargetView(t.Number, CoverView.Of(t.Cover), t.Fault, t.Clean))]
        );
}

internal sealed record NewPromotion(int Number, string Reason);

/// <param name="Number">Null = the newest clean version that the alias has held.</param>
internal sealed record NewRollback(string Reason, int? Number = null, bool NewestClean = false);
