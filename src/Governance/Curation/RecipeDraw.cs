using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Microsoft.EntityFrameworkCore;

namespace Governance.Curation;

/// <summary>What a recipe would draw now.</summary>
/// <param name="Cover">Over the samples that match the query, before consent.</param>
public sealed record DrawPreview(int Matching, int Drawn, IReadOnlyList<StratumShare> Shares, ConsentCover Cover);

/// <summary>Runs a recipe against the database; preview and sealing share it.</summary>
internal static class RecipeDraw
{
    internal sealed record Outcome(DrawPreview Preview, Guid PurposeId, IReadOnlyList<(string Key, Guid Id, string Stratum)> Samples);

    public static async Task<Result<Outcome>> RunAsync(GovernanceDb db, Guid datasetId, Recipe recipe, DateTimeOffset at, CancellationToken ct)
    {
        if (recipe.Check() is { } wrong) return wrong;
        var code = recipe.Query.Purpose!;
        var purposeId = await db.Set<Purpose>().Where(p => p.Code == code).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);
        if (purposeId is not { } purpose) return new NotFound("purpose", code);

        var matching = await SampleCatalog.SelectAsync(db, datasetId, recipe.Query with { Purpose = null }, at, ct);
        if (!matching.Ok) return matching.Refusal!;
        var needed = (recipe.Query.Modalities ?? []).AsSet();
        var cover = await ConsentCoverQuery.OfAsync(db, matching.Value, purpose, code, needed, at, ct);

        // Keys and attributes only: a million of them are some 200 MB at worst, and are gone after the draw.
        var rows = await ConsentCoverQuery.Permitted(db, matching.Value, purpose, needed, at)
            .Select(s => new { s.Id, s.Key, s.Strata }).ToListAsync(ct);
        var byKey = rows.ToDictionary(r => r.Key, r => (r.Id, Stratum: recipe.StratumOf(r.Strata)), StringComparer.Ordinal);
        var drawn = StratifiedDraw.Draw(byKey.Select(r => new Candidate(r.Key, r.Value.Stratum)), recipe.Scheme, recipe.Size, recipe.Quotas, recipe.Seed);
        return new Outcome(
            new DrawPreview(cover.Total, drawn.Keys.Count, drawn.Shares, cover), purpose,
            [.. drawn.Keys.Select(k => (k, byKey[k].Id, byKey[k].Stratum))]);
    }
}
