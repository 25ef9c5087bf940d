using System.Collections.Frozen;

namespace Governance.Inference;

/// <summary>
/// The sentences of <see cref="InferenceFault"/>. Values are {0} to {7}; {8} is what led to the fault. A text without a remedy
/// is a cause of another one, or stands under a refusal that has the remedy.
/// </summary>
public static partial class InferenceTexts
{
    /// <summary>What is wrong and what to do, by key. A released key stays.</summary>
    public static FrozenDictionary<string, (string What, string Remedy)> All { get; } =
        Models
            .Concat(Descriptions)
            .Concat(Inputs)
            .Concat(Tasks)
            .ToFrozenDictionary(t => t.Key, t => (t.What, t.Remedy));
}
