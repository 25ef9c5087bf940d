using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Monitoring;

/// <summary>
/// What the samples of a version consist of: the parts with their modality, and the channels of their sensor streams with
/// their units. A part that is missing in every sample belongs to it as well.
/// </summary>
internal sealed record DriftSchema(
    IReadOnlySet<string> Parts,
    IReadOnlyDictionary<string, IReadOnlySet<string>> Channels
)
{
    public static async Task<DriftSchema> OfAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var samples = db.Set<VersionSample>()
            .AsNoTracking()
            .Where(place => place.VersionId == versionId && place.SampleId != null)
            .Select(place => place.SampleId!.Value);
        var parts = await db.Set<SamplePart>()
            .AsNoTracking()
            .Where(part => samples.Contains(part.SampleId))
            .Select(part => new { part.Name, part.Modality })
            .Distinct()
            .ToListAsync(ct);
        var recordings = db.Set<Sample>()
            .AsNoTracking()
            .Where(sample => samples.Contains(sample.Id))
            .Select(sample => sample.RecordingId);
        var streams = await db.Set<RecordingStream>()
            .AsNoTracking()
            .Where(stream => stream.Modality == Modality.Sensor && recordings.Contains(stream.RecordingId))
            .Select(stream => new { stream.Name, stream.Channels })
            .Distinct()
            .ToListAsync(ct);
        return new(
            parts.Select(part => $"{part.Name} ({part.Modality.Word()})").ToHashSet(StringComparer.Ordinal),
            streams
                .GroupBy(stream => stream.Name, StringComparer.Ordinal)
                .ToDictionary(
                    group => group.Key,
                    IReadOnlySet<string> (group) =>
                        group
                            .SelectMany(stream => stream.Channels.Select(c => $"{stream.Name}/{c.Name} [{c.Unit}]"))
                            .ToHashSet(StringComparer.Ordinal)
                )
        );
    }

    /// <summary>
    /// What only one of the two has. A stream that one side never recorded is not compared: that it is missing is a finding,
    /// and the check reports it.
    /// </summary>
    public (IReadOnlyList<string> Lacking, IReadOnlyList<string> Added) Compare(DriftSchema batch)
    {
        var shared = Channels.Keys.Where(batch.Channels.ContainsKey).ToList();
        IEnumerable<string> All(DriftSchema schema) => schema.Parts.Concat(shared.SelectMany(s => schema.Channels[s]));
        return (
            [.. All(this).Except(All(batch)).Order(StringComparer.Ordinal)],
            [.. All(batch).Except(All(this)).Order(StringComparer.Ordinal)]
        );
    }
}
