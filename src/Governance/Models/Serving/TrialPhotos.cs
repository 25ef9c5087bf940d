using System.Collections.Concurrent;
using Governance.Ingestion;
using Governance.Platform;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>
/// The door to photos given for a trial. They belong to nobody's consent, so they stay in memory, for their giver alone
/// and half an hour at most: no row, no blob, no log line, nothing that learns. What is read into the scratch folder is
/// gone with the request.
/// </summary>
public sealed class TrialPhotos(IOptions<IngestionOptions> options, ScratchFolder scratch, TimeProvider time)
    : IDisposable
{
    /// <summary>A photo of 50 megapixels is smaller.</summary>
    public const long MaxBytes = 20_000_000;

    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    /// <summary>An older one makes room.</summary>
    private const int MostOfOne = 4;
    private const int MostOfAll = 200;

    /// <summary>Larger than any encoder looks at, and about a third of a megabyte.</summary>
    private static readonly ImageRule Rule = new() { LongEdge = 1280 };

    private readonly ConcurrentDictionary<Guid, Held> _held = new();

    /// <summary>Hostile until proven otherwise: read to the bound, judged by its header, decoded, written anew.</summary>
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
            return InOurWords(facts.Refusal);
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

    public Result<TrialPhoto> Find(Actor actor, Guid id)
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal)
            return refusal;
        return _held.TryGetValue(id, out var held) && held.OwnerId == actor.UserId ? held.Photo : new TrialPhotoGone();
    }

    /// <summary>What is not there, or not theirs, stays as it is.</summary>
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

    /// <summary>The import's refusals name files and settings; somebody who tries a model knows neither.</summary>
    private static Refusal InOurWords(Refusal refusal) =>
        refusal switch
        {
            NotAnImage => new TrialPhotoUnreadable("It is no JPEG, PNG, WebP or TIFF, whatever its name says."),
            ImageTooLarge large => new TrialPhotoUnreadable(
                $"It says that it has {large.Width:N0} × {large.Height:N0} pixels; {large.MaxPixels:N0} are allowed."
            ),
            ImageSideTooLong side => new TrialPhotoUnreadable(
                $"It says that it is {side.Width:N0} pixels wide and {side.Height:N0} high; {side.MaxSide:N0} are allowed for each side."
            ),
            ImageTooDeep deep => new TrialPhotoUnreadable(deep.Why),
            ImageBroken broken => new TrialPhotoUnreadable($"It cannot be decoded: {broken.Detail}."),
            _ => refusal,
        };

    public void Dispose()
    {
        foreach (var id in _held.Keys)
            Drop(id);
    }

    private sealed record Held(Guid OwnerId, TrialPhoto Photo, ITimer Clock);
}
