using Governance.Inference.Encoders;
using Governance.Ingestion;
using NetVips;

namespace Governance.Tests.Ingestion;

public sealed class ImageNormaliserTests
{
    [Theory]
    [InlineData(".jpg", 1.0)]
    [InlineData(".png", 1.0)]
    [InlineData(".jpg", 0.5)]
    [InlineData(".png", 0.5)]
    [InlineData(".jpg", 0.9)]
    [InlineData(".png", 0.9)]
    public void A_picture_that_was_cut_short_is_reported_and_not_kept_grey(string format, double kept)
    {
        var folder = Directory.CreateTempSubdirectory("governance-image-");
        try
        {
            // Noise, so that the bytes are spread evenly over the rows; larger than the long edge, so that it is scaled.
            using var noise = Image.Gaussnoise(900, 700, sigma: 40, mean: 128, seed: 3).Cast(Enums.BandFormat.Uchar);
            using var colours = noise.Bandjoin([noise, noise]).Copy(interpretation: Enums.Interpretation.Srgb);
            var whole = colours.WriteToBuffer(format);
            var file = Path.Combine(folder.FullName, "picture");
            File.WriteAllBytes(file, whole[..(int)(whole.Length * kept)]);

            foreach (var edge in new[] { 200, 2048 })
            {
                var read = ImageNormaliser.Normalise(
                    file,
                    "picture" + format,
                    new ImageRule { LongEdge = edge },
                    PictureBounds.Default,
                    Path.Combine(folder.FullName, "to"),
                    TestContext.Current.CancellationToken
                );
                if (kept == 1)
                    Assert.True(read.Ok, read.Refusal?.What);
                else
                    Assert.IsType<ImageBroken>(read.Refusal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
