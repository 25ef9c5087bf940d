using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>A stream is named by seed, purpose and epoch, so that a resumed run needs no stored state.</summary>
internal static class RandomStream
{
    public static SeededRandom Of(long seed, RandomPurpose purpose, int epoch = 0) =>
        new SeededRandom(seed).Split((long)purpose).Split(epoch);
}
