namespace Governance.Inference.Encoders;

/// <summary>A window, resampled to the model's grid.</summary>
/// <param name="Values">channels × samples, normalised, 0 in gaps.</param>
/// <param name="Mask">channels × samples, 1 where there is a value.</param>
/// <param name="Scales">channels × 3: level, spread (both as sign(x)·ln(1+|x|)), share covered.</param>
internal sealed record SeriesGrid(float[] Values, float[] Mask, float[] Scales)
{
    public const int ScaleCount = 3;

    /// <summary>Resamples and normalises a window.</summary>
    /// <exception cref="UnreadableInputException">The window is empty, has more channels than the model, or a channel has
    /// more times than values or fewer.</exception>
    public static SeriesGrid Of(SeriesWindow window, SeriesPreparation how)
    {
        if (window.EndNs <= window.StartNs)
            throw new UnreadableInputException("window-reversed");
        var grid = new SeriesGrid(
            new float[how.ChannelCount * how.Samples],
            new float[how.ChannelCount * how.Samples],
            new float[how.ChannelCount * ScaleCount]
        );
        var channels = Placed(window, how);
        for (var c = 0; c < channels.Length; c++)
        {
            if (channels[c] is not { } channel)
                continue;
            if (channel.TimesNs.Length != channel.Values.Length)
                throw new UnreadableInputException(
                    "times-without-values",
                    channel.Name,
                    channel.TimesNs.Length,
                    channel.Values.Length
                );
            var range = new Range(c * how.Samples, (c + 1) * how.Samples);
            var values = grid.Values.AsSpan(range);
            var mask = grid.Mask.AsSpan(range);
            Resampling.Resample(channel, window.StartNs, window.EndNs, how.LongestBridge, values, mask);
            Normalise(how.Normalisation, values, mask, grid.Scales.AsSpan(c * ScaleCount, ScaleCount));
        }
        return grid;
    }

    private static SeriesChannel?[] Placed(SeriesWindow window, SeriesPreparation how)
    {
        if (how.Channels is { } names)
            return [.. names.Select(name => window.Channels.FirstOrDefault(c => c.Name == name))];
        return window.Channels.Count <= how.ChannelCount
            ? [.. window.Channels]
            : throw new UnreadableInputException("window-channels", window.Channels.Count, how.ChannelCount);
    }

    private static void Normalise(
        SeriesNormalisation how,
        Span<float> values,
        ReadOnlySpan<float> mask,
        Span<float> scales
    )
    {
        var present = new List<float>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            if (mask[i] > 0)
                present.Add(values[i]);
        }
        if (present.Count == 0)
            return;
        var (level, spread) = how == SeriesNormalisation.Robust ? Quartiles(present) : Moments(present);
        (scales[0], scales[1], scales[2]) = (
            Compressed(level),
            Compressed(spread),
            (float)present.Count / values.Length
        );
        if (how == SeriesNormalisation.None)
            return;
        // A constant channel has no shape; without this, normalisation amplifies rounding noise.
        var divisor = spread > 1e-6 * Math.Max(1, Math.Abs(level)) ? spread : double.PositiveInfinity;
        for (var i = 0; i < values.Length; i++)
            values[i] = mask[i] > 0 ? (float)((values[i] - level) / divisor) : 0;
    }

    private static (double Level, double Spread) Moments(List<float> present)
    {
        var mean = present.Average(v => (double)v);
        return (mean, Math.Sqrt(present.Average(v => (v - mean) * (v - mean))));
    }

    /// <summary>1.349 is the interquartile range of the standard normal distribution.</summary>
    private static (double Level, double Spread) Quartiles(List<float> present)
    {
        present.Sort();
        return (Quantile(present, .5), (Quantile(present, .75) - Quantile(present, .25)) / 1.349);
    }

    /// <summary>Linear between order statistics (type 7 of Hyndman and Fan 1996).</summary>
    private static double Quantile(List<float> sorted, double p)
    {
        var at = (sorted.Count - 1) * p;
        var (low, high) = ((int)Math.Floor(at), (int)Math.Ceiling(at));
        return sorted[low] + (at - low) * ((double)sorted[high] - sorted[low]);
    }

    private static float Compressed(double x) => (float)(Math.Sign(x) * Math.Log(1 + Math.Abs(x)));
}
