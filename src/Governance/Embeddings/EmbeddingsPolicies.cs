using Governance.Platform;

namespace Governance.Embeddings;

public static class EmbeddingsPolicies
{
    public const string Read = "embeddings.read";
    public const string Run = "embeddings.run";
    public const string Register = "encoders.register";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see encoders, embedding sets and similar samples",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Run, "embed a sealed version", Roles.Steward),
        new(Register, "register and retire encoders", Roles.Administrator, Roles.Steward),
    ];
}
