namespace Governance.Inference.Fusion;

/// <summary>
/// The data cannot carry a fusion model, or do not fit the model they were given to.
/// <see cref="What"/> says what is wrong, <see cref="Remedy"/> how to mend it; both are written for the person who asked.
/// </summary>
public sealed class UnfitTaskException(string what, string remedy) : Exception($"{what} {remedy}")
{
    public string What { get; } = what;

    public string Remedy { get; } = remedy;
}
