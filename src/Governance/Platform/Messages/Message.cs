namespace Governance.Platform;

/// <summary>
/// A sentence that is stored as a code with its values and made when it is shown, so that it can be corrected and translated
/// later. Each message is a record: the parameters of its constructor are the values, and its sentence is written beside them.
/// A <see cref="Refusal"/> is a message too.
/// </summary>
public abstract record Message
{
    /// <summary>Stable machine name in kebab case; rows are stored under it.</summary>
    public abstract string Code { get; }

    /// <summary>What a page, a print view or the API shows.</summary>
    public abstract string Text { get; }

    public sealed override string ToString() => Text;
}
