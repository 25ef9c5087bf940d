using System.Security.Cryptography;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// The consent cover of a version at an instant: how many of the samples that it learned from are still permitted. It learned
/// from training and validation samples (temperatures are fitted on the latter), not from test samples.
/// </summary>
/// <param name="LearnedFrom">Training and validation samples, erased ones included.</param>
/// <param name="Erased">Of these, samples that have been erased.</param>
/// <param name="Withdrawn">Of those left, samples that consent no longer permits for the version's purpose, by reason.</param>
/// <param name="Digest">SHA-256 over the ordinal and the consent state of each sample, 64 hex characters; an alias event
/// keeps it.</param>
public sealed record ModelCover(
    Guid VersionId,
    int LearnedFrom,
    int Erased,
    IReadOnlyDictionary<Exclusion, int> Withdrawn,
    string Digest
)
{
    /// <summary>Ordinals of the erased samples and of those no longer permitted, ascending.</summary>
    public IReadOnlyList<int> LostOrdinals { get; init; } = [];

    /// <summary>Erased samples and those no longer permitted.</summary>
    public int Lost => Erased + Withdrawn.Values.Sum();

    /// <summary>
    /// <see cref="Lost"/> as a share of <see cref="LearnedFrom"/>, 0 … 1; 0 for a version that has not learned yet.
    /// </summary>
    public double Share => LearnedFrom == 0 ? 0 : (double)Lost / LearnedFrom;

    /// <summary>True when the lost share is within the policy.</summary>
    /// <param name="most">See <see cref="ModelsOptions.MaxWithdrawnShare"/>.</param>
    public bool Clean(double most) => Share <= most;

    /// <summary>Checks the consent of every sample that a version learned from.</summary>
    public static async Task<ModelCover> OfAsync(
        GovernanceDb db,
        Guid versionId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var purposeId = await db.Set<ModelVersion>()
            .Where(v => v.Id == versionId)
            .Select(v => v.PurposeId)
            .SingleAsync(ct);
        var places = await (
            from place in db.Set<ModelVersionSample>()
            where place.VersionId == versionId && place.Role != SampleRole.Test
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id into samples
            from sample in samples.DefaultIfEmpty()
            join consent in ConsentGate.Effective(db, purposeId, at)
                on sample.SubjectId equals consent.SubjectId
                into consents
            from consent in consents.DefaultIfEmpty()
            orderby place.Ordinal
            select new
            {
                place.Ordinal,
                place.Used,
                Gone = place.SampleId == null,
                State = (ConsentState?)consent.State,
                Permits = (bool?)consent.Permits,
                Covered = (Modalities?)consent.Modalities,
                RecordId = (Guid?)consent.RecordId,
            }
        ).ToListAsync(ct);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var withdrawn = new SortedDictionary<Exclusion, int>();
        var erased = 0;
        var lost = new List<int>();
        foreach (var place in places)
        {
            var why = place.Gone
                ? null
                : ConsentGate.Why(place.State, place.Permits ?? false, place.Covered ?? Modalities.None, place.Used);
            if (place.Gone)
                erased++;
            else if (why is { } reason)
                withdrawn[reason] = withdrawn.GetValueOrDefault(reason) + 1;
            if (place.Gone || why is not null)
                lost.Add(place.Ordinal);
            var word = place.Gone ? "erased" : why?.ToString() ?? "permitted";
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{place.Ordinal} {word} {place.RecordId}\n"));
        }
        return new(versionId, places.Count, erased, withdrawn, Convert.ToHexStringLower(hash.GetHashAndReset()))
        {
            LostOrdinals = lost,
        };
    }
}
