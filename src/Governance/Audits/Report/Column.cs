using Governance.Platform;

namespace Governance.Audits;

/// <summary>A column of a table of figures, with the sentence that explains every figure in it.</summary>
public sealed record Column(string Name, Message Title, Message Means);
