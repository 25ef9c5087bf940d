namespace Governance.Models;

/// <summary>A suspension, resumption or retirement, with version numbers.</summary>
/// <param name="Number">Number of the version that the alias pointed to.</param>
/// <param name="FallbackNumber">Number of the version that answers during the suspension; null = none.</param>
public sealed record AliasStateRow(AliasStateChange Change, int Number, int? FallbackNumber);
