using System.Diagnostics.CodeAnalysis;

namespace Governance.Platform;

/// <summary>
/// How a refusal is answered at an edge: which HTTP status, which sign on a page. Unreadable: what was sent is not what the door
/// takes. Busy: the same may succeed in a moment. Full: when there is space.
/// </summary>
public enum RefusalKind
{
    Invalid,
    Unreadable,
    NotFound,
    Forbidden,
    Conflict,
    Busy,
    Full,
}

/// <summary>
/// An expected "no". Each capability lists its own in one file, as one-line records:
/// what happened to which thing, and how to mend it. A bug is an exception, never a refusal.
/// </summary>
/// <param name="What">One sentence a person understands, naming the thing.</param>
/// <param name="Remedy">What to do about it.</param>
public abstract record Refusal(string What, string Remedy)
{
    // A sentence may quote what was refused because of what it holds.
    public string What { get; } = TextRule.Straight(What);
    public string Remedy { get; } = TextRule.Straight(Remedy);

    public virtual RefusalKind Kind => RefusalKind.Invalid;

    /// <summary>Stable machine name: the record's name in kebab case, <c>SampleNotFound</c> → <c>sample-not-found</c>.</summary>
    public string Code => _code ??= KebabCase.From(GetType().Name);

    private string? _code;
}

public sealed record NotAllowed(string Permission)
    : Refusal(
        $"This needs the permission “{Permission}”, which your roles do not carry.",
        "Ask an administrator for a role that carries it."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

public sealed record NotFound(string Thing, string Key)
    : Refusal($"There is no {Thing} “{Key}”.", "Check the address; it may have been deleted.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

public sealed record ChangedMeanwhile(string Thing)
    : Refusal($"Somebody else changed this {Thing} in the meantime.", "Reload, look at what changed, and try again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Done, or refused with a reason. One that nobody gave is neither, and reading it is a bug.</summary>
public readonly record struct Result
{
    private readonly bool _given;
    private readonly Refusal? _refusal;

    private Result(Refusal? refusal) => (_given, _refusal) = (true, refusal);

    /// <exception cref="InvalidOperationException">Nobody gave this result.</exception>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>Null when it is done.</summary>
    /// <exception cref="InvalidOperationException">Nobody gave this result.</exception>
    public Refusal? Refusal => _given ? _refusal : throw NeverGiven();

    public static Result Done => new(null);

    public static implicit operator Result(Refusal refusal) => new(refusal);

    /// <summary>Where C# does not convert: interface types, and lambdas whose type is inferred.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);

    internal static InvalidOperationException NeverGiven() =>
        new("This result was never given: it is neither done nor refused.");
}

/// <summary>A value, or a refusal with a reason. One that nobody gave is neither, and reading it is a bug.</summary>
public readonly record struct Result<T>
{
    private readonly bool _given;
    private readonly T? _value;
    private readonly Refusal? _refusal;

    internal Result(T? value, Refusal? refusal) => (_given, _value, _refusal) = (true, value, refusal);

    /// <exception cref="InvalidOperationException">Nobody gave this result.</exception>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>Null when there is a value.</summary>
    /// <exception cref="InvalidOperationException">Nobody gave this result.</exception>
    public Refusal? Refusal => _given ? _refusal : throw Result.NeverGiven();

    /// <exception cref="InvalidOperationException">The result is a refusal: ask <see cref="Ok"/> first.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.What}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>Where only it matters whether it was done.</summary>
    public static implicit operator Result(Result<T> result) => result.Refusal is { } refusal ? refusal : Result.Done;
}
