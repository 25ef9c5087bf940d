namespace Governance.Consent;

/// <summary>
/// Where a holding stands in the flow of a subject's data, as the withdrawal's picture shows it from left to right.
/// An erasure walks it backwards, from the last copy to the sample, so that nothing still points at what is gone; holdings
/// of one place go in the order in which they were registered.
/// </summary>
public enum HoldingPlace
{
    Subject,
    Samples,
    Sources,
    Annotations,
    Versions,
    Embeddings,
    Exports,
    Models,
}
