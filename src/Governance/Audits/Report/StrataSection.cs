using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy in each stratum of the version's recipe.</summary>
public sealed record StrataSection(IReadOnlyList<GroupFigures> Rows, Message Means, IReadOnlyList<Column> Columns);
