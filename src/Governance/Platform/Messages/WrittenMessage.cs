namespace Governance.Platform;

/// <summary>
/// A text that is shown as it was written: the reason that a person gave, or the sentence of a row that was stored before
/// messages had codes.
/// </summary>
public sealed record WrittenMessage(string Text) : Message
{
    public override string Text { get; } = Text;

    internal const string OwnCode = "written";

    public override string Code => OwnCode;
}
