namespace Governance.Catalog;

public sealed record StrataValue(string Value, int Samples);
