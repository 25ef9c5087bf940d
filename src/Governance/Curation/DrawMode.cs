namespace Governance.Curation;

/// <summary>What a recipe is drawn for.</summary>
internal enum DrawMode
{
    /// <summary>A preview or a draft: a split or a seed that is missing is filled in.</summary>
    Declare,

    /// <summary>Sealing: the recipe is drawn as it was drafted.</summary>
    AsDrafted,

    /// <summary>
    /// Sealing the successor of a withdrawn version: an attribute or a stratum that only withdrawn samples had is a shortage,
    /// not a mistake of the recipe.
    /// </summary>
    Succession,
}
