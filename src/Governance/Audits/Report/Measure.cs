using Governance.Platform;

namespace Governance.Audits;

/// <summary>A figure that stands by itself, with its sentence of explanation.</summary>
/// <param name="Name">Stable, kebab-case.</param>
/// <param name="Means">What it means for somebody who does not know the word.</param>
public sealed record Measure(string Name, Message Title, Figure Figure, Message Means);
