using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>A column of a sensor stream with measurements.</summary>
public sealed record ChannelRule
{
    /// <summary>Column by name, or by position from <c>#1</c>.</summary>
    [Description("The column, by name or by position: #1 is the first.")]
    public required string Column { get; init; }

    /// <summary>Name of the channel; the column's when null.</summary>
    [Description("The channel's name, when it differs from the column.")]
    public string? Name { get; init; }

    /// <summary>Unit in UCUM, <c>1</c> for none; kept as written.</summary>
    [Description("Unit, in UCUM where it has one: mmol/L, m/s2, 1 for none.")]
    public required string Unit { get; init; }

    /// <summary>A point or a comma.</summary>
    [Description("Decimal separator: . or ,")]
    public string DecimalSeparator { get; init; } = ".";
}
