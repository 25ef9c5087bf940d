using NetVips;

namespace Governance.Inference.Encoders;

/// <summary>Turns the bytes of an image file into the numbers of a tensor. The header is checked before anything is decoded.</summary>
internal static class ImageReader
{
    /// <summary>
    /// Longest side of the whole image after scaling and before cropping. For a tensor of 224 pixels an image of 32,768 × 1 is
    /// scaled to a width of 7 million pixels: such a file of 175 bytes kept a core busy for minutes.
    /// </summary>
    private const long MaxSideBeforeCrop = 16_384;

    /// <returns>channels × height × width, or height × width × channels, according to the layout.</returns>
    /// <exception cref="UnreadableInputException">Not an image, or a damaged or too large one.</exception>
    public static float[] Read(ReadOnlyMemory<byte> file, ImagePreparation how, PictureBounds bounds)
    {
        try
        {
            var bytes = file.ToArray();
            using (var header = PictureHeader.Open(bytes, bounds))
                RefuseStrip(header.Image, how);
            using var fitted = Fit(bytes, how);
            return Numbers(Pixels(fitted, how), how);
        }
        catch (VipsException e)
        {
            throw new UnreadableInputException(InferenceFault.Of("image-undecodable"), e);
        }
    }

    private static void RefuseStrip(Image image, ImagePreparation how)
    {
        if (how.Fit != ImageFit.Crop)
            return;
        var scale = Math.Max((double)how.Width / image.Width, (double)how.Height / image.Height);
        if (scale * Math.Max(image.Width, image.Height) > MaxSideBeforeCrop)
            throw new UnreadableInputException("image-too-narrow", image.Width, image.Height, how.Width, how.Height);
    }

    /// <summary>
    /// An option of the decoder, because the failOn of thumbnailing does not reach it: without it the missing part of a
    /// truncated image is grey (libvips 8.18).
    /// </summary>
    private const string Whole = "[fail_on=error]";

    private static Image Fit(byte[] file, ImagePreparation how) =>
        how.Fit switch
        {
            ImageFit.Stretch => Image.ThumbnailBuffer(
                file,
                how.Width,
                height: how.Height,
                size: Enums.Size.Force,
                optionString: Whole
            ),
            ImageFit.Crop => Image.ThumbnailBuffer(
                file,
                how.Width,
                height: how.Height,
                size: Enums.Size.Both,
                crop: Enums.Interesting.Centre,
                optionString: Whole
            ),
            _ => Image.ThumbnailBuffer(file, how.Width, height: how.Height, size: Enums.Size.Both, optionString: Whole),
        };

    /// <summary>Bytes, row by row, with the channels of a pixel together.</summary>
    private static byte[] Pixels(Image image, ImagePreparation how)
    {
        using var flat = image.HasAlpha() ? image.Flatten(background: [255, 255, 255]) : image.Copy();
        using var coloured = flat.Colourspace(how.Depth == 1 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        using var boxed =
            coloured.Width == how.Width && coloured.Height == how.Height
                ? coloured.Copy()
                : coloured.Gravity(Enums.CompassDirection.Centre, how.Width, how.Height, extend: Enums.Extend.Black);
        using var bytes = boxed.Cast(Enums.BandFormat.Uchar);
        var pixels = bytes.WriteToMemory<byte>();
        return pixels.Length == how.Width * how.Height * how.Depth
            ? pixels
            : throw new UnreadableInputException("image-channels", bytes.Bands);
    }

    private static float[] Numbers(byte[] pixels, ImagePreparation how)
    {
        var (depth, area) = (how.Depth, how.Width * how.Height);
        var numbers = new float[pixels.Length];
        for (var channel = 0; channel < depth; channel++)
        {
            ReadOnlySpan<float> table = Table(how, channel);
            var from = how.Channels == ImageChannels.Bgr ? depth - 1 - channel : channel;
            var (to, step) = how.Layout == ImageLayout.Nchw ? (channel * area, 1) : (channel, depth);
            for (; from < pixels.Length; from += depth, to += step)
                numbers[to] = table[pixels[from]];
        }
        return numbers;
    }

    private static float[] Table(ImagePreparation how, int channel)
    {
        var (mean, deviation) = (how.Mean?[channel] ?? 0, how.Deviation?[channel] ?? 1);
        var table = new float[256];
        for (var i = 0; i < 256; i++)
            table[i] = (i * how.Scale - mean) / deviation;
        return table;
    }
}
