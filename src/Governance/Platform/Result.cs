using System.Diagnostics.CodeAnalysis;

namespace Governance.Platform;

/// <summary>Success, or a refusal. The default value is neither, and reading it throws.</summary>
public readonly record struct Result
{
    private readonly bool _isSet;
    private readonly Refusal? _refusal;

    private Result(Refusal? refusal) => (_isSet, _refusal) = (true, refusal);

    /// <summary>Whether it succeeded.</summary>
    /// <exception cref="InvalidOperationException">The result was never set.</exception>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>Null on success.</summary>
    /// <exception cref="InvalidOperationException">The result was never set.</exception>
    public Refusal? Refusal => _isSet ? _refusal : throw NeverSet();

    /// <summary>The operation was carried out.</summary>
    public static Result Done => new(null);

    /// <summary>A refused operation.</summary>
    public static implicit operator Result(Refusal refusal) => new(refusal);

    /// <summary>A value where C# does not convert it: an interface, or the result of a lambda with an inferred type.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);

    internal static InvalidOperationException NeverSet() =>
        new("This result was never set: it is neither done nor refused.");
}

/// <summary>A value, or a refusal. The default value is neither, and reading it throws.</summary>
public readonly record struct Result<T>
{
    private readonly bool _isSet;
    private readonly T? _value;
    private readonly Refusal? _refusal;

    internal Result(T? value, Refusal? refusal) => (_isSet, _value, _refusal) = (true, value, refusal);

    /// <summary>Whether it succeeded.</summary>
    /// <exception cref="InvalidOperationException">The result was never set.</exception>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Refusal is null;

    /// <summary>Null when there is a value.</summary>
    /// <exception cref="InvalidOperationException">The result was never set.</exception>
    public Refusal? Refusal => _isSet ? _refusal : throw Result.NeverSet();

    /// <summary>The value of a successful result.</summary>
    /// <exception cref="InvalidOperationException">The result is a refusal: check <see cref="Ok"/> first.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.What}");

    /// <summary>A value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refused operation, without a value.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The result without its value.</summary>
    public static implicit operator Result(Result<T> result) => result.Refusal is { } refusal ? refusal : Result.Done;
}
