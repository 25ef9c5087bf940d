using Governance.Platform;

namespace Governance.Curation;

[RefusalCode("recipe-without-purpose")]
public sealed record RecipeWithoutPurpose()
    : Refusal(
        "The recipe names no purpose.",
        "Choose the purpose that the version is made for: consent is asked for it."
    );

[RefusalCode("recipe-without-quotas")]
public sealed record RecipeWithoutQuotas()
    : Refusal(
        "The recipe draws by quota and gives none.",
        "Give at least one stratum a quota above zero, or draw proportionally."
    );

[RefusalCode("recipe-size-unusable")]
public sealed record RecipeSizeUnusable(long Size)
    : Refusal(
        $"{Size:N0} is not a number of samples that can be drawn.",
        $"Draw between 1 and {Recipe.MaxSize} samples."
    );

[RefusalCode("quotas-without-scheme")]
public sealed record QuotasWithoutScheme(string Scheme)
    : Refusal($"The recipe gives quotas and draws {Scheme}.", "Leave the quotas out, or choose the scheme “quota”.");

[RefusalCode("seed-unusable")]
public sealed record SeedUnusable()
    : Refusal(
        "The seed is out of range.",
        $"Choose a whole number between -{Recipe.MaxSeed} and {Recipe.MaxSeed}: a larger one loses digits as JSON."
    );

[RefusalCode("attribute-twice")]
public sealed record AttributeTwice(string Name)
    : Refusal($"“strataBy” names “{TextRule.Shown(Name)}” twice.", "Name each attribute once.");

[RefusalCode("too-many-attributes")]
public sealed record TooManyAttributes(int Count)
    : Refusal(
        $"“strataBy” names {Count} attributes.",
        $"Divide by at most {Recipe.MaxAttributes}: more leave a sample or two in each stratum."
    );

[RefusalCode("stratum-too-long")]
public sealed record StratumTooLong(string Stratum, int Most)
    : Refusal(
        $"The name of the stratum “{TextRule.Shown(Stratum)}” is longer than {Most} characters.",
        "Divide by fewer attributes, or by some with shorter values."
    );

[RefusalCode("nothing-to-draw")]
public sealed record NothingToDraw(string Why)
    : Refusal(
        $"No sample matches the recipe: {Why}.",
        "Widen the query, or look at the consent cover for who stays out and why."
    );

[RefusalCode("version-name-missing")]
public sealed record VersionNameMissing()
    : Refusal("The version has no name.", "Give it one that says what it is for.");
