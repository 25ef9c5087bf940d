using System.Collections.Concurrent;
using System.Reflection;

namespace Governance.Platform;

/// <summary>A message that is not a refusal: a finding, a title, a stage. Its code comes from <see cref="CodeAttribute"/>.</summary>
/// <param name="Text">The sentence, from the record's own values.</param>
public abstract record Statement(string Text) : Message
{
    public override string Text { get; } = Text;

    public override string Code => CodeOf(GetType());

    /// <summary>The code that a type of message declares.</summary>
    /// <exception cref="InvalidOperationException">The type declares no code.</exception>
    public static string CodeOf(Type message) =>
        Codes.GetOrAdd(message, type =>
            type.GetCustomAttribute<CodeAttribute>()?.Code
            ?? throw new InvalidOperationException($"{type.Name} declares no code.")
        );

    private static readonly ConcurrentDictionary<Type, string> Codes = new();
}
