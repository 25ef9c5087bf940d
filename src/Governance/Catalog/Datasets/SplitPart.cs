namespace Governance.Catalog;

/// <summary>The part of a version's evaluation split that a sample belongs to.</summary>
public enum SplitPart
{
    /// <summary>A model's weights are fitted on it.</summary>
    Train,

    /// <summary>The best epoch is chosen and temperatures are fitted on it.</summary>
    Validation,

    /// <summary>Models are measured on it and learn nothing from it.</summary>
    Test,
}
