using Governance.Statistics.Intervals;

namespace Governance.Statistics.Masks;

/// <summary>The figures of one mask; null where undefined.</summary>
/// <param name="Mask">Modalities present, as bits: text 1, image 2, sensor 4.</param>
/// <param name="Count">Samples that have these modalities.</param>
/// <param name="CalibrationError">Top-label ECE. Its bootstrap is biased upwards when the error is near 0: read the interval
/// as an upper bound there.</param>
/// <param name="LogLoss">Mean −ln p(label).</param>
/// <param name="Clipped">Samples with a probability of the label below the floor.</param>
/// <param name="WorstGroup">The least accuracy among groups with enough samples.</param>
/// <param name="AgainstFull">Accuracy minus that of the fullest mask on the same draws: a paired interval, narrower than
/// the difference of two.</param>
public sealed record MaskRow(
    int Mask,
    int Count,
    Interval? Accuracy,
    Interval? CalibrationError,
    Interval? LogLoss,
    int Clipped,
    Interval? WorstGroup,
    IReadOnlyList<GroupAccuracy> Groups,
    Interval? AgainstFull
)
{
    /// <summary>
    /// The same estimates with the outer ends of both intervals; the other row comes from another resampling of the same
    /// samples.
    /// </summary>
    public MaskRow WidenedBy(MaskRow other) =>
        this with
        {
            Accuracy = Widened(Accuracy, other.Accuracy),
            CalibrationError = Widened(CalibrationError, other.CalibrationError),
            LogLoss = Widened(LogLoss, other.LogLoss),
            WorstGroup = Widened(WorstGroup, other.WorstGroup),
            AgainstFull = Widened(AgainstFull, other.AgainstFull),
        };

    private static Interval? Widened(Interval? one, Interval? other) =>
        one is null || other is null ? one : one.WidenedBy(other);
}
