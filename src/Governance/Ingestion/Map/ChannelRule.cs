using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record ChannelRule
{
    [Description("The column; #1 is the first whatever its name.")]
    public required string Column { get; init; }

    [Description("The channel's name, when it differs from the column.")]
    public string? Name { get; init; }

    [Description("Unit, as UCUM where there is one: mmol/L, m/s2, 1 for none.")]
    public required string Unit { get; init; }

    [Description("Decimal separator: . or ,")]
    public string DecimalSeparator { get; init; } = ".";
}
