using System.Reflection;

namespace Governance.Platform;

/// <summary>A message that refuses nothing: a finding, a title, what happens next. Its code is its <see cref="CodeAttribute"/>.</summary>
/// <param name="Text">The sentence, from the record's own values.</param>
public abstract record Statement(string Text) : Message
{
    public override string Text { get; } = Text;

    public override string Code => GetType().GetCustomAttribute<CodeAttribute>()!.Code;
}
