using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record MissingRule
{
    [Description("Cells that mean: no value. The empty cell always does.")]
    public IReadOnlyList<string> Tokens { get; init; } = ["NA", "N/A", "NaN", "nan", "null", "-"];

    [Description(
        "keep-gap: the channel has no value there; skip-row: the row is left out; refuse: the row is reported."
    )]
    public MissingPolicy Policy { get; init; } = MissingPolicy.KeepGap;
}
