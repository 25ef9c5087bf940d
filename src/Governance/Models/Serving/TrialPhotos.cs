using System.Collections.Concurrent;
using Governance.Ingestion;
using Governance.Platform;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>
/// The door to photos that a person uploads to try a model. No consent covers them, so they stay in memory, for that person
/// only and for at most <see cref="Kept"/>: no row, no blob, no log line, no training. The copy in the scratch folder is
/// deleted when the request ends.
/// </summary>
public sealed class TrialPhotos(IOptions<IngestionOptions> options, ScratchFolder scratch, TimeProvider time)
    : IDisposable
{
    /// <summary>The largest photo in bytes: a JPEG of 50 megapixels is smaller.</summary>
    public const long MaxBytes = 20_000_000;

    /// <summary>How long a photo stays in memory.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>Most photos of one person; the oldest one is dropped for a further one.</summary>
    private const int MostOfOne = 4;
    private const int MostOfAll = 200;

    /// <summary>Longer than the input of any encoder; about a third of a megabyte.</summary>
    private static readonly ImageRule Rule = new() { LongEdge = 1280 };

    private readonly ConcurrentDictionary<Guid, Held> _held = new();

    /// <summary>
    /// Keeps a photo. The bytes are not trusted: they are read up to the limit, checked by their header, decoded and encoded
    /// again.
    /// </summary>
    public async Task<Result<TrialPhoto>> KeepAsync(Actor actor, Stream content, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal)
            return refusal;
        using var folder = scratch.CreateDirectory();
        var (given, made) = (folder.PathOf("in"), folder.PathOf("out"));
        if (await SpoolAsync(content, given, ct) is { } wrong)
            return wrong;
        var facts = await Task.Run(
            () => ImageNormaliser.Normalise(given, "the photo", Rule, options.Value.Pictures, made, ct),
            ct
        );
        if (!facts.Ok)
            return OfPhoto(facts.Refusal);
        var photo = new TrialPhoto(
            Guid.CreateVersion7(),
            facts.Value.MediaType,
            facts.Value.Width,
            facts.Value.Height,
            await File.ReadAllBytesAsync(made, ct),
            time.GetUtcNow() + Kept
        );
        Hold(actor, photo);
        return photo;
    }

    /// <summary>Finds the person's own photo; refused when it has expired or belongs to somebody else.</summary>
    public Result<TrialPhoto> Find(Actor actor, Guid id)
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal)
            return refusal;
        return _held.TryGetValue(id, out var held) && held.OwnerId == actor.UserId ? held.Photo : new TrialPhotoGone();
    }

    /// <summary>Removes the person's own photo; one that is not there or belongs to somebody else is left alone.</summary>
    public Result Remove(Actor actor, Guid id)
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal)
            return refusal;
        if (_held.TryGetValue(id, out var held) && held.OwnerId == actor.UserId)
            Drop(id);
        return Result.Done;
    }

    private static async Task<Refusal?> SpoolAsync(Stream content, string to, CancellationToken ct)
    {
        await using var file = File.Create(to);
        var buffer = new byte[81_920];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; )
        {
            if (file.Length + read > MaxBytes)
                return new TrialPhotoTooLarge();
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return file.Length == 0 ? new TrialPhotoEmpty() : null;
    }

    private void Hold(Actor actor, TrialPhoto photo)
    {
        _held[photo.Id] = new(
            actor.UserId,
            photo,
            time.CreateTimer(_ => Drop(photo.Id), null, Kept, Timeout.InfiniteTimeSpan)
        );
        foreach (
            var old in _held
                .Values.Where(h => h.OwnerId == actor.UserId)
                .OrderByDescending(h => h.Photo.Id)
                .Skip(MostOfOne)
        )
            Drop(old.Photo.Id);
        foreach (var old in _held.Values.OrderByDescending(h => h.Photo.Id).Skip(MostOfAll))
            Drop(old.Photo.Id);
    }

    private void Drop(Guid id)
    {
        if (_held.TryRemove(id, out var held))
            held.Clock.Dispose();
    }

    /// <summary>Refusals of the picture itself become the photo's own; others, such as a full disk, stay as they are.</summary>
    private static Refusal OfPhoto(Refusal refusal) =>
        refusal is NotAnImage or ImageTooLarge or ImageSideTooLong or ImageTooDeep or ImageBroken
            ? new TrialPhotoUnreadable(refusal)
            : refusal;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _held.Keys)
            Drop(id);
    }

    private sealed record Held(Guid OwnerId, TrialPhoto Photo, ITimer Clock);
}
