namespace Governance.Tests.Architecture;

/// <summary>The order of capabilities: one may use those on floors below its own, never one beside or above it.</summary>
internal static class Floors
{
    /// <summary>From the roof to the ground. What stands on one floor does not know its neighbours.</summary>
    private static readonly string[][] Order =
    [
        ["Ethics", "Monitoring"],
        ["Audits"],
        ["Models"],
        ["Annotation", "Embeddings", "Privacy"],
        ["Ingestion", "Curation"],
        ["Catalog"],
        ["Consent", "Provenance"],
        ["Access"], // users and tokens are witnessed in the ledger
        ["Ledger"],
        ["Platform"],
    ];

    /// <summary>Projects beside the capabilities, whose directions the references hold.</summary>
    private static readonly string[] Projects =
    [
        "Statistics",
        "Inference",
        "Samples",
        "Web",
        "Migrations",
        "Testing",
        "Tests",
    ];

    /// <summary>“Catalog → Curation: Governance.Catalog.X uses Governance.Curation.Y” for every step that is not downwards.</summary>
    /// <param name="root">Namespace whose children are the capabilities.</param>
    public static IReadOnlyList<string> Violations(IEnumerable<CompiledType> types, string root)
    {
        var all = types.ToList();
        var spaces = all.ToDictionary(t => t.FullName, t => t.Space, StringComparer.Ordinal);
        return
        [
            .. all.Select(type => (type, from: CapabilityOf(type.Space, root)))
                .Where(t => t.from is not null)
                .SelectMany(t =>
                    t.type.Uses.Select(used =>
                            (used, to: CapabilityOf(spaces.GetValueOrDefault(used) ?? NamespaceOf(used), root))
                        )
                        .Where(d => d.to is not null && d.to != t.from && FloorOf(d.to) <= FloorOf(t.from!))
                        .Select(d => $"{t.from} → {d.to}: {t.type.FullName} uses {d.used}")
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Capabilities that the order does not know: a new folder has to take its floor.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<CompiledType> types, string root) =>
        [
            .. types
                .Select(t => CapabilityOf(t.Space, root))
                .OfType<string>()
                .Distinct()
                .Where(c => !Order.SelectMany(f => f).Contains(c))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Of a type of another assembly.</summary>
    private static string NamespaceOf(string type) => type[..Math.Max(0, type.LastIndexOf('.'))];

    /// <summary>“Catalog” of <c>Governance.Catalog</c>; null for what is in no capability.</summary>
    public static string? CapabilityOf(string space, string root)
    {
        if (!space.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var child = space[(root.Length + 1)..].Split('.')[0];
        return Projects.Contains(child) ? null : child;
    }

    private static int FloorOf(string capability) => Array.FindIndex(Order, floor => floor.Contains(capability));
}
