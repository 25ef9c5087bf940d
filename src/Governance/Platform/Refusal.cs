using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Governance.Platform;

/// <summary>
/// An expected failure: what happened to which thing, and what to do. Each capability lists its refusals in one file, as
/// one-line records. A bug is an exception, never a refusal.
/// </summary>
/// <param name="What">What happened, in one sentence that names the thing.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
public abstract record Refusal(string What, string Remedy) : Message
{
    /// <summary>What happened, without the direction marks of texts that it quotes.</summary>
    public string What { get; } = TextRule.Straight(What);

    /// <summary>What to do about it, without the direction marks of texts that it quotes.</summary>
    public string Remedy { get; } = TextRule.Straight(Remedy);

    /// <summary>Both sentences, for places that show them as one text; the API has them as title and detail.</summary>
    [JsonIgnore]
    public override string Text => $"{What} {Remedy}";

    /// <summary>How the API and pages answer it.</summary>
    public virtual RefusalKind Kind => RefusalKind.Invalid;

    /// <summary>The machine name from <see cref="RefusalCodeAttribute"/>, such as <c>sample-not-found</c>.</summary>
    public override string Code => CodeOf(GetType());

    /// <summary>The code that a type of refusal declares.</summary>
    /// <exception cref="InvalidOperationException">The type declares no code.</exception>
    public static string CodeOf(Type refusal) =>
        Codes.GetOrAdd(refusal, type =>
            type.GetCustomAttribute<RefusalCodeAttribute>()?.Code
            ?? throw new InvalidOperationException($"{type.Name} declares no refusal code.")
        );

    private static readonly ConcurrentDictionary<Type, string> Codes = new();
}
