using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>How cells without a value are recognised and handled.</summary>
public sealed record MissingRule
{
    /// <summary>Compared with the trimmed cell, case included.</summary>
    [Description("Cell texts that mean “no value”. An empty cell always does.")]
    public IReadOnlyList<string> Tokens { get; init; } = ["NA", "N/A", "NaN", "nan", "null", "-"];

    /// <summary>Applies to each channel's cell.</summary>
    [Description(
        "keep-gap: the channel has no value there; skip-row: the row is left out; refuse: the row is reported."
    )]
    public MissingPolicy Policy { get; init; } = MissingPolicy.KeepGap;
}
