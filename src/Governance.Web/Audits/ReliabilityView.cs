using Governance.Audits;

namespace Governance.Web.Audits;

/// <summary>What an audit measured for answers of a confidence, in the API.</summary>
/// <param name="Measured">Null when no audit tells.</param>
/// <param name="Line">The measurement as a sentence; null when no audit tells.</param>
internal sealed record ReliabilityView(MeasuredReliability? Measured, string? Line)
{
    public static ReliabilityView Of(MeasuredReliability? measured) => new(measured, measured?.Line);
}
