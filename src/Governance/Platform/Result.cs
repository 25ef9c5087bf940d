using System.Diagnostics.CodeAnalysis;

namespace Governance.Platform;

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
