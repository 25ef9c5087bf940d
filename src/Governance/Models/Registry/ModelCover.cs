using System.Security.Cryptography;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// On whose consent a version stands at an instant. Counted over what it learned from: its training and validation
/// samples (temperatures are fitted on the latter); test samples taught it nothing.
/// </summary>
/// <param name="LearnedFrom">Training and validation samples, erased ones included.</param>
/// <param name="Erased">Of these, rows that are gone.</param>
/// <param name="Withdrawn">Of those left, samples whose subject no longer permits what was used for the version's
/// purpose, by reason.</param>
/// <param name="Digest">SHA-256 over each place's ordinal and state, so that an event can say what it was decided on.</param>
public sealed record ModelCover(
    Guid VersionId,
    int LearnedFrom,
    int Erased,
    IReadOnlyDictionary<Exclusion, int> Withdrawn,
    string Digest
)
{
    /// <summary>Erased and withdrawn together.</summary>
    public int Lost => Erased + Withdrawn.Values.Sum();

    /// <summary>0 … 1; the withdrawn share. 0 for a version that has learned from nothing yet.</summary>
    public double Share => LearnedFrom == 0 ? 0 : (double)Lost / LearnedFrom;

    /// <summary>Within the policy: see <see cref="ModelsOptions.MaxWithdrawnShare"/>.</summary>
    public bool Clean(double most) => Share <= most;

    /// <summary>Asks the gate for every place of a version.</summary>
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
        foreach (var place in places)
        {
            var why = place.Gone
                ? null
                : ConsentGate.Why(place.State, place.Permits ?? false, place.Covered ?? Modalities.None, place.Used);
            if (place.Gone)
                erased++;
            else if (why is { } reason)
                withdrawn[reason] = withdrawn.GetValueOrDefault(reason) + 1;
            var word = place.Gone ? "erased" : why?.ToString() ?? "permitted";
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{place.Ordinal} {word} {place.RecordId}\n"));
        }
        return new(versionId, places.Count, erased, withdrawn, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
