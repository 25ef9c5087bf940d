namespace Governance.Audits;

/// <summary>One number of a report with what makes it honest.</summary>
/// <param name="Value">Null where nothing defines it.</param>
/// <param name="Low">Lower end of the interval; null without one.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Samples it rests on.</param>
/// <param name="Method">How the interval was made: a key of <see cref="AuditReport.Methods"/>.</param>
/// <param name="Sufficient">Enough samples to judge by; otherwise it is shown with its n and decides nothing.</param>
public sealed record Figure(double? Value, double? Low, double? High, int N, string Method, bool Sufficient)
{
    /// <summary>Nothing was there to count.</summary>
    public static Figure Nothing(string method) => new(null, null, null, 0, method, false);
}
