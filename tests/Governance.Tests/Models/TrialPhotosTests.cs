using Governance.Ingestion;
using Governance.Models;
using Governance.Platform;
using Governance.Tests.Ingestion;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Tests.Models;

public sealed class TrialPhotosTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Slice.Start);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("governance-photos-");
    private readonly ScratchFolder _scratch;
    private readonly TrialPhotos _photos;

    public TrialPhotosTests() =>
        _photos = new(Options.Create(new IngestionOptions()), _scratch = new(_folder.FullName), _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Actor Somebody(params string[] permissions) => new(Guid.NewGuid(), "Pat", permissions.ToHashSet());

    private Task<Result<TrialPhoto>> KeepAsync(Actor actor, byte[] file) =>
        _photos.KeepAsync(actor, new MemoryStream(file), Ct);

    [Fact]
    public async Task A_photo_is_kept_upright_small_and_without_what_it_tells_of_its_maker()
    {
        var pat = Somebody(ModelsPolicies.Predict);
        var kept = (await KeepAsync(pat, Pictures.WithExif())).Value;
        Assert.Equal(("image/jpeg", 200, 300), (kept.MediaType, kept.Width, kept.Height));
        using var image = NetVips.Image.NewFromBuffer(_photos.Find(pat, kept.Id).Value.Bytes.ToArray());
        Assert.DoesNotContain(image.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal));
        Assert.Equal(1280, (await KeepAsync(pat, Pictures.Jpeg(2560, 64))).Value.Width);
    }

    [Fact]
    public async Task Only_who_gave_it_sees_it_or_takes_it_away()
    {
        var (pat, other) = (Somebody(ModelsPolicies.Predict), Somebody(ModelsPolicies.Predict));
        var kept = (await KeepAsync(pat, Pictures.Jpeg())).Value;
        Assert.IsType<TrialPhotoGone>(_photos.Find(other, kept.Id).Refusal);
        Assert.True(_photos.Remove(other, kept.Id).Ok);
        Assert.True(_photos.Find(pat, kept.Id).Ok);
        Assert.True(_photos.Remove(pat, kept.Id).Ok);
        Assert.IsType<TrialPhotoGone>(_photos.Find(pat, kept.Id).Refusal);
        Assert.Equal(
            RefusalKind.Forbidden,
            (await KeepAsync(Somebody(ModelsPolicies.Read), Pictures.Jpeg())).Refusal!.Kind
        );
    }

    [Fact]
    public async Task It_is_forgotten_after_half_an_hour_and_the_fifth_of_a_person_makes_the_first_leave()
    {
        var pat = Somebody(ModelsPolicies.Predict);
        var kept = new List<TrialPhoto>();
        for (var i = 0; i < 5; i++)
            kept.Add((await KeepAsync(pat, Pictures.Jpeg())).Value);
        Assert.False(_photos.Find(pat, kept[0].Id).Ok);
        Assert.All(kept.Skip(1), photo => Assert.True(_photos.Find(pat, photo.Id).Ok));
        _time.Advance(TrialPhotos.Kept - TimeSpan.FromSeconds(1));
        Assert.True(_photos.Find(pat, kept[4].Id).Ok);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.All(kept, photo => Assert.False(_photos.Find(pat, photo.Id).Ok));
    }

    [Fact]
    public async Task What_is_no_photo_is_refused_in_words()
    {
        var pat = Somebody(ModelsPolicies.Predict);
        Assert.IsType<TrialPhotoEmpty>((await KeepAsync(pat, [])).Refusal);
        Assert.IsType<TrialPhotoTooLarge>((await KeepAsync(pat, new byte[TrialPhotos.MaxBytes + 1])).Refusal);
        Assert.Contains(
            "not a JPEG",
            (await KeepAsync(pat, "<svg onload='alert(1)'/>"u8.ToArray())).Refusal!.What,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "65,500 × 65,500",
            (await KeepAsync(pat, Pictures.FourGigapixelHeader())).Refusal!.What,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "90,000,000 pixels wide and 1 high; 32,768 are allowed",
            (await KeepAsync(pat, Pictures.LongPng(90_000_000, 1))).Refusal!.What,
            StringComparison.Ordinal
        );
        var cut = Pictures.Jpeg();
        Assert.Contains(
            "cannot be decoded",
            (await KeepAsync(pat, cut[..(cut.Length / 2)])).Refusal!.What,
            StringComparison.Ordinal
        );
    }

    public void Dispose()
    {
        _photos.Dispose();
        Assert.Empty(_scratch.Held());
        _scratch.Dispose();
        _folder.Delete(recursive: true);
    }
}
