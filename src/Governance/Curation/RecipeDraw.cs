using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Microsoft.EntityFrameworkCore;

namespace Governance.Curation;

/// <summary>Draws samples with a recipe, for the preview and for sealing.</summary>
internal static class RecipeDraw
{
    internal sealed record Outcome(
        DrawPreview Preview,
        Guid PurposeId,
        IReadOnlyList<(string Key, Guid Id, string Stratum)> Samples
    );

    /// <summary>Draws now, for the recipe's purpose.</summary>
    /// <param name="successor">
    /// The recipe drew a version before. An attribute or a stratum that only withdrawn samples had is then a shortage, not a
    /// mistake of the recipe.
    /// </param>
    public static async Task<Result<Outcome>> RunAsync(
        GovernanceDb db,
        Guid datasetId,
        Recipe recipe,
        DateTimeOffset at,
        CancellationToken ct,
        bool successor = false
    )
    {
        if (recipe.Check() is { } wrong)
            return wrong;
        var named = await Consents.PurposeAsync(db, "query.purpose", recipe.Query.Purpose, ct);
        if (!named.Ok)
            return named.Refusal;
        var (code, purpose) = (named.Value.Code, named.Value.Id);
        var matching = await AlignedSamples.SelectAsync(db, datasetId, recipe.Query with { Purpose = null }, at, ct);
        if (!matching.Ok)
            return matching.Refusal;
        if (!successor && await UnknownAsync(db, datasetId, recipe, ct) is { } unknown)
            return unknown;
        var needed = (recipe.Query.Modalities ?? []).AsSet();
        var cover = await ConsentCoverQuery.OfAsync(db, matching.Value, (purpose, code), needed, at, ct);

        // Keys and attributes only: a million of them take about 200 MB at worst, until the draw ends.
        var rows = await ConsentCoverQuery
            .Permitted(db, matching.Value, purpose, needed, at)
            .Select(s => new
            {
                s.Id,
                s.Key,
                s.Strata,
            })
            .ToListAsync(ct);
        var byKey = rows.ToDictionary(
            r => r.Key,
            r => (r.Id, Stratum: recipe.StratumOf(r.Strata)),
            StringComparer.Ordinal
        );
        if (
            byKey.Values.Select(r => r.Stratum).FirstOrDefault(s => TextRule.Length(s) > Recipe.LongestStratum) is
            { } tooLong
        )
            return new StratumTooLong(tooLong, Recipe.LongestStratum);
        var drawn = StratifiedDraw.Draw(
            byKey.Select(r => new Candidate(r.Key, r.Value.Stratum)),
            recipe.Scheme,
            recipe.Size,
            recipe.Quotas,
            recipe.Seed
        );
        return new Outcome(
            new DrawPreview(cover.Total, drawn.Keys.Count, drawn.Shares, cover),
            purpose,
            [.. drawn.Keys.Select(k => (k, byKey[k].Id, byKey[k].Stratum))]
        );
    }

    /// <summary>
    /// Refuses an attribute that no sample of the dataset has, and a quota for a stratum that no sample of the dataset is in. A
    /// stratum with samples that only the query or consent excludes is accepted: the preview shows its shortage.
    /// </summary>
    private static async Task<Refusal?> UnknownAsync(
        GovernanceDb db,
        Guid datasetId,
        Recipe recipe,
        CancellationToken ct
    )
    {
        foreach (var name in recipe.StrataBy)
            if (await StrataNames.CheckAsync(db, datasetId, "strataBy", name, ct) is { } unknown)
                return unknown;
        if (recipe.Scheme != AllocationScheme.Quota)
            return null;
        var strata = await db.Set<Sample>()
            .AsNoTracking()
            .Where(s => s.DatasetId == datasetId)
            .Select(s => s.Strata)
            .Distinct()
            .ToListAsync(ct);
        return new KnownNames("a stratum of this dataset", strata.Select(recipe.StratumOf)).Check(
            "quotas",
            recipe.Quotas!.Keys
        );
    }
}
