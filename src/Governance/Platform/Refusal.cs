using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Governance.Platform;

/// <summary>
/// An expected "no". Each capability lists its own in one file, as one-line records:
/// what happened to which thing, and how to mend it. A bug is an exception, never a refusal.
/// </summary>
/// <param name="What">One sentence a person understands, naming the thing.</param>
/// <param name="Remedy">What to do about it.</param>
public abstract record Refusal(string What, string Remedy) : Message
{
    // A sentence may quote what was refused because of what it holds.
    public string What { get; } = TextRule.Straight(What);
    public string Remedy { get; } = TextRule.Straight(Remedy);

    /// <summary>Both sentences, where one place shows them; an answer has them as two.</summary>
    [JsonIgnore]
    public override string Text => $"{What} {Remedy}";

    public virtual RefusalKind Kind => RefusalKind.Invalid;

    /// <summary>The machine name that <see cref="RefusalCodeAttribute"/> gives, as <c>sample-not-found</c>.</summary>
    public override string Code => CodeOf(GetType());

    /// <exception cref="InvalidOperationException">The refusal declares no code.</exception>
    public static string CodeOf(Type refusal) =>
        Codes.GetOrAdd(refusal, type =>
            type.GetCustomAttribute<RefusalCodeAttribute>()?.Code
            ?? throw new InvalidOperationException($"{type.Name} declares no refusal code.")
        );

    private static readonly ConcurrentDictionary<Type, string> Codes = new();
}
