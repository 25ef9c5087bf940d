using Governance.Models;
using Governance.Platform;
using Governance.Testing;
using Governance.Tests.Ingestion;

namespace Governance.Tests.Models.Serving;

public sealed class ServingRefusalTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_judged_is_refused_in_words_and_leaves_no_line()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        Assert.IsType<NotFound>(
            (
                await lab.Serving.PredictAsync(Slice.Steward, ServingLab.Model, "candidate", ServingLab.Moment(), Ct)
            ).Refusal
        );
        Assert.IsType<NotFound>(
            (await lab.Serving.PredictAsync(Slice.Steward, "shadow", ServingLab.Alias, ServingLab.Moment(), Ct)).Refusal
        );
        Assert.IsType<NotAllowed>((await lab.AskAsync(ServingLab.Moment(), Slice.Nobody)).Refusal);

        foreach (
            var nothing in new PredictionInput[]
            {
                new(),
                new(" \n"),
                new(Image: ReadOnlyMemory<byte>.Empty),
                new(Series: []),
            }
        )
            Assert.Contains(
                "text, image, sensor",
                Assert.IsType<PredictionWithoutModality>((await lab.AskAsync(nothing)).Refusal).Remedy,
                StringComparison.Ordinal
            );
        var lost = Assert.IsType<EverythingLost>((await lab.AskAsync(new(Image: "no picture"u8.ToArray()))).Refusal);
        Assert.Contains("image: The image is not a JPEG, PNG, WebP or TIFF file", lost.What, StringComparison.Ordinal);
        var wide = Assert.IsType<EverythingLost>(
            (await lab.AskAsync(new(Image: Pictures.LongPng(90_000_000, 1)))).Refusal
        );
        Assert.Contains(
            "90,000,000 pixels wide and 1 high; 32,768 are allowed for each side",
            wide.What,
            StringComparison.Ordinal
        );
        var gap = ServingLab.Heat() with { Values = [.. Enumerable.Repeat(double.NaN, 40)] };
        Assert.Contains(
            "no reading in the series",
            Assert.IsType<EverythingLost>((await lab.AskAsync(new(Series: [gap]))).Refusal).What,
            StringComparison.Ordinal
        );

        foreach (
            var unfit in new[]
            {
                new string('x', ModelServing.LongestText + 1),
                "a\0b",
                "a\uFFFEb",
                "a\uFDD0b",
                "a" + (char)0xD800,
            }
        )
            Assert.Equal("text", Assert.IsType<UnfitText>((await lab.AskAsync(new(unfit))).Refusal).Field);
        Assert.True((await lab.AskAsync(new(new string('x', ModelServing.LongestText)))).Ok);
        Assert.Single(await lab.LogAsync());
    }

    [Fact]
    public async Task Readings_that_are_not_as_the_model_learned_them_are_refused_and_the_channel_is_named()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var heat = ServingLab.Heat();
        Assert.Equal(new SeriesUnitWrong("c", "degF", "Cel"), await RefusalAsync(ServingLab.Heat(unit: "degF")));
        var unknown = Assert.IsType<UnknownName>(await RefusalAsync(ServingLab.Heat(channel: "pressure")));
        Assert.Equal(("series[0].name", "Known: “c”."), (unknown.Field, unknown.Remedy));
        Assert.Equal(
            "series[0].name",
            Assert.IsType<UnfitText>(await RefusalAsync(ServingLab.Heat(channel: "c\uFFFE"))).Field
        );
        Assert.Equal(
            "series[0].unit",
            Assert.IsType<UnfitText>(await RefusalAsync(ServingLab.Heat(unit: "Cel\0"))).Field
        );
        Assert.Equal(
            "series[1].name",
            Assert.IsType<UnfitText>(await RefusalAsync(heat, ServingLab.Heat(channel: new('c', 201)))).Field
        );
        Assert.Equal(
            new SeriesValueTooLarge("c"),
            await RefusalAsync(heat with { Values = [1e39, .. heat.Values[1..]] })
        );
        Assert.Equal(new SeriesTooMany(1_001), await RefusalAsync([.. Enumerable.Repeat(heat, 1_001)]));
        Assert.Equal(new SeriesChannelTwice("c"), await RefusalAsync(heat, heat));
        Assert.Equal(new SeriesUneven("c", 40, 39), await RefusalAsync(heat with { Values = heat.Values[..39] }));
        Assert.Equal(new SeriesUnordered("c"), await RefusalAsync(heat with { TimesNs = [.. heat.TimesNs.Reverse()] }));
        Assert.Equal(
            new SeriesUnordered("c"),
            await RefusalAsync(heat with { TimesNs = [.. heat.TimesNs[..39], heat.TimesNs[38]] })
        );
        Assert.Equal(
            new SeriesTooWide(),
            await RefusalAsync(heat with { TimesNs = [long.MinValue, .. heat.TimesNs[1..]] })
        );
        // Refused though the text alone could be judged: a wrong unit is a mistake, not a loss.
        Assert.IsType<SeriesUnitWrong>(
            (await lab.AskAsync(new("The seal weeps", Series: [ServingLab.Heat(unit: "degF")]))).Refusal
        );
        Assert.Empty(await lab.LogAsync());

        async Task<Refusal?> RefusalAsync(params SeriesPart[] parts) =>
            (await lab.AskAsync(new(Series: parts))).Refusal;
    }

    [Fact]
    public async Task A_version_whose_file_is_gone_is_refused_until_the_file_is_back()
    {
        await using var lab = await ServingLab.OpenAsync(server);
        var digest = (await lab.VersionAsync(1)).OnnxDigest!;
        var path = Path.Combine(lab.Slice.Folder, "blobs", digest[..2], digest[2..4], digest);
        File.Move(path, path + ".away");
        var refused = Assert.IsType<ModelCannotBeOpened>((await lab.AskAsync(ServingLab.Moment())).Refusal);
        Assert.Equal(RefusalKind.Conflict, refused.Kind);
        Assert.Contains("does not open", refused.What, StringComparison.Ordinal);
        Assert.Empty(await lab.LogAsync());

        File.Move(path + ".away", path);
        await lab.AnswerAsync(ServingLab.Moment());
    }

    [Fact]
    public async Task When_too_many_wait_one_more_is_refused_and_the_others_are_answered()
    {
        await using var lab = await ServingLab.OpenAsync(server, ("Models:MaxWaitingPredictions", "1"));
        var expected = await lab.AnswerAsync(ServingLab.Moment());
        var refused = 0;
        while (refused == 0)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(_ => Task.Run(() => lab.AskAsync(ServingLab.Moment()), Ct))
            );
            Assert.All(answers.Where(a => a.Ok), a => Assert.Equal(expected.Probability, a.Value.Probability, 1e-6));
            Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal(new ModelIsBusy(1), a.Refusal));
            refused = answers.Count(a => !a.Ok);
        }
        Assert.True((await lab.AskAsync(ServingLab.Moment())).Ok);
    }
}
