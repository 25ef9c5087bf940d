using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>What random numbers are drawn for.</summary>
internal enum RandomPurpose
{
    Weights = 1,
    Tokens = 2,
    Order = 3,
    Dropout = 4,
    Split = 5,
    Parity = 6,
}

/// <summary>A stream is named by seed, purpose and epoch, so that a resumed run needs no stored state.</summary>
internal static class RandomStream
{
    public static SeededRandom Of(long seed, RandomPurpose purpose, int epoch = 0) =>
        new SeededRandom(seed).Split((long)purpose).Split(epoch);
}
