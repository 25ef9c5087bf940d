using System.Reflection;

namespace Governance.Platform;

/// <summary>A message that is not a refusal: a finding, a title, a stage. Its code comes from <see cref="CodeAttribute"/>.</summary>
/// <param name="Text">The sentence, from the record's own values.</param>
public abstract record Statement(string Text) : Message
{
    public override string Text { get; } = Text;

    public override string Code => GetType().GetCustomAttribute<CodeAttribute>()!.Code;
}
