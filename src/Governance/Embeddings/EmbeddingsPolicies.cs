using Governance.Platform;

namespace Governance.Embeddings;

/// <summary>The permissions of embeddings and the roles that have them.</summary>
public static class EmbeddingsPolicies
{
    /// <summary>See encoders and embedding sets; find similar samples.</summary>
    public const string Read = "embeddings.read";

    /// <summary>Start embedding runs.</summary>
    public const string Run = "embeddings.run";

    /// <summary>Register and retire encoders.</summary>
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
        new(Run, "embed sealed versions", Roles.Steward),
        new(Register, "register and retire encoders", Roles.Administrator, Roles.Steward),
    ];
}
