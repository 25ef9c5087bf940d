namespace Governance.Consent;

/// <summary>
/// The position of a holding in the flow of a subject's data, which pages show from left to right. An erasure runs in reverse
/// order, from derived data to the sample, so that no row refers to an erased one; holdings with the same place run in the order
/// of registration.
/// </summary>
public enum HoldingPlace
{
    /// <summary>The subject and its consent records.</summary>
    Subject,

    /// <summary>Samples and recordings.</summary>
    Samples,

    /// <summary>Uploads that samples were read from.</summary>
    Sources,

    /// <summary>Labels.</summary>
    Annotations,

    /// <summary>Dataset versions.</summary>
    Versions,

    /// <summary>Vectors.</summary>
    Embeddings,

    /// <summary>Delivered exports.</summary>
    Exports,

    /// <summary>Models that were trained on samples.</summary>
    Models,
}
