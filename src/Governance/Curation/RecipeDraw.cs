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
        Recipe Recipe,
        IReadOnlyList<DrawnSample> Samples
    );

    /// <summary>A sample that the recipe draws.</summary>
    /// <param name="Group">Its group of the evaluation split; null without a split.</param>
    internal sealed record DrawnSample(string Key, Guid Id, string Stratum, string? Group, string Pseudonym);

    /// <summary>Draws now, for the recipe's purpose.</summary>
    public static async Task<Result<Outcome>> RunAsync(
        GovernanceDb db,
        Guid datasetId,
        Recipe recipe,
        DrawMode mode,
        DateTimeOffset at,
        CancellationToken ct
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
        if (mode != DrawMode.Succession && await UnknownAsync(db, datasetId, recipe, ct) is { } unknown)
            return unknown;
        var needed = (recipe.Query.Modalities ?? []).AsSet();
        var cover = await ConsentCoverQuery.OfAsync(db, matching.Value, (purpose, code), needed, at, ct);

        var byKey = await DrawableAsync(
            db,
            recipe,
            ConsentCoverQuery.Permitted(db, matching.Value, purpose, needed, at),
            ct
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
        IReadOnlyList<Drawable> chosen = [.. drawn.Keys.Select(k => byKey[k])];
        var split =
            mode == DrawMode.Declare ? await DeclaredAsync(db, datasetId, recipe.Split, chosen, ct) : recipe.Split;
        IReadOnlyList<DrawnSample> samples =
        [
            .. chosen.Select(c => new DrawnSample(
                c.Key,
                c.Id,
                c.Stratum,
                split?.GroupOf(c.Pseudonym, c.Strata),
                c.Pseudonym
            )),
        ];
        return new Outcome(
            new DrawPreview(
                cover.Total,
                samples.Count,
                drawn.Shares,
                cover,
                split,
                split is null ? null : Counted(split, samples)
            ),
            purpose,
            recipe with
            {
                Split = split,
            },
            samples
        );
    }

    /// <summary>A sample that may be drawn.</summary>
    private sealed record Drawable(
        string Key,
        Guid Id,
        string Stratum,
        string Pseudonym,
        IReadOnlyDictionary<string, string> Strata
    );

    // Keys and attributes only: a million of them take about 200 MB at worst, until the draw ends.
    private static async Task<Dictionary<string, Drawable>> DrawableAsync(
        GovernanceDb db,
        Recipe recipe,
        IQueryable<Sample> permitted,
        CancellationToken ct
    ) =>
        (
            await (
                from sample in permitted
                join subject in db.Set<Subject>() on sample.SubjectId equals subject.Id
                select new
                {
                    sample.Id,
                    sample.Key,
                    sample.Strata,
                    subject.Pseudonym,
                }
            ).ToListAsync(ct)
        ).ToDictionary(
            r => r.Key,
            r => new Drawable(r.Key, r.Id, recipe.StratumOf(r.Strata), r.Pseudonym, r.Strata),
            StringComparer.Ordinal
        );

    /// <summary>
    /// The split with its seed. A recipe without a split or without its seed takes that of the dataset's newest version, with the
    /// same group and shares if it names them, so that a group is in the same part in all of them, unless it leaves a part of this
    /// draw empty.
    /// </summary>
    private static async Task<EvaluationSplit> DeclaredAsync(
        GovernanceDb db,
        Guid datasetId,
        EvaluationSplit? wanted,
        IReadOnlyList<Drawable> drawn,
        CancellationToken ct
    )
    {
        if (wanted?.Seed is null)
        {
            var recipes = await db.Set<DatasetVersion>()
                .Where(v => v.DatasetId == datasetId)
                .OrderByDescending(v => v.Number)
                .Select(v => v.Recipe)
                .Take(20)
                .ToListAsync(ct);
            if (
                recipes
                    .Select(EvaluationSplit.OfRecipe)
                    .FirstOrDefault(s => s is not null && (wanted is null || wanted == s with { Seed = null }))
                    is { } last
                && last.IsComplete(drawn.Select(d => last.GroupOf(d.Pseudonym, d.Strata)))
            )
                return last;
        }
        var split = wanted ?? new();
        return split.WithSeed([.. drawn.Select(d => (split.GroupOf(d.Pseudonym, d.Strata), d.Stratum))]);
    }

    private static IReadOnlyList<SplitPartCount> Counted(EvaluationSplit split, IReadOnlyList<DrawnSample> samples)
    {
        var parts = samples.ToLookup(s => split.PartOf(s.Group!));
        return
        [
            .. Enum.GetValues<SplitPart>()
                .Select(part => new SplitPartCount(
                    part,
                    parts[part].Count(),
                    parts[part].Select(s => s.Group).Distinct().Count(),
                    parts[part].Select(s => s.Pseudonym).Distinct().Count()
                )),
        ];
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
        if (
            recipe.Split?.By is { } by
            && await StrataNames.CheckAsync(db, datasetId, "split.by", by, ct) is { } unknownGroup
        )
            return unknownGroup;
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
