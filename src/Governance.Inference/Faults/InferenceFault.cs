using System.Globalization;

namespace Governance.Inference;

/// <summary>
/// What is wrong with a model, a description, an input or a task: a key with its values, so that it can be stored. The
/// sentences are made when they are shown.
/// </summary>
/// <param name="Key">A key of <see cref="InferenceTexts"/>; it is never renamed.</param>
/// <param name="Values">Names and numbers for the sentence; null for none.</param>
/// <param name="Causes">What led to it; null for nothing.</param>
public sealed record InferenceFault(
    string Key,
    IReadOnlyList<string>? Values = null,
    IReadOnlyList<InferenceFault>? Causes = null
)
{
    private const int MostValues = 8;

    /// <summary>A fault with its values; whole numbers get separators for thousands.</summary>
    public static InferenceFault Of(string key, params ReadOnlySpan<object?> values)
    {
        var shown = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            shown[i] = values[i] switch
            {
                int or long => ((IFormattable)values[i]!).ToString("N0", CultureInfo.InvariantCulture),
                IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                var other => other?.ToString() ?? "",
            };
        return new(key, shown.Length == 0 ? null : shown);
    }

    /// <summary>The same fault with what led to it.</summary>
    public InferenceFault Because(params IReadOnlyList<InferenceFault> causes) => this with { Causes = causes };

    /// <summary>What is wrong, as a sentence; a cause can be a clause.</summary>
    public string InWords() =>
        InferenceTexts.All.TryGetValue(Key, out var text)
            ? Filled(text.What)
            : $"“{Key}”: this version of the portal does not know this fault.";

    /// <summary>What to do, as a sentence; empty for a cause.</summary>
    public string Remedy() => InferenceTexts.All.TryGetValue(Key, out var text) ? Filled(text.Remedy) : "";

    private string Filled(string text)
    {
        var values = new object[MostValues + 1];
        for (var i = 0; i < MostValues; i++)
            values[i] = i < Values?.Count ? Values[i] : "";
        values[MostValues] = string.Join(" ", Causes?.Select(cause => cause.InWords()) ?? []);
        return string.Format(CultureInfo.InvariantCulture, text, values);
    }
}
