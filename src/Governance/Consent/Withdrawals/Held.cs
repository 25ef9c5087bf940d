namespace Governance.Consent;

/// <summary>A holding's share of the blast radius.</summary>
/// <param name="Count">How many things the withdrawal would delete, mark or have notified.</param>
/// <param name="Things">The ones that people know by name, at most <see cref="Most"/>; the others are only counted.</param>
public sealed record Held(int Count, IReadOnlyList<HeldThing> Things)
{
    public const int Most = 100;

    public static Held Nothing { get; } = new(0, []);

    public static Held Only(int count) => new(count, []);
}
