using Governance.Platform;

namespace Governance.Audits;

/// <summary>One of the most important sentences of a report.</summary>
/// <param name="Means">What the sentence means for the reader.</param>
/// <param name="Grave">True when it speaks against using the model.</param>
public sealed record Highlight(Message Sentence, Message Means, bool Grave);
