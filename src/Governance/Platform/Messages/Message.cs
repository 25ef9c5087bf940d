namespace Governance.Platform;

/// <summary>
/// A sentence that is stored as a code with its values and made when it is shown, so that a stored one can be mended and
/// translated. Each is a record: its code is stored, its constructor's parameters are the values, and its sentence is written
/// beside them, once. A <see cref="Refusal"/> is one too.
/// </summary>
public abstract record Message
{
    /// <summary>Stable machine name in kebab case; rows are stored under it.</summary>
    public abstract string Code { get; }

    /// <summary>What a page, a print view or the API shows.</summary>
    public abstract string Text { get; }

    public sealed override string ToString() => Text;
}
