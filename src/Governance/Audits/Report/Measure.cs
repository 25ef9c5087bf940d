using Governance.Platform;

namespace Governance.Audits;

/// <summary>A single figure with its title and explanation.</summary>
/// <param name="Name">Stable name in kebab case.</param>
/// <param name="Means">Explanation for readers who do not know the term.</param>
public sealed record Measure(string Name, Message Title, Figure Figure, Message Means);
