using Governance.Platform;

namespace Governance.Audits;

/// <summary>A column of a table of figures.</summary>
/// <param name="Name">Stable name in camel case.</param>
/// <param name="Means">Explanation of the figures in the column.</param>
public sealed record Column(string Name, Message Title, Message Means);
