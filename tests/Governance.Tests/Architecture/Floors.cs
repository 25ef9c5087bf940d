using ArchUnitNET.Domain;

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

    /// <summary>“Catalog → Curation: Governance.Catalog.X uses Governance.Curation.Y” for every step that is not downwards.</summary>
    /// <param name="root">Namespace whose children are the capabilities.</param>
    public static IReadOnlyList<string> Violations(IEnumerable<IType> types, string root) =>
        [
            .. types
                .Select(type => (type, from: CapabilityOf(type, root)))
                .Where(t => t.from is not null)
                // A type parameter is nobody's type; the reader takes all those called T for one.
                .SelectMany(t =>
                    t.type.Dependencies.Select(d => d.Target)
                        .Where(target => target is not GenericParameter)
                        .Select(target => (target, to: CapabilityOf(target, root)))
                        .Where(d => d.to is not null && d.to != t.from && FloorOf(d.to) <= FloorOf(t.from!))
                        .Select(d => $"{t.from} → {d.to}: {t.type.FullName} uses {d.target.FullName}")
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Capabilities that the order does not know: a new folder has to take its floor.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<IType> types, string root) =>
        [
            .. types
                .Select(t => CapabilityOf(t, root))
                .OfType<string>()
                .Distinct()
                .Where(c => !Order.SelectMany(f => f).Contains(c))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Projects beside the capabilities, whose directions the references hold.</summary>
    private static readonly string[] Projects = ["Statistics", "Inference", "Web", "Migrations", "Testing", "Tests"];

    private static string? CapabilityOf(IType type, string root)
    {
        var space = type.Namespace?.FullName ?? "";
        if (!space.StartsWith(root + ".", StringComparison.Ordinal))
            return null;
        var child = space[(root.Length + 1)..].Split('.')[0];
        return Projects.Contains(child) ? null : child;
    }

    private static int FloorOf(string capability) => Array.FindIndex(Order, floor => floor.Contains(capability));
}
