namespace Governance.Audits;

/// <summary>Two model versions compared on the samples that both audits cover.</summary>
/// <param name="First">Name and number of the first version.</param>
/// <param name="Second">Name and number of the second version.</param>
/// <param name="Count">Samples that both audits cover with the same right class, and that may be read now.</param>
/// <param name="Subjects">Subjects of these samples.</param>
/// <param name="FirstAccuracy">Share of right answers of the first version on these samples.</param>
/// <param name="SecondAccuracy">Share of right answers of the second version on these samples.</param>
/// <param name="Accuracy">Accuracy of the second minus the first, with an interval from one resampling of whole subjects.</param>
/// <param name="LogLoss">Log loss of the second minus the first, nats, the same way; below 0 the second is better.</param>
/// <param name="OnlyFirst">Samples on which only the first is right.</param>
/// <param name="OnlySecond">Samples on which only the second is right.</param>
/// <param name="PValue">McNemar's exact test, two-sided, which treats samples as independent; null with too few subjects.</param>
/// <param name="Line">The result as a sentence.</param>
public sealed record PairedComparison(
    string First,
    string Second,
    int Count,
    int Subjects,
    Figure FirstAccuracy,
    Figure SecondAccuracy,
    Figure Accuracy,
    Figure LogLoss,
    int OnlyFirst,
    int OnlySecond,
    double? PValue,
    string Line
);
