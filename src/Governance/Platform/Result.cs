namespace Governance.Platform;

/// <summary>
/// How a refusal is answered at an edge: which HTTP status, which sign on a page. Unreadable: what was sent is not what the door
/// takes. Busy: the same may succeed in a moment. Full: when there is space.
/// </summary>
public enum RefusalKind { Invalid, Unreadable, NotFound, Forbidden, Conflict, Busy, Full }

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
    : Refusal($"This needs the permission “{Permission}”, which your roles do not carry.", "Ask an administrator for a role that carries it.")
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

/// <summary>Done, or refused with a reason.</summary>
public readonly record struct Result(Refusal? Refusal)
{
    public bool Ok => Refusal is null;
    public static Result Done => default;
    public static implicit operator Result(Refusal refusal) => new(refusal);

    /// <summary>Where C# does not convert: interface types, and lambdas whose type is inferred.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);
}

/// <summary>A value, or a refusal with a reason.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    internal Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }
    public bool Ok => Refusal is null;

    /// <exception cref="InvalidOperationException">The result is a refusal: ask <see cref="Ok"/> first.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.What}");

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
