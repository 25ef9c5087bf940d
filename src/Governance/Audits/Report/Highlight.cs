using Governance.Platform;

namespace Governance.Audits;

/// <summary>A sentence that the first screen says.</summary>
/// <param name="Grave">It speaks against use.</param>
public sealed record Highlight(Message Sentence, Message Means, bool Grave);
