namespace Governance.Consent;

/// <summary>What a holding has of a subject.</summary>
/// <param name="Count">How many things the withdrawal deletes, marks or lists for notification.</param>
/// <param name="Things">Those with a name, at most <see cref="Most"/>; the others are only counted.</param>
public sealed record Held(int Count, IReadOnlyList<HeldThing> Things)
{
    /// <summary>Maximum number of named things.</summary>
    public const int Most = 100;

    /// <summary>The holding has nothing of the subject.</summary>
    public static Held Nothing { get; } = new(0, []);

    /// <summary>A count without named things.</summary>
    public static Held Only(int count) => new(count, []);
}
