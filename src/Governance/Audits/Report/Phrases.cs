using System.Globalization;

namespace Governance.Audits;

/// <summary>Writes figures as parts of sentences.</summary>
internal static class Phrases
{
    private static readonly NumberFormatInfo TrueMinus = new() { NegativeSign = "−" };

    /// <summary>With a minus sign (U+2212); a value that rounds to 0 has no sign.</summary>
    public static string Number(double value, int digits = 2) =>
        (Math.Round(value, digits) == 0 ? 0 : value).ToString("F" + digits, TrueMinus);

    /// <summary>“83 %”.</summary>
    public static string Percent(double share) => $"{Number(100 * share, 0)} %";

    /// <summary>“12 points”, “1 point”: a difference of shares in percentage points.</summary>
    public static string Points(double difference)
    {
        var points = (int)Math.Round(100 * difference);
        return $"{Number(points, 0)} {(points is 1 or -1 ? "point" : "points")}";
    }

    /// <summary>“83 % (79 % to 86 %, n = 212)”.</summary>
    public static string Share(Figure figure) =>
        figure.Value is not { } value ? "no value"
        : figure is { Low: { } low, High: { } high }
            ? $"{Percent(value)} ({Percent(low)} to {Percent(high)}, {N(figure.N)})"
        : $"{Percent(value)} ({N(figure.N)})";

    /// <summary>The unit of log losses.</summary>
    public const string Nats = "nats";

    /// <summary>A share as <see cref="Share"/>, or “0.42 nats (0.31 to 0.55, n = 212)”.</summary>
    /// <param name="unit">Null = a share.</param>
    public static string Value(Figure figure, string? unit) =>
        unit is null ? Share(figure)
        : figure.Value is not { } value ? "no value"
        : figure is { Low: { } low, High: { } high }
            ? $"{Number(value)} {unit} ({Number(low)} to {Number(high)}, {N(figure.N)})"
        : $"{Number(value)} {unit} ({N(figure.N)})";

    /// <summary>“n = 212” with no-break spaces.</summary>
    public static string N(int samples) => $"n\u00a0=\u00a0{samples}";

    /// <summary>“at least 50 %”.</summary>
    public static string Bound(bool atLeast, double asked, string? unit = null) =>
        $"{(atLeast ? "at least" : "at most")} {(unit is null ? Percent(asked) : $"{Number(asked)} {unit}")}";

    /// <summary>The end of each sentence about a bootstrap.</summary>
    public const string Narrowest =
        "The interval of a share is never narrower than Wilson's. If every draw gives the same difference, its "
        + "interval is widened by the upper end of Wilson's interval for 0 in n.";

    /// <summary>“1 sample”, “12 samples”.</summary>
    public static string Count(int n, string noun) => $"{n} {noun}{(n == 1 ? "" : "s")}";
}
