using Governance.Inference.Encoders;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>The limits of pictures are checked by their headers, in one place, before anything is decoded.</summary>
public sealed class PictureBoundsTests(TestDatabase server)
{
    public static TheoryData<string, byte[], string> Hostile { get; } =
        new()
        {
            {
                "wide",
                Pictures.LongPng(90_000_000, 1),
                "90,000,000 pixels wide and 1 high; 32,768 are allowed for each side"
            },
            {
                "high",
                Pictures.LongPng(1, 90_000_000),
                "1 pixels wide and 90,000,000 high; 32,768 are allowed for each side"
            },
            { "area", Pictures.LongPng(20_000, 20_000), "20,000 × 20,000 pixels; 100,000,000 are allowed" },
            { "channels", Pictures.Tiff(64, 64, 6), "6 channels; 5 are allowed" },
            { "pages", Pictures.Pages(1_001), "1,001 pages; 1,000 are allowed" },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task An_import_refuses_it_and_takes_the_rest(string name, byte[] picture, string said)
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var (import, run, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write(name, ("001/visits.csv", Maps.VisitsTable), ("001/photos/a.jpg", picture))
        );
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.Contains(said, Assert.Single(refusals).What, StringComparison.Ordinal);
        Assert.Equal(1, import.Report!.FilesRefused);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void The_place_that_encoders_and_predictions_read_through_refuses_it(
        string name,
        byte[] picture,
        string said
    )
    {
        var refused = Assert.Throws<PictureRefusedException>(() => PictureHeader.Open(picture, PictureBounds.Default));
        Assert.True(
            refused.Message.Contains(said.Split(';')[0], StringComparison.Ordinal),
            $"{name}: {refused.Message}"
        );
    }

    [Fact]
    public async Task Settings_name_themselves_and_hold()
    {
        await using var lab = await ImportLab.OpenAsync(server, null, ("MaxImageSide", "300"));
        var (_, _, refusals) = await lab.ImportAsync(
            Maps.Visits,
            lab.Write("in", ("001/visits.csv", Maps.VisitsTable), ("001/photos/a.jpg", Pictures.Jpeg(301, 20)))
        );
        Assert.Contains(
            "Ingestion:MaxImageSide",
            Assert.Single(refusals, r => r.Code == "image-side-too-long").Remedy,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_pixel_of_more_than_four_bytes_counts_as_several()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (
                var deep = NetVips
                    .Image.Black(200, 100, bands: 4)
                    .Cast(NetVips.Enums.BandFormat.Ushort)
                    .Copy(interpretation: NetVips.Enums.Interpretation.Rgb16)
            )
                File.WriteAllBytes(file, deep.WriteToBuffer(".png"));
            PictureHeader.Open(file, new(40_000, 1_000)).Dispose();
            var refused = Assert.Throws<PictureRefusedException>(() => PictureHeader.Open(file, new(39_999, 1_000)));
            Assert.Contains("of 8 bytes, which count as 40,000", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Nothing_opens_a_picture_elsewhere()
    {
        string[] allowed = ["PictureHeader.cs", "ImageReader.cs", "ImageNormaliser.cs"];
        var opens = new[]
        {
            "Image.NewFrom",
            "Image.Thumbnail",
            "Source.New",
            "SKBitmap.Decode",
            "SKCodec.Create",
            "SKImage.FromEncoded",
        };
        var found = Directory
            .EnumerateFiles(SourceTree.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && opens.Any(File.ReadAllText(f).Contains))
            .Select(Path.GetFileName);
        Assert.Subset(allowed.ToHashSet(), found.ToHashSet()!);
    }
}
