using Governance.Catalog;

namespace Governance.Curation;

/// <summary>What a draw puts into a part of the evaluation split.</summary>
/// <param name="Groups">Groups of these samples: subjects, or values of the split's attribute.</param>
/// <param name="Subjects">Subjects of these samples.</param>
public sealed record SplitPartCount(SplitPart Part, int Samples, int Groups, int Subjects);
