using Governance.Platform;

namespace Governance.Curation;

/// <summary>The query of the recipe has no purpose.</summary>
[RefusalCode("recipe-without-purpose")]
public sealed record RecipeWithoutPurpose()
    : Refusal("The recipe has no purpose.", "Choose the purpose of the version: consent is checked for it.");

/// <summary>The scheme is quota, and the recipe has no quota above zero.</summary>
[RefusalCode("recipe-without-quotas")]
public sealed record RecipeWithoutQuotas()
    : Refusal(
        "The recipe draws by quota, but no quota is above zero.",
        "Give at least one stratum a quota above zero, or draw in proportion."
    );

/// <summary>The size, a quota or the sum of the quotas is out of range.</summary>
[RefusalCode("recipe-size-unusable")]
public sealed record RecipeSizeUnusable(long Size)
    : Refusal(
        $"{Size:N0} is not a number of samples that can be drawn.",
        $"Draw between 1 and {Recipe.MaxSize} samples."
    );

/// <summary>The recipe has quotas, and its scheme is not quota.</summary>
[RefusalCode("quotas-without-scheme")]
public sealed record QuotasWithoutScheme(string Scheme)
    : Refusal($"The recipe has quotas but draws {Scheme}.", "Leave the quotas out, or choose the scheme “quota”.");

/// <summary>The seed is outside ± <see cref="Recipe.MaxSeed"/>.</summary>
[RefusalCode("seed-unusable")]
public sealed record SeedUnusable()
    : Refusal(
        "The seed is out of range.",
        $"Choose a whole number between -{Recipe.MaxSeed} and {Recipe.MaxSeed}: a larger one loses digits as JSON."
    );

/// <summary>An attribute is named twice in <see cref="Recipe.StrataBy"/>.</summary>
[RefusalCode("attribute-twice")]
public sealed record AttributeTwice(string Name)
    : Refusal($"“strataBy” names “{TextRule.Shown(Name)}” twice.", "Name each attribute once.");

/// <summary><see cref="Recipe.StrataBy"/> names more than <see cref="Recipe.MaxAttributes"/> attributes.</summary>
[RefusalCode("too-many-attributes")]
public sealed record TooManyAttributes(int Count)
    : Refusal(
        $"“strataBy” names {Count} attributes.",
        $"Name at most {Recipe.MaxAttributes}: every further attribute makes the strata smaller."
    );

/// <summary>The combination of values gives a stratum a name that is too long to store.</summary>
[RefusalCode("stratum-too-long")]
public sealed record StratumTooLong(string Stratum, int Most)
    : Refusal(
        $"The name of the stratum “{TextRule.Shown(Stratum)}” is longer than {Most} characters.",
        "Name fewer attributes in “strataBy”, or attributes with shorter values."
    );

/// <summary>The draw has no samples, so that there is nothing to seal.</summary>
/// <param name="Why">
/// <see cref="NoSampleMatches"/>, <see cref="QuotasRequestNone"/> or <see cref="SamplesExcluded"/>; in rows that were stored
/// before these had types, the clause as it was written.
/// </param>
[RefusalCode("nothing-to-draw")]
public sealed record NothingToDraw(Message Why)
    : Refusal(
        $"The recipe draws no samples: {Why.Text}.",
        "Widen the query, raise the quotas, or see the consent cover for the excluded samples and the reasons."
    );

/// <summary>The name of a new version is empty.</summary>
[RefusalCode("version-name-missing")]
public sealed record VersionNameMissing()
    : Refusal("The version has no name.", "Enter a name that says what the version is for.");
