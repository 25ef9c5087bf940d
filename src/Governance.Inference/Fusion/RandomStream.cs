using Governance.Statistics.Intervals;

namespace Governance.Inference.Fusion;

/// <summary>Random streams named by seed, purpose and epoch, so that a resumed training needs no stored state.</summary>
internal static class RandomStream
{
    public static SeededRandom Of(long seed, RandomPurpose purpose, int epoch = 0) =>
        new SeededRandom(seed).Split((long)purpose).Split(epoch);
}
