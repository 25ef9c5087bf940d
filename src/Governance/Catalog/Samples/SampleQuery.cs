using System.Linq.Expressions;
using Governance.Platform;

namespace Governance.Catalog;

/// <summary>
/// Selects samples of a dataset, for grids and recipes. A sample must match every given member.
/// </summary>
/// <param name="Strata">Attribute → accepted values.</param>
/// <param name="Modalities">Modalities that must all be present.</param>
/// <param name="Complete">True: no part missing. False: at least one missing.</param>
/// <param name="Purpose">Code of a purpose that consent is required for; null = no check of consent.</param>
/// <param name="Search">Part of a sample's key.</param>
public sealed record SampleQuery(
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Strata = null,
    IReadOnlyList<Modality>? Modalities = null,
    bool? Complete = null,
    string? Purpose = null,
    string? Search = null,
    Guid? SubjectId = null
)
{
    internal const int LongestSearch = 400;

    /// <summary>Applies everything except the purpose, because consent depends on an instant.</summary>
    internal IQueryable<Sample> ApplyTo(IQueryable<Sample> samples)
    {
        foreach (var (name, values) in Strata ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var accepted = values.ToArray();
            samples = samples.Where(s => accepted.Contains(StrataSql.ValueOf(s.Strata, name)));
        }
        if (Modalities is { Count: > 0 })
        {
            var needed = Modalities.AsSet();
            samples = samples.Where(s => (s.Present & needed) == needed);
        }
        if (Complete is { } complete)
            samples = samples.Where(s => s.MissingParts == 0 == complete);
        if (!string.IsNullOrWhiteSpace(Search))
            samples = samples.Where(Matching(Search.Trim()));
        if (SubjectId is { } subject)
            samples = samples.Where(s => s.SubjectId == subject);
        return samples;
    }

    private static Expression<Func<Sample, bool>> Matching(string text) =>
        s =>
            Microsoft.EntityFrameworkCore.NpgsqlDbFunctionsExtensions.ILike(
                Microsoft.EntityFrameworkCore.EF.Functions,
                s.Key,
                $"%{Like.Escape(text)}%",
                "\\"
            );
}
