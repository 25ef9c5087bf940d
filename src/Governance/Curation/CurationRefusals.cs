using Governance.Platform;

namespace Governance.Curation;

public sealed record RecipeWithoutPurpose() : Refusal("The recipe names no purpose.", "Choose the purpose that the version is made for: consent is asked for it.");
public sealed record RecipeWithoutQuotas() : Refusal("The recipe draws by quota and gives none.", "Give at least one stratum a quota above zero, or draw proportionally.");
public sealed record RecipeSizeUnusable(int Size) : Refusal($"{Size} is no size to draw.", $"Draw between 1 and {Recipe.MaxSize} samples.");
public sealed record NothingToDraw(string Why) : Refusal($"No sample matches the recipe: {Why}.", "Widen the query, or look at the consent cover for who stays out and why.");
public sealed record VersionNameMissing() : Refusal("The version has no name.", "Give it one that says what it is for.");
