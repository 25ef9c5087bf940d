namespace Governance.Audits;

/// <summary>One number of a report with its 95 % interval and the number of samples.</summary>
/// <param name="Value">Null where it cannot be computed.</param>
/// <param name="Low">Lower end of the interval; null without an interval.</param>
/// <param name="High">Upper end of the interval; null without an interval.</param>
/// <param name="N">Samples that it is computed from.</param>
/// <param name="Method">How the interval is computed: a key of <see cref="AuditReport.Methods"/>.</param>
/// <param name="Sufficient">Has enough samples to be assessed; otherwise it is only reported.</param>
public sealed record Figure(double? Value, double? Low, double? High, int N, string Method, bool Sufficient)
{
    /// <summary>A figure without value, from no samples.</summary>
    public static Figure Nothing(string method) => new(null, null, null, 0, method, false);
}
